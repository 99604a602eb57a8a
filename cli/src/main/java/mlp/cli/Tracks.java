package mlp.cli;

import java.util.List;
import java.util.stream.Collectors;
import mlp.api.InvalidInput;
import mlp.api.Track;

/** Finds tracks by the names that users give. */
final class Tracks {
  private Tracks() {}

  /** @throws InvalidInput if no track has the name */
  static Track named(List<Track> tracks, String option, String name) {
    return tracks.stream()
        .filter(track -> track.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(
            option,
            '"' + name + '"',
            "one of " + tracks.stream().map(Track::name).collect(Collectors.joining(", "))));
  }
}
