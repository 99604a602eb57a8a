package mlp.numpy;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The columns of a product that fill whole vectors, by {@code jdk.incubator.vector}: blocks of four
 * rows and two vectors, whose eight sums stay in registers. {@link MatrixProduct} does without it
 * where the JVM was not given the module.
 */
final class VectorProduct {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final int BLOCK = 2 * WIDTH;

  private VectorProduct() {}

  // How many of n columns this computes: all but the last few.
  static int columns(int n) {
    return n - n % BLOCK;
  }

  // C[i,j] = Σₚ A(i,p)·B[p,j] for the first columns   [m,n] = [m,k]·[k,n]
  // A(i,p) = a[i·rowStride + p·columnStride]: A itself, or Aᵀ
  static void multiply(
      double[] a, int rowStride, int columnStride, double[] b, double[] c, int m, int k, int n) {
    for (int j = 0; j < columns(n); j += BLOCK) {
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        fourRows(a, i * rowStride, rowStride, columnStride, b, c, i * n, k, n, j);
      }
      for (; i < m; i++) {
        oneRow(a, i * rowStride, columnStride, b, c, i * n, k, n, j);
      }
    }
  }

  private static void fourRows(
      double[] a,
      int from,
      int rowStride,
      int columnStride,
      double[] b,
      double[] c,
      int row,
      int k,
      int n,
      int j) {
    DoubleVector c00 = DoubleVector.zero(SPECIES);
    DoubleVector c01 = DoubleVector.zero(SPECIES);
    DoubleVector c10 = DoubleVector.zero(SPECIES);
    DoubleVector c11 = DoubleVector.zero(SPECIES);
    DoubleVector c20 = DoubleVector.zero(SPECIES);
    DoubleVector c21 = DoubleVector.zero(SPECIES);
    DoubleVector c30 = DoubleVector.zero(SPECIES);
    DoubleVector c31 = DoubleVector.zero(SPECIES);
    int at = from;
    int bAt = j;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + WIDTH);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + rowStride]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * rowStride]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * rowStride]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      at += columnStride;
      bAt += n;
    }
    c00.intoArray(c, row + j);
    c01.intoArray(c, row + j + WIDTH);
    c10.intoArray(c, row + n + j);
    c11.intoArray(c, row + n + j + WIDTH);
    c20.intoArray(c, row + 2 * n + j);
    c21.intoArray(c, row + 2 * n + j + WIDTH);
    c30.intoArray(c, row + 3 * n + j);
    c31.intoArray(c, row + 3 * n + j + WIDTH);
  }

  private static void oneRow(
      double[] a,
      int from,
      int columnStride,
      double[] b,
      double[] c,
      int row,
      int k,
      int n,
      int j) {
    DoubleVector c0 = DoubleVector.zero(SPECIES);
    DoubleVector c1 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      DoubleVector ap = DoubleVector.broadcast(SPECIES, a[from + p * columnStride]);
      c0 = ap.fma(DoubleVector.fromArray(SPECIES, b, p * n + j), c0);
      c1 = ap.fma(DoubleVector.fromArray(SPECIES, b, p * n + j + WIDTH), c1);
    }
    c0.intoArray(c, row + j);
    c1.intoArray(c, row + j + WIDTH);
  }
}
