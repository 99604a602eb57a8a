package mlp.exercises.e11;

import java.util.Arrays;
import mlp.exercises.grading.Values;

/** The formulas of the exercise, and of its known mistakes, on plain arrays. */
final class Matrices {
  private Matrices() {}

  /** @return a·b, or null where the shapes do not fit */
  static double[][] product(double[][] a, double[][] b) {
    if (a[0].length != b.length) {
      return null;
    }
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  /** @return the numbers of a, row after row, in as many rows as a has columns */
  static double[][] reshaped(double[][] a) {
    double[][] reshaped = new double[a[0].length][a.length];
    for (int i = 0; i < a.length * a[0].length; i++) {
      reshaped[i / a.length][i % a.length] = a[i / a[0].length][i % a[0].length];
    }
    return reshaped;
  }

  /** @return a ⊙ b, or null where the shapes differ */
  static double[][] times(double[][] a, double[][] b) {
    return a.length == b.length && a[0].length == b[0].length
        ? Values.map(a, b, (x, y) -> x * y)
        : null;
  }

  /** @return a with row[j] added to each element of column j; null for null */
  static double[][] plusRow(double[][] a, double[] row) {
    return a == null || a[0].length != row.length
        ? null
        : Values.map(a, repeated(row, a.length), Double::sum);
  }

  /** @return a with column[i] added to each element of row i, or null */
  static double[][] plusColumn(double[][] a, double[] column) {
    return a == null || a.length != column.length
        ? null
        : transposed(plusRow(transposed(a), column));
  }

  /** @return the sum of each column */
  static double[] sumOfRows(double[][] a) {
    return Arrays.stream(transposed(a))
        .mapToDouble(column -> Arrays.stream(column).sum())
        .toArray();
  }

  /** @return the sum of each row */
  static double[] sumOfColumns(double[][] a) {
    return sumOfRows(transposed(a));
  }

  static double[][] softmax(double[][] z) {
    double[][] p = Values.copy(z);
    for (double[] row : p) {
      double max = Arrays.stream(row).max().orElseThrow();
      double sum = Arrays.stream(row).map(x -> Math.exp(x - max)).sum();
      Arrays.setAll(row, j -> Math.exp(row[j] - max) / sum);
    }
    return p;
  }

  static double[][] repeated(double[] row, int times) {
    double[][] rows = new double[times][];
    Arrays.fill(rows, row);
    return rows;
  }
}
