package mlp.numpy;

import java.util.Arrays;

/**
 * The three matrix products of a dense layer, on row-major arrays. Everything that costs more than
 * a pass over the data happens here, and nowhere else.
 */
final class MatrixProduct implements Workers.Task {
  /** Whether the JVM was started with {@code --add-modules jdk.incubator.vector}. */
  static final boolean HAS_VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  // Multiplications in a product that takes less time than to copy its factors for vectors,
  private static final int SMALL = 1000;
  // and in one that takes less time than to wake another thread.
  private static final int SHARED = 200_000;

  private static final int ROWS = HAS_VECTORS ? VectorProduct.ROWS : 1;

  private VectorProduct[] vectors = {}; // one for each thread
  private double[] transposed = {};

  // The product that is being computed: C[i,j] = bias[j] + Σₚ A(i,p)·B(p,j)   [m,n] = [m,k]·[k,n]
  // A(i,p) = a[i·aRow + p·aColumn], B(p,j) = b[p·bRow + j·bColumn]
  private double[] a;
  private int aRow;
  private int aColumn;
  private double[] b;
  private int bRow;
  private int bColumn;
  private double[] bias; // or null
  private double[] c;
  private int k;
  private int n;
  private boolean byVectors;

  // C = A·B   [m,n] = [m,k]·[k,n]
  void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    multiplyAndAdd(a, b, null, c, m, k, n);
  }

  // C = A·B + bias   [m,n] = [m,k]·[k,n] + [n]
  void multiplyAndAdd(double[] a, double[] b, double[] bias, double[] c, int m, int k, int n) {
    left(a, k, 1);
    right(b, n, 1);
    multiply(bias, c, m, k, n);
  }

  // C = Aᵀ·B   [k,n] = [k,m]·[m,n]
  void multiplyTransposedLeft(double[] a, double[] b, double[] c, int m, int k, int n) {
    left(a, 1, k);
    right(b, n, 1);
    multiply(null, c, k, m, n);
  }

  // C = A·Bᵀ   [m,k] = [m,n]·[n,k]
  void multiplyTransposedRight(double[] a, double[] b, double[] c, int m, int k, int n) {
    left(a, n, 1);
    right(b, 1, n);
    multiply(null, c, m, n, k);
  }

  private void left(double[] a, int aRow, int aColumn) {
    this.a = a;
    this.aRow = aRow;
    this.aColumn = aColumn;
  }

  private void right(double[] b, int bRow, int bColumn) {
    this.b = b;
    this.bRow = bRow;
    this.bColumn = bColumn;
  }

  private void multiply(double[] bias, double[] c, int m, int k, int n) {
    this.bias = bias;
    this.c = c;
    this.k = k;
    this.n = n;
    long multiplications = (long) m * k * n;
    byVectors = HAS_VECTORS && multiplications >= SMALL;
    if (byVectors) {
      reserve(Workers.count());
    } else if (bColumn != 1) {
      transposeRight();
    }
    if (multiplications < SHARED) {
      run(0, 0, m);
    } else {
      Workers.run(this, m, ROWS);
    }
  }

  @Override
  public void run(int worker, int from, int to) {
    if (byVectors) {
      vectors[worker].multiply(a, aRow, aColumn, b, bRow, bColumn, bias, c, from, to, k, n);
    } else {
      multiplyPlainly(from, to);
    }
  }

  private void reserve(int threads) {
    int before = vectors.length;
    if (before < threads) {
      vectors = Arrays.copyOf(vectors, threads);
      for (int i = before; i < threads; i++) {
        vectors[i] = new VectorProduct();
      }
    }
  }

  private void transposeRight() {
    if (transposed.length < k * n) {
      transposed = new double[k * n];
    }
    for (int j = 0; j < n; j++) {
      for (int p = 0; p < k; p++) {
        transposed[p * n + j] = b[j * bColumn + p];
      }
    }
    right(transposed, n, 1);
  }

  // Four p at a time: the row of C is read and written a quarter as often.
  private void multiplyPlainly(int from, int to) {
    double[] b = this.b;
    double[] c = this.c;
    int n = this.n;
    for (int i = from; i < to; i++) {
      int row = i * n;
      start(row);
      int at = i * aRow;
      int p = 0;
      for (; p + 4 <= k; p += 4) {
        double a0 = a[at];
        double a1 = a[at + aColumn];
        double a2 = a[at + 2 * aColumn];
        double a3 = a[at + 3 * aColumn];
        int b0 = p * n;
        int b1 = b0 + n;
        int b2 = b1 + n;
        int b3 = b2 + n;
        for (int j = 0; j < n; j++) {
          c[row + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
        }
        at += 4 * aColumn;
      }
      for (; p < k; p++) {
        double aip = a[at];
        for (int j = 0; j < n; j++) {
          c[row + j] += aip * b[p * n + j];
        }
        at += aColumn;
      }
    }
  }

  private void start(int row) {
    if (bias == null) {
      Arrays.fill(c, row, row + n, 0);
    } else {
      System.arraycopy(bias, 0, c, row, n);
    }
  }
}
