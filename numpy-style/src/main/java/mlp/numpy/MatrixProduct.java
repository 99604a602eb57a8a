package mlp.numpy;

import java.util.Arrays;

/**
 * The three matrix products of a dense layer, on row-major arrays. Everything that costs more than
 * a pass over the data happens here, and nowhere else.
 */
final class MatrixProduct {
  /** Whether the JVM was started with {@code --add-modules jdk.incubator.vector}. */
  private static final boolean HAS_VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private MatrixProduct() {}

  // C = A·B   [m,n] = [m,k]·[k,n]
  static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    multiply(a, k, 1, b, c, m, k, n);
  }

  // C = Aᵀ·B   [k,n] = [k,m]·[m,n]
  static void multiplyTransposedLeft(double[] a, double[] b, double[] c, int m, int k, int n) {
    multiply(a, 1, k, b, c, k, m, n);
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

  // C[i,j] = Σₚ A(i,p)·B[p,j], A(i,p) = a[i·rowStride + p·columnStride]   [m,n] = [m,k]·[k,n]
  private static void multiply(
      double[] a, int rowStride, int columnStride, double[] b, double[] c, int m, int k, int n) {
    int done = 0;
    if (HAS_VECTORS) {
      VectorProduct.multiply(a, rowStride, columnStride, b, c, m, k, n);
      done = VectorProduct.columns(n);
    }
    for (int i = 0; i < m && done < n; i++) {
      sumOfRows(a, i * rowStride, columnStride, b, c, i * n, k, n, done);
    }
  }

  // One row of a product from column first on, four p at a time: the row of C is read and written a
  // quarter as often.
  private static void sumOfRows(
      double[] a, int from, int stride, double[] b, double[] c, int row, int k, int n, int first) {
    Arrays.fill(c, row + first, row + n, 0);
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
      for (int j = first; j < n; j++) {
        c[row + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
      }
    }
    for (; p < k; p++) {
      double aip = a[from + p * stride];
      for (int j = first; j < n; j++) {
        c[row + j] += aip * b[p * n + j];
      }
    }
  }
}
