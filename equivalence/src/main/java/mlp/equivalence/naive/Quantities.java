package mlp.equivalence.naive;

import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Network;
import mlp.api.Training;

/**
 * What a {@link Hook} sees of a step: the quantities that were computed before, after what other
 * hooks made of them. They have their names in the trace, a vector being a matrix of one row, and
 * of what a trace does not show:
 *
 * <ul>
 *   <li>{@code learningRate}, also when it is constant, and {@code rate.used}, the same again, with
 *       which the parameters are updated
 *   <li>{@code clipped.W1}, …: the gradients after clipping; {@code g.W1}, …: after L2, too
 *   <li>{@code opt.m.W1.before}, …: the optimizer's state before the step
 *   <li>{@code moved.W1}, …: the parameters after the optimizer's step; {@code decayed.W1}, …:
 *       after the decoupled decay, too, but before max-norm
 * </ul>
 */
public interface Quantities {
  /** The name of the quantity that may be replaced. */
  String name();

  /** @throws IllegalStateException if the step has not computed it yet */
  double[][] get(String name);

  /** @throws IllegalStateException if the step before did not compute it */
  double[][] before(String name);

  /** Whether the step before computed it. */
  boolean hasBefore(String name);

  /**
   * What the optimizer, without clipping by norm, will make of a weight whose gradient is known.
   */
  double[][] updated(String weight);

  /** σ(z), element by element (R6). */
  double value(Activation activation, double z);

  /** σ′(z) (R6). */
  double slope(Activation activation, double z);

  /** The network. */
  Network network();

  /** Its training. */
  Training training();

  /** In which it is computed. */
  DataType dataType();

  /** The step's number, from 0. */
  long step();
}
