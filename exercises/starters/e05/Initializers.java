package e05;

import java.util.function.DoubleUnaryOperator;
import mlp.exercises.tasks.InitializersTask;

/** First weights. The page 05-compare-initializers.md has the formulas. */
public final class Initializers implements InitializersTask {

  @Override
  public double xavier(int in, int out) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double glorotNormal(int in, int out) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double glorotUniform(int in, int out) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double heNormal(int in, int out) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double heUniform(int in, int out) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double lecun(int in, int out) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] normal(double deviation, double[][] normals) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] uniform(double radius, double[][] uniforms) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] variances(double[][] x, double[][][] weights, DoubleUnaryOperator sigma) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] left(double[][] x, double[][][] normals, DoubleUnaryOperator sigma) {
    throw new UnsupportedOperationException("write me");
  }

  // Given: use it in variances.
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
