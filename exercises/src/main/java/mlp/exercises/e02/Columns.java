package mlp.exercises.e02;

import mlp.exercises.grading.Values;

/** Tables, column by column: what batch normalization does is done to each unit alone. */
final class Columns {
  private Columns() {}

  /** Makes an element of the one in a row i and of its column j. */
  interface Each {
    double at(double value, int j);
  }

  /** @return each element, given its column */
  static double[][] map(double[][] table, Each each) {
    double[][] result = Values.copy(table);
    for (double[] row : result) {
      for (int j = 0; j < row.length; j++) {
        row[j] = each.at(row[j], j);
      }
    }
    return result;
  }

  /** @return each element of an array, given its place */
  static double[] map(double[] vector, Each each) {
    return map(new double[][] {vector}, each)[0];
  }

  /** Σ over the rows [units]. */
  static double[] sums(double[][] table) {
    double[] sums = new double[table[0].length];
    for (double[] row : table) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }

  /** Σ over the columns [n], which is the wrong way to sum. */
  static double[] sumsOfRows(double[][] table) {
    double[] sums = new double[table.length];
    for (int i = 0; i < sums.length; i++) {
      for (double value : table[i]) {
        sums[i] += value;
      }
    }
    return sums;
  }

  /** μ = Σ z / n [units]. */
  static double[] means(double[][] z) {
    return map(sums(z), (sum, j) -> sum / z.length);
  }

  /** σ² = Σ (z − μ)² / n [units]. */
  static double[] variances(double[][] z) {
    double[] mean = means(z);
    return means(map(z, (value, j) -> (value - mean[j]) * (value - mean[j])));
  }

  /** x̂ = (z − μ)/√(σ² + ε) [n,units]. */
  static double[][] normalized(double[][] z, double[] mean, double[] variance, double epsilon) {
    return map(z, (value, j) -> (value - mean[j]) / Math.sqrt(variance[j] + epsilon));
  }

  /** out = γ·x̂ + β [n,units]. */
  static double[][] scaled(double[][] xhat, double[] gamma, double[] beta) {
    return map(xhat, (value, j) -> gamma[j] * value + beta[j]);
  }
}
