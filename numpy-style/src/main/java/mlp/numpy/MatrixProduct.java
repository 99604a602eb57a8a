package mlp.numpy;

import java.util.Arrays;

/**
 * The three matrix products of a dense layer, on row-major arrays. Everything that costs more than
 * a pass over the data happens here, and nowhere else.
 */
final class MatrixProduct {
  private MatrixProduct() {}

  // C = A·B   [m,n] = [m,k]·[k,n]
  static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n, 0);
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        double ail = a[i * k + l];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += ail * b[l * n + j];
        }
      }
    }
  }

  // C = Aᵀ·B   [k,n] = [k,m]·[m,n]
  static void multiplyTransposedLeft(double[] a, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, k * n, 0);
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        double ail = a[i * k + l];
        for (int j = 0; j < n; j++) {
          c[l * n + j] += ail * b[i * n + j];
        }
      }
    }
  }

  // C = A·Bᵀ   [m,k] = [m,n]·[n,k]
  static void multiplyTransposedRight(double[] a, double[] b, double[] c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += a[i * n + j] * b[l * n + j];
        }
        c[i * k + l] = sum;
      }
    }
  }
}
