package mlp.exercises.e04;

import java.util.function.DoubleUnaryOperator;
import mlp.exercises.grading.Values;

/**
 * Layers one behind another, without biases, as they shall be computed and with one mistake.
 *
 * @param x the inputs [n, in]
 * @param weights each [in, out]
 * @param sigma σ
 * @param slope σ′
 * @param dz of the last layer [n, out]
 */
record Chain(
    double[][] x,
    double[][][] weights,
    DoubleUnaryOperator sigma,
    DoubleUnaryOperator slope,
    double[][] dz) {

  /** What may be done otherwise than asked. */
  enum Slip {
    NONE,
    NO_SLOPE,
    NO_WEIGHTS,
    SLOPE_OF_A,
    SLOPE_OF_NEXT,
    NOT_TRANSPOSED,
    NO_SIGMA
  }

  /** The norms ‖dz‖ of all layers, from the first to the last. */
  double[] norms(Slip slip) {
    int last = weights.length - 1;
    double[][][] z = new double[weights.length][][];
    double[][] a = x;
    for (int l = 0; l <= last; l++) {
      z[l] = product(a, weights[l]);
      a = slip == Slip.NO_SIGMA ? z[l] : Values.map(z[l], sigma);
    }
    double[] norms = new double[weights.length];
    double[][] gradient = dz;
    norms[last] = norm(dz);
    for (int l = last - 1; l >= 0; l--) {
      double[][] w = weights[l + 1];
      double[][] da = slip == Slip.NO_WEIGHTS
          ? gradient
          : product(gradient, slip == Slip.NOT_TRANSPOSED ? w : transposed(w));
      double[][] at = switch (slip) {
        case SLOPE_OF_A -> Values.map(z[l], sigma);
        case SLOPE_OF_NEXT -> z[l + 1];
        default -> z[l];
      };
      gradient = slip == Slip.NO_SLOPE
          ? da
          : Values.map(da, Values.map(at, slope), (d, factor) -> d * factor);
      norms[l] = norm(gradient);
    }
    return norms;
  }

  /** ‖dz‖ of each layer divided by that of the last. */
  double[] shares(Slip slip) {
    double[] norms = norms(slip);
    return Values.map(norms, norm -> norm / norms[norms.length - 1]);
  }

  /** Whether all layers have as many units as inputs, so that mistakes with shapes go unnoticed. */
  boolean isSquare() {
    for (double[][] w : weights) {
      if (w.length != w[0].length) {
        return false;
      }
    }
    return true;
  }

  static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[0].length; j++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  private static double norm(double[][] matrix) {
    double sum = 0;
    for (double[] row : matrix) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
