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
      for (int p = 0; p < k; p++) {
        double aip = a[i * k + p];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += aip * b[p * n + j];
        }
      }
    }
  }

  // C = Aᵀ·B   [k,n] = [k,m]·[m,n]
  static void multiplyTransposedLeft(double[] a, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, k * n, 0);
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        double aip = a[i * k + p];
        for (int j = 0; j < n; j++) {
          c[p * n + j] += aip * b[i * n + j];
        }
      }
    }
  }

  // C = A·Bᵀ   [m,k] = [m,n]·[n,k]
  static void multiplyTransposedRight(double[] a, double[] b, double[] c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += a[i * n + j] * b[p * n + j];
        }
        c[i * k + p] = sum;
      }
    }
  }
}
