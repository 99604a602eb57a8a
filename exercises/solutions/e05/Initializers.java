package e05;

import java.util.function.DoubleUnaryOperator;
import mlp.exercises.tasks.InitializersTask;

/** First weights, and what they do to the variance of signals (R7). */
public final class Initializers implements InitializersTask {

  @Override
  public double xavier(int in, int out) {
    return Math.sqrt(1.0 / in);
  }

  @Override
  public double glorotNormal(int in, int out) {
    return Math.sqrt(2.0 / (in + out));
  }

  @Override
  public double glorotUniform(int in, int out) {
    return Math.sqrt(6.0 / (in + out));
  }

  @Override
  public double heNormal(int in, int out) {
    return Math.sqrt(2.0 / in);
  }

  @Override
  public double heUniform(int in, int out) {
    return Math.sqrt(6.0 / in);
  }

  @Override
  public double lecun(int in, int out) {
    return Math.sqrt(3.0 / in);
  }

  // W = deviation·normals   [in,out]   (R7)
  @Override
  public double[][] normal(double deviation, double[][] normals) {
    return map(normals, number -> deviation * number);
  }

  // W = radius·(2u − 1)   [in,out]   (R7)
  @Override
  public double[][] uniform(double radius, double[][] uniforms) {
    return map(uniforms, u -> radius * (2 * u - 1));
  }

  @Override
  public double[] variances(double[][] x, double[][][] weights, DoubleUnaryOperator sigma) {
    double[] variances = new double[weights.length];
    double[][] a = x;
    for (int l = 0; l < weights.length; l++) {
      // z = a·W, a = σ(z)   [n,out]   (R1, R6)
      double[][] z = product(a, weights[l]);
      variances[l] = variance(z);
      a = map(z, sigma);
    }
    return variances;
  }

  @Override
  public double[] left(double[][] x, double[][][] normals, DoubleUnaryOperator sigma) {
    double[][][] xavier = new double[normals.length][][];
    double[][][] he = new double[normals.length][][];
    for (int l = 0; l < normals.length; l++) {
      int in = normals[l].length;
      int out = normals[l][0].length;
      xavier[l] = normal(xavier(in, out), normals[l]);
      he[l] = normal(heNormal(in, out), normals[l]);
    }
    return new double[] {lastOfFirst(x, xavier, sigma), lastOfFirst(x, he, sigma)};
  }

  private double lastOfFirst(double[][] x, double[][][] weights, DoubleUnaryOperator sigma) {
    double[] variances = variances(x, weights, sigma);
    return variances[variances.length - 1] / variances[0];
  }

  private static double variance(double[][] z) {
    int count = z.length * z[0].length;
    double mean = 0;
    for (double[] row : z) {
      for (double value : row) {
        mean += value / count;
      }
    }
    double variance = 0;
    for (double[] row : z) {
      for (double value : row) {
        variance += (value - mean) * (value - mean) / count;
      }
    }
    return variance;
  }

  private static double[][] map(double[][] matrix, DoubleUnaryOperator each) {
    double[][] result = new double[matrix.length][matrix[0].length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = each.applyAsDouble(matrix[i][j]);
      }
    }
    return result;
  }

  // left·right   [n,m] = [n,k]·[k,m]
  private static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < right[0].length; j++) {
        for (int k = 0; k < right.length; k++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }
}
