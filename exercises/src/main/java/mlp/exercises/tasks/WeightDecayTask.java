package mlp.exercises.tasks;

/**
 * One step of an optimizer for one parameter θ, with L2 in the gradient and with decoupled weight
 * decay (R10, R11). All tables that a method gets have one shape, [in, out] for weights and [1,
 * out] for biases, and so has what it returns; no method changes its arguments.
 */
public interface WeightDecayTask {
  /** β₁ of Adam. */
  double BETA1 = 0.9;

  /** β₂ of Adam. */
  double BETA2 = 0.999;

  /** ε of Adam. */
  double EPSILON = 1e-8;

  /**
   * How strongly weights are drawn to 0; either may be 0.
   *
   * @param l2 λ₂, for the gradient
   * @param decoupled λ, for the decay beside the optimizer
   */
  record Decay(double l2, double decoupled) {}

  /**
   * What momentum changes.
   *
   * @param theta the parameter after the step
   * @param velocity the velocity after the step
   */
  record Moved(double[][] theta, double[][] velocity) {}

  /**
   * What Adam changes.
   *
   * @param theta the parameter after the step
   * @param m the first moment after the step
   * @param v the second moment after the step
   */
  record Adapted(double[][] theta, double[][] m, double[][] v) {}

  /**
   * L2.
   *
   * @param g ∂L/∂θ
   * @param isWeight whether θ is a table of weights; biases are not decayed
   * @param lambda λ₂
   * @return the gradient that the optimizer gets
   */
  double[][] l2(double[][] theta, double[][] g, boolean isWeight, double lambda);

  /**
   * Decoupled decay.
   *
   * @param theta θ before the step
   * @param u the optimizer's step, which is subtracted from θ
   * @param isWeight whether θ is a table of weights; biases are not decayed
   * @param rate η
   * @param lambda λ
   * @return θ after the step
   */
  double[][] decayed(double[][] theta, double[][] u, boolean isWeight, double rate, double lambda);

  /**
   * A step of gradient descent.
   *
   * @param g ∂L/∂θ, without any decay
   * @param rate η
   * @return θ after the step
   */
  double[][] sgd(double[][] theta, double[][] g, boolean isWeight, double rate, Decay decay);

  /**
   * A step with momentum.
   *
   * @param g ∂L/∂θ, without any decay
   * @param velocity as the step before left it
   * @param rate η
   * @param mu μ, in [0, 1)
   */
  Moved momentum(
      double[][] theta,
      double[][] g,
      double[][] velocity,
      boolean isWeight,
      double rate,
      double mu,
      Decay decay);

  /**
   * A step of Adam with {@link #BETA1}, {@link #BETA2} and {@link #EPSILON}.
   *
   * @param g ∂L/∂θ, without any decay
   * @param m the first moment, as the step before left it
   * @param v the second moment, as the step before left it
   * @param rate η
   * @param t counts the steps from 1
   */
  Adapted adam(
      double[][] theta,
      double[][] g,
      double[][] m,
      double[][] v,
      boolean isWeight,
      double rate,
      long t,
      Decay decay);

  /** The decay that you choose for the training of the goal. */
  Decay chosen();
}
