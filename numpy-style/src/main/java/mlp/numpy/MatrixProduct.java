package mlp.numpy;

import java.util.Arrays;

/**
 * The three matrix products of a dense layer, on row-major arrays. Everything that costs more than
 * a pass over the data happens here, and nowhere else.
 */
final class MatrixProduct {
  /** Whether the JVM was started with {@code --add-modules jdk.incubator.vector}. */
  static final boolean HAS_VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** Multiplications in a product that takes less time than its factors' copying. */
  private static final int SMALL = 1000;

  private final VectorProduct vectors = HAS_VECTORS ? new VectorProduct() : null;
  private double[] transposed = {};

  // C = A·B   [m,n] = [m,k]·[k,n]
  void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    if (isForVectors(m, k, n)) {
      vectors.multiply(a, k, 1, b, n, 1, c, 0, m, k, n);
    } else {
      multiplyPlainly(a, k, 1, b, c, m, k, n);
    }
  }

  // C = Aᵀ·B   [k,n] = [k,m]·[m,n]
  void multiplyTransposedLeft(double[] a, double[] b, double[] c, int m, int k, int n) {
    if (isForVectors(m, k, n)) {
      vectors.multiply(a, 1, k, b, n, 1, c, 0, k, m, n);
    } else {
      multiplyPlainly(a, 1, k, b, c, k, m, n);
    }
  }

  // C = A·Bᵀ   [m,k] = [m,n]·[n,k]
  void multiplyTransposedRight(double[] a, double[] b, double[] c, int m, int k, int n) {
    if (isForVectors(m, k, n)) {
      vectors.multiply(a, n, 1, b, 1, n, c, 0, m, n, k);
    } else {
      transpose(b, k, n);
      multiplyPlainly(a, n, 1, transposed, c, m, n, k);
    }
  }

  private boolean isForVectors(int m, int k, int n) {
    return vectors != null && (long) m * k * n >= SMALL;
  }

  private void transpose(double[] b, int k, int n) {
    if (transposed.length < n * k) {
      transposed = new double[n * k];
    }
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) {
        transposed[j * k + p] = b[p * n + j];
      }
    }
  }

  // C[i,j] = Σₚ A(i,p)·B[p,j], A(i,p) = a[i·rowStride + p·columnStride]   [m,n] = [m,k]·[k,n]
  // four p at a time: the row of C is read and written a quarter as often.
  private static void multiplyPlainly(
      double[] a, int rowStride, int columnStride, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n, 0);
    for (int i = 0; i < m; i++) {
      int row = i * n;
      int at = i * rowStride;
      int p = 0;
      for (; p + 4 <= k; p += 4) {
        double a0 = a[at];
        double a1 = a[at + columnStride];
        double a2 = a[at + 2 * columnStride];
        double a3 = a[at + 3 * columnStride];
        int b0 = p * n;
        int b1 = b0 + n;
        int b2 = b1 + n;
        int b3 = b2 + n;
        for (int j = 0; j < n; j++) {
          c[row + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
        }
        at += 4 * columnStride;
      }
      for (; p < k; p++) {
        double aip = a[at];
        for (int j = 0; j < n; j++) {
          c[row + j] += aip * b[p * n + j];
        }
        at += columnStride;
      }
    }
  }
}
