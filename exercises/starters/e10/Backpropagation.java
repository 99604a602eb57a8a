package e10;

import mlp.exercises.tasks.BackpropagationTask;

/**
 * One training step of a network with two hidden layers, on plain arrays. The page
 * 10-backpropagation-by-hand.md has the formulas; product, transposed and max are given.
 */
public final class Backpropagation implements BackpropagationTask {

  @Override
  public Forward forward(Parameters parameters, double[][] x, Hidden hidden) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double loss(double[][] z3, double[][] y) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Gradients backward(
      Parameters parameters, Forward forward, double[][] x, double[][] y, Hidden hidden) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Parameters update(Parameters parameters, Gradients gradients, double rate) {
    throw new UnsupportedOperationException("write me");
  }

  // x [n,in], w [in,out], b [out] → z [n,out]
  private static double[][] affine(double[][] x, double[][] w, double[] b) {
    throw new UnsupportedOperationException("write me");
  }

  // z [n,units] → a [n,units]
  private static double[][] activation(double[][] z, Hidden hidden) {
    throw new UnsupportedOperationException("write me");
  }

  // z [n,k] → the probabilities [n,k]
  private static double[][] softmax(double[][] z) {
    throw new UnsupportedOperationException("write me");
  }

  // p, the probabilities, and y [n,k] → dz3 [n,k]
  private static double[][] logitGradient(double[][] p, double[][] y) {
    throw new UnsupportedOperationException("write me");
  }

  // da, z, a [n,units] → dz [n,units]
  private static double[][] throughActivation(
      double[][] da, double[][] z, double[][] a, Hidden hidden) {
    throw new UnsupportedOperationException("write me");
  }

  // dz [n,units] → the sum over the rows [units]
  private static double[] sumOfRows(double[][] dz) {
    throw new UnsupportedOperationException("write me");
  }

  // a weight table, its gradient, the rate → the weights after the step
  private static double[][] minus(double[][] theta, double[][] gradient, double rate) {
    throw new UnsupportedOperationException("write me");
  }

  // the same for biases
  private static double[] minus(double[] theta, double[] gradient, double rate) {
    throw new UnsupportedOperationException("write me");
  }

  // left·right   [n,m] = [n,k]·[k,m]
  private static double[][] product(double[][] left, double[][] right) {
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

  // matrixᵀ   [m,n] of [n,m]
  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  private static double max(double[] row) {
    double max = row[0];
    for (double value : row) {
      max = Math.max(max, value);
    }
    return max;
  }
}
