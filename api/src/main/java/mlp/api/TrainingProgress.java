package mlp.api;

import java.util.List;
import java.util.Optional;

/**
 * How far a training loop has come, beside the state of its network: what it needs to go on after a
 * break as if there had been none.
 *
 * @param epochs that are done
 * @param lossSum of the rows seen in the epoch that is not
 * @param best with early stopping, the network's state after the best epoch so far
 */
public record TrainingProgress(
    List<EpochResult> epochs, double lossSum, Optional<TrainingState> best) {
  /** Nothing done. */
  public static final TrainingProgress NONE = new TrainingProgress(List.of(), 0, Optional.empty());

  /** Copies the list. */
  public TrainingProgress {
    epochs = List.copyOf(epochs);
  }
}
