package mlp.exercises.e05;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import mlp.exercises.grading.Values;

/**
 * What layers without biases make of their inputs.
 *
 * @param x the inputs [n, in]
 * @param weights each [in, out]
 * @param sigma σ
 */
record Signal(double[][] x, double[][][] weights, DoubleUnaryOperator sigma) {

  /** z of each layer, from the first to the last, each [n, out]. */
  double[][][] z() {
    double[][][] z = new double[weights.length][][];
    double[][] a = x;
    for (int l = 0; l < z.length; l++) {
      z[l] = product(a, weights[l]);
      a = Values.map(z[l], sigma);
    }
    return z;
  }

  double[] variances() {
    return measured(Signal::variance);
  }

  /** A number of each layer's z. */
  double[] measured(ToDoubleFunction<double[][]> number) {
    return Arrays.stream(z()).mapToDouble(number).toArray();
  }

  /** The last layer's variance divided by the first layer's. */
  double left() {
    double[] variances = variances();
    return variances[variances.length - 1] / variances[0];
  }

  static double variance(double[][] z) {
    double[] all = Arrays.stream(z).flatMapToDouble(Arrays::stream).toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    return Arrays.stream(all)
        .map(value -> (value - mean) * (value - mean))
        .average()
        .orElseThrow();
  }

  static double meanSquare(double[][] z) {
    return Arrays.stream(z)
        .flatMapToDouble(Arrays::stream)
        .map(value -> value * value)
        .average()
        .orElseThrow();
  }

  /** The mean over the units of the variance of each. */
  static double meanOfUnits(double[][] z) {
    double sum = 0;
    for (int j = 0; j < z[0].length; j++) {
      double[][] unit = new double[z.length][1];
      for (int i = 0; i < z.length; i++) {
        unit[i][0] = z[i][j];
      }
      sum += variance(unit);
    }
    return sum / z[0].length;
  }

  private static double[][] product(double[][] left, double[][] right) {
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
}
