package mlp.cli;

import java.util.List;
import java.util.function.ToDoubleFunction;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.Mlp;
import mlp.api.TrainingProgress;

/**
 * What one track's training brought.
 *
 * @param name of the track
 * @param mlp as it is after the training
 * @param progress at least one epoch
 */
public record TrackResult(String name, Mlp mlp, TrainingProgress progress) {

  /** What each epoch brought; with early stopping they may be fewer than the training's. */
  public List<EpochResult> epochs() {
    return progress.epochs();
  }

  /**
   * @param epoch from 1
   * @return what is asked for of the epoch; NaN where the track had ended early
   */
  public double after(int epoch, ToDoubleFunction<EpochResult> figure) {
    return epoch <= epochs().size() ? figure.applyAsDouble(epochs().get(epoch - 1)) : Double.NaN;
  }

  /**
   * The epoch, from 1, whose parameters the network has: with early stopping the best one, else the
   * last.
   */
  public int finalEpoch() {
    int steps = epochs().get(0).steps();
    return progress
        .best()
        .map(best -> Math.toIntExact(best.steps() / steps))
        .orElse(epochs().size());
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

  /** The evaluation of the parameters that the network has. */
  public Evaluation finalTest() {
    return epochs().get(finalEpoch() - 1).test();
  }

  /** Whether there are validation examples. */
  public boolean hasValidation() {
    return epochs().get(0).validation().isPresent();
  }

  /** Whether the targets are classes, so that there are accuracies. */
  public boolean hasAccuracy() {
    return !Double.isNaN(finalTest().accuracy());
  }
}
