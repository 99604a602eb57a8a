package mlp.formats;

import java.util.Objects;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;

/**
 * A training at rest: everything that any track needs to go on with it.
 *
 * @param producer the name of the track, or of the other program, that trained
 * @param recipe what is trained, and how
 * @param state of the network after its last step
 * @param progress of the training loop
 */
public record Checkpoint(
    String producer, Recipe recipe, TrainingState state, TrainingProgress progress) {
  /** Refuses null. */
  public Checkpoint {
    Objects.requireNonNull(producer, "producer");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(progress, "progress");
  }
}
