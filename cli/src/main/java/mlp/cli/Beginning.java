package mlp.cli;

import java.util.Optional;
import mlp.api.Parameters;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;

/**
 * Where a training begins.
 *
 * @param parameters the first ones
 * @param state of a training that goes on, if one does
 * @param progress that it has made
 */
record Beginning(Parameters parameters, Optional<TrainingState> state, TrainingProgress progress) {

  /** A new training. */
  static Beginning with(Parameters parameters) {
    return new Beginning(parameters, Optional.empty(), TrainingProgress.NONE);
  }
}
