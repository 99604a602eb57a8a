package mlp.cli;

import java.util.List;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.Mlp;
import mlp.api.TrainingLoop;

/**
 * What one track's training brought.
 *
 * @param name of the track
 * @param mlp as it is after the training
 * @param loop that trained it, at least one epoch
 */
public record TrackResult(String name, Mlp mlp, TrainingLoop loop) {

  /** What every epoch brought. */
  public List<EpochResult> epochs() {
    return loop.progress().epochs();
  }

  /** The time spent in training steps, in seconds. */
  public double seconds() {
    return epochs().stream().mapToDouble(EpochResult::seconds).sum();
  }

  /**
   * The time of a step: the median over the epochs of each epoch's median, which the slow first
   * steps, before the JVM has compiled them, hardly touch.
   *
   * @return in microseconds
   */
  public double microsecondsPerStep() {
    double[] medians =
        epochs().stream().mapToDouble(EpochResult::medianStepSeconds).sorted().toArray();
    return medians[medians.length / 2] * 1e6;
  }

  /** The evaluation after the last epoch. */
  public Evaluation finalTest() {
    return epochs().get(epochs().size() - 1).test();
  }

  /** Whether the targets are classes, so that there are accuracies. */
  public boolean hasAccuracy() {
    return !Double.isNaN(finalTest().accuracy());
  }
}
