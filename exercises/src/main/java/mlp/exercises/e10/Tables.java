package mlp.exercises.e10;

import mlp.exercises.grading.Values;

/** Products and sums of tables, to say what a mistake gives. */
final class Tables {
  private Tables() {}

  /** [n,m] = [n,k]·[k,m]. */
  static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[k].length; j++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  static double[][] transposed(double[][] table) {
    double[][] transposed = new double[table[0].length][table.length];
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < table[i].length; j++) {
        transposed[j][i] = table[i][j];
      }
    }
    return transposed;
  }

  /** Σ over the rows. */
  static double[] sums(double[][] table) {
    double[] sums = new double[table[0].length];
    for (double[] row : table) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }

  /** The vector added to each row. */
  static double[][] plus(double[][] table, double[] vector) {
    double[][] sum = Values.copy(table);
    for (double[] row : sum) {
      for (int j = 0; j < row.length; j++) {
        row[j] += vector[j];
      }
    }
    return sum;
  }

  /** left + factor·right. */
  static double[] sum(double[] left, double factor, double[] right) {
    double[] sum = left.clone();
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * right[j];
    }
    return sum;
  }
}
