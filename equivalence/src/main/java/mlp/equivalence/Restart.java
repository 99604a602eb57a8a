package mlp.equivalence;

import java.util.List;
import mlp.api.Batch;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Parameters;

/**
 * Few steps of two networks from the same parameters. After a long training this tells a difference
 * from rounding that the training has enlarged: a ReLU's input that is 6e-8 on one side and −2e-7
 * on the other lets the gradient of an example pass on one side only, and from then on the two
 * trainings see different kinks. In FLOAT32 this happens within some hundred steps of a network of
 * a few hundred units, and single parameters end some percent apart, although both sides compute
 * the same function. Few steps from a common start leave no time for it.
 */
public final class Restart {
  /** So many steps show every term of an optimizer, and seldom meet a kink. */
  public static final int STEPS = 10;

  private Restart() {}

  /**
   * Trains both networks from the parameters, one step for each batch.
   *
   * @param left begins a new training
   * @param right begins a new training
   * @param from where both begin: best the parameters after the training in question
   * @param batches some {@link #STEPS} of the training's batches
   * @return how far the two have come apart; its verdict is on the implementations, not on the
   *     training
   * @throws InvalidInput if there are no batches, the data types differ, or parameters or batches
   *     do not fit the networks
   */
  public static Agreement of(Mlp left, Mlp right, Parameters from, List<Batch> batches) {
    if (batches.isEmpty()) {
      throw new InvalidInput("batches", "none", "at least one");
    }
    if (left.dataType() != right.dataType()) {
      throw new InvalidInput(
          "dataType", right.dataType(), left.dataType() + ", as the other network");
    }
    left.load(from);
    right.load(from);
    for (Batch batch : batches) {
      left.step(batch);
      right.step(batch);
    }
    return Agreement.of(left.parameters(), right.parameters(), left.dataType(), batches.size());
  }
}
