package e04;

import java.util.function.DoubleUnaryOperator;
import mlp.exercises.tasks.ActivationsTask;

/** Activation functions. The page 04-compare-activations.md has the formulas. */
public final class Activations implements ActivationsTask {

  @Override
  public double sigmoid(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double sigmoidDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double tanh(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double tanhDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double relu(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double reluDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double leakyRelu(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double leakyReluDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double elu(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double eluDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double silu(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double siluDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double gelu(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double geluDerivative(double z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] passed(
      double[][] x,
      double[][][] weights,
      DoubleUnaryOperator sigma,
      DoubleUnaryOperator derivative,
      double[][] dz) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] compare(double[][] x, double[][][] weights, double[][] dz) {
    throw new UnsupportedOperationException("write me");
  }

  // The three below are given: use them in passed.

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

  // Rows become columns   [m,n]
  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  // ‖matrix‖, the square root of the sum of the squares of all elements
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
