package e04;

import java.util.function.DoubleUnaryOperator;
import mlp.exercises.tasks.ActivationsTask;

/** Activation functions, and how much gradient they let through (R6, R2). */
public final class Activations implements ActivationsTask {
  private static final double FACTOR = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  @Override
  public double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  @Override
  public double sigmoidDerivative(double z) {
    double s = sigmoid(z);
    return s * (1 - s);
  }

  @Override
  public double tanh(double z) {
    return Math.tanh(z);
  }

  @Override
  public double tanhDerivative(double z) {
    double t = Math.tanh(z);
    return 1 - t * t;
  }

  @Override
  public double relu(double z) {
    return Math.max(0, z);
  }

  @Override
  public double reluDerivative(double z) {
    return z > 0 ? 1 : 0;
  }

  @Override
  public double leakyRelu(double z) {
    return z > 0 ? z : 0.01 * z;
  }

  @Override
  public double leakyReluDerivative(double z) {
    return z > 0 ? 1 : 0.01;
  }

  @Override
  public double elu(double z) {
    return z > 0 ? z : Math.expm1(z);
  }

  @Override
  public double eluDerivative(double z) {
    return z > 0 ? 1 : Math.exp(z);
  }

  @Override
  public double silu(double z) {
    return z * sigmoid(z);
  }

  @Override
  public double siluDerivative(double z) {
    double s = sigmoid(z);
    return s * (1 + z * (1 - s));
  }

  @Override
  public double gelu(double z) {
    return z / 2 * (1 + t(z));
  }

  @Override
  public double geluDerivative(double z) {
    double t = t(z);
    return (1 + t) / 2 + z / 2 * (1 - t * t) * FACTOR * (1 + 3 * CUBIC * z * z);
  }

  @Override
  public double[] passed(
      double[][] x,
      double[][][] weights,
      DoubleUnaryOperator sigma,
      DoubleUnaryOperator derivative,
      double[][] dz) {
    int last = weights.length - 1;
    double[][][] z = new double[weights.length][][];
    double[][] a = x;
    for (int l = 0; l <= last; l++) {
      // z = a·W, a = σ(z)   [n,out]   (R1, R6)
      z[l] = product(a, weights[l]);
      a = map(z[l], sigma);
    }
    double[] shares = new double[weights.length];
    double[][] gradient = dz;
    shares[last] = 1;
    for (int l = last - 1; l >= 0; l--) {
      // dz = (dz of the next layer · its Wᵀ) ⊙ σ′(z)   [n,out]   (R2)
      gradient = times(product(gradient, transposed(weights[l + 1])), map(z[l], derivative));
      shares[l] = norm(gradient) / norm(dz);
    }
    return shares;
  }

  @Override
  public double[] compare(double[][] x, double[][][] weights, double[][] dz) {
    return new double[] {
      passed(x, weights, this::sigmoid, this::sigmoidDerivative, dz)[0],
      passed(x, weights, this::tanh, this::tanhDerivative, dz)[0],
      passed(x, weights, this::relu, this::reluDerivative, dz)[0],
      passed(x, weights, this::leakyRelu, this::leakyReluDerivative, dz)[0],
      passed(x, weights, this::elu, this::eluDerivative, dz)[0],
      passed(x, weights, this::silu, this::siluDerivative, dz)[0],
      passed(x, weights, this::gelu, this::geluDerivative, dz)[0]
    };
  }

  // t = tanh(√(2/π)(z + 0.044715 z³))
  private static double t(double z) {
    return Math.tanh(FACTOR * (z + CUBIC * z * z * z));
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

  private static double[][] times(double[][] left, double[][] right) {
    double[][] result = new double[left.length][left[0].length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = left[i][j] * right[i][j];
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
