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
    for (int i = 0; i < m; i++) {
      sumOfRows(a, i * k, 1, b, c, i * n, k, n);
    }
  }

  // C = Aᵀ·B   [k,n] = [k,m]·[m,n]
  static void multiplyTransposedLeft(double[] a, double[] b, double[] c, int m, int k, int n) {
    for (int p = 0; p < k; p++) {
      sumOfRows(a, p, k, b, c, p * n, m, n);
    }
  }

  // C = A·Bᵀ   [m,k] = [m,n]·[n,k]
  static void multiplyTransposedRight(double[] a, double[] b, double[] c, int m, int k, int n) {
    double[] transposed = new double[n * k];
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) {
        transposed[j * k + p] = b[p * n + j];
      }
    }
    multiply(a, transposed, c, m, n, k);
  }

  // One row of a product: C[i,:] = Σₚ A[i,p]·B[p,:], the factors A[i,p] from a place on, one stride
  // apart. Four rows at a time: the row of C is read and written a quarter as often.
  private static void sumOfRows(
      double[] a, int from, int stride, double[] b, double[] c, int row, int k, int n) {
    Arrays.fill(c, row, row + n, 0);
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      int at = from + p * stride;
      double a0 = a[at];
      double a1 = a[at + stride];
      double a2 = a[at + 2 * stride];
      double a3 = a[at + 3 * stride];
      int b0 = p * n;
      int b1 = b0 + n;
      int b2 = b1 + n;
      int b3 = b2 + n;
      for (int j = 0; j < n; j++) {
        c[row + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
      }
    }
    for (; p < k; p++) {
      double aip = a[from + p * stride];
      for (int j = 0; j < n; j++) {
        c[row + j] += aip * b[p * n + j];
      }
    }
  }
}
