package mlp.equivalence.kit;

import java.util.function.Consumer;
import mlp.api.Track;

/**
 * One demand on a track.
 *
 * @param name what it is tried with: an activation, a data type
 * @param demand throws an AssertionError if the track does not meet it
 */
record Case(String name, Consumer<Track> demand) {}
