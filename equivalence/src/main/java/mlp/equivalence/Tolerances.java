package mlp.equivalence;

import mlp.api.DataType;

/**
 * How far two right implementations may be apart, relative to the largest entry of a tensor: all
 * tolerances of the project, in units of the data type's unit roundoff u, so that one table serves
 * both types. They hold for the small, well-conditioned networks of the shared tests;
 * {@link #rounding} is for trainings of users.
 *
 * <p>An inner product of n terms in any order of summation is off by at most γₙ = nu/(1 − nu) times
 * the sum of the terms' magnitudes (Higham, Accuracy and Stability of Numerical Algorithms, 2nd
 * edition, equation 3.5), and two sides may be off in opposite directions.
 */
public final class Tolerances {
  private Tolerances() {}

  /**
   * @param steps the training steps that were taken since both sides had the same parameters
   * @return the tolerance of the relative difference
   */
  public static double of(DataType dataType, Quantity quantity, long steps) {
    // Each addition to a parameter is off by 1 u, and errors of random signs add up to √n of one.
    // The parameters' errors are in everything that is computed from them.
    double drift = 4 * Math.sqrt(steps);
    double units = switch (quantity) {
      // Handed to both sides, not computed.
      case INPUT -> 0;
      // Three layers of sums of at most 6 terms and one function, of some 3 u: 2·3·(6 + 3) u at
      // most, the half of it allowed.
      case FORWARD, LOSS -> 32 + drift;
      // x̂ = (z − μ)/√(σ² + ε): what z and μ are off by is divided by a root that is smaller than
      // the largest z where a unit's values lie close together: 2 to 6 times in most of the shared
      // tests, 18 times behind sigmoids. So a few u of z become some 30 u of x̂.
      case NORMALIZED -> 64 + drift;
      // Forward and back again, with sums over 8 rows in which terms of both signs cancel.
      case GRADIENTS -> 128 + drift;
      // What the gradients have, or twice that where the state is their square: two factors, each
      // off by as much.
      case OPTIMIZER_STATE -> 256 + drift;
      // Handed to both sides before the first step. An update is small beside its parameter, and so
      // is what is wrong with it.
      case PARAMETERS -> steps == 0 ? 0 : 32 + drift;
      // decay·running + (1 − decay)·batch takes 1 − decay of what the batch's statistics are off
      // by, a fifth in the shared tests, and decay of what it was off by itself.
      case STATISTICS -> steps == 0 ? 0 : 32 + drift;
    };
    return units * dataType.unitRoundoff();
  }

  /**
   * How far rounding alone may drive two trainings apart: (1024 + 128·√n)·u of a tensor's largest
   * entry after n steps.
   *
   * <p>Each step rounds the gradient: by at most 2γₖ, k the longest sum, and in practice by about
   * √k·u, because rounding errors have random signs (Higham and Mary 2019, A New Approach to
   * Probabilistic Rounding Error Analysis, theorem 3.1): some 30 u for sums of 1,000 terms. The
   * update and its addition bring a few u more, a layer behind others several times as much: 128 u
   * a step. For the same reason the errors of n steps, none of which a stable training enlarges,
   * come to √n times those of one. Adam adds 1024 u at once: its first steps divide gradients by
   * their own magnitude, even those in which large terms cancelled and which are mostly rounding
   * error.
   *
   * <p>Measured between the tracks: 784-256-128-10 with ReLU and Adam on MNIST in FLOAT32 164 u
   * after the first step and 492 u after 50; 64-32-10 on digits at most 108 u after 900 steps in
   * either type, with Adam and Nesterov. A training that meets kinks or is not stable enlarges
   * errors without bound: then {@link Restart} and {@link ControlRun} tell rounding from a
   * difference. A difference in the formulas that stays below the bound is called rounding. Both
   * are the price of one bound for all networks.
   *
   * @param steps n; the parameters must have the same bits where it is 0
   * @return the bound of the relative difference
   */
  public static double rounding(DataType dataType, long steps) {
    return steps == 0 ? 0 : (1024 + 128 * Math.sqrt(steps)) * dataType.unitRoundoff();
  }
}
