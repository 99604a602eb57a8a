package mlp.cli;

import mlp.api.Mlp;
import mlp.api.TrainingProgress;

/** Where a training begins. */
@FunctionalInterface
interface Beginning {
  /** A new training from the weights that the seed decides. */
  Beginning AT_FIRST_WEIGHTS = mlp -> TrainingProgress.NONE;

  /**
   * Puts a new network where its training begins.
   *
   * @return what was done before
   */
  TrainingProgress of(Mlp mlp);
}
