package mlp.exercises.grading;

import java.util.function.ToDoubleFunction;

/**
 * Gradients by central differences, (f(x + h) − f(x − h))/2h, with h = 2⁻¹⁷: right to some 1e-9 of
 * the function's size where it has no kink within h. Compare within 1e-6.
 */
public final class FiniteDifferences {
  /** The relative difference within which a right gradient agrees with central differences. */
  public static final double TOLERANCE = 1e-6;

  private static final double STEP = 0x1p-17;

  private FiniteDifferences() {}

  /**
   * @param function gets a copy that it may change
   * @return ∂f/∂x at x, in the shape of x
   */
  public static double[][] gradient(ToDoubleFunction<double[][]> function, double[][] x) {
    double[][] gradient = Values.copy(x);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        double up = x[i][j] + STEP;
        double down = x[i][j] - STEP;
        gradient[i][j] = (at(function, x, i, j, up) - at(function, x, i, j, down)) / (up - down);
      }
    }
    return gradient;
  }

  /** The same for a function of a vector. */
  public static double[] gradient(ToDoubleFunction<double[]> function, double[] x) {
    return gradient(matrix -> function.applyAsDouble(matrix[0]), new double[][] {x})[0];
  }

  private static double at(
      ToDoubleFunction<double[][]> function, double[][] x, int i, int j, double value) {
    double[][] changed = Values.copy(x);
    changed[i][j] = value;
    return function.applyAsDouble(changed);
  }
}
