package mlp.equivalence.inject;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic with rows of numbers; every result is a new array. */
final class Values {
  private Values() {}

  static double[][] copy(double[][] a) {
    return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
  }

  static double[][] map(double[][] a, DoubleUnaryOperator f) {
    return Arrays.stream(a)
        .map(row -> Arrays.stream(row).map(f).toArray())
        .toArray(double[][]::new);
  }

  static double[][] times(double[][] a, double factor) {
    return map(a, value -> value * factor);
  }

  static double[][] zip(double[][] a, double[][] b, DoubleBinaryOperator f) {
    double[][] result = copy(a);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        result[i][j] = f.applyAsDouble(a[i][j], b[i][j]);
      }
    }
    return result;
  }

  static double[][] transposed(double[][] a) {
    double[][] result = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        result[j][i] = a[i][j];
      }
    }
    return result;
  }

  /** a·b, [n, m]·[m, k]. */
  static double[][] product(double[][] a, double[][] b) {
    double[][] result = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[k].length; j++) {
          result[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return result;
  }

  /** Each row of a plus b. */
  static double[][] plusRow(double[][] a, double[] b) {
    return Arrays.stream(a)
        .map(row -> zip(new double[][] {row}, new double[][] {b}, Double::sum)[0])
        .toArray(double[][]::new);
  }

  static double sumOfSquares(double[][] a) {
    return Arrays.stream(a).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
  }

  /** The rows one place further; the first becomes the last. */
  static double[][] rowsRotated(double[][] a) {
    double[][] result = new double[a.length][];
    Arrays.setAll(result, i -> a[(i + 1) % a.length].clone());
    return result;
  }

  /** The columns one place further; the first becomes the last. */
  static double[][] columnsRotated(double[][] a) {
    return transposed(rowsRotated(transposed(a)));
  }

  static double[][] filled(double[][] like, double value) {
    return map(like, unused -> value);
  }

  static double[][] scalar(double value) {
    return new double[][] {{value}};
  }
}
