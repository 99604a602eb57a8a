package mlp.api;

/** Told how a training goes on, and asked whether it shall. */
public interface TrainingListener {
  /** Hears nothing and lets the training run to its end. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * A step is done.
   *
   * @param epoch from 0
   * @param step from 0, within the epoch
   * @param loss of the step's batch, before the step
   */
  default void onStep(int epoch, int step, double loss) {}

  /** An epoch is done and evaluated. */
  default void onEpoch(EpochResult result) {}

  /**
   * Asked before every step.
   *
   * @return true to end the training
   */
  default boolean isCancelled() {
    return false;
  }
}
