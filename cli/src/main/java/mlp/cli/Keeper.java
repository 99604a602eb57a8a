package mlp.cli;

import mlp.api.Mlp;
import mlp.api.TrainingLoop;

/** Keeps what a training has reached. */
interface Keeper {
  /** Keeps nothing. */
  Keeper NONE = new Keeper() {
    @Override
    public void onStep(Mlp mlp, TrainingLoop loop) {}

    @Override
    public String onInterruption(Mlp mlp, TrainingLoop loop) {
      return "nothing was written";
    }
  };

  /** A step is done. */
  void onStep(Mlp mlp, TrainingLoop loop);

  /**
   * The user ends the training, after a whole step.
   *
   * @return what was kept, and how to go on: the end of a sentence
   */
  String onInterruption(Mlp mlp, TrainingLoop loop);
}
