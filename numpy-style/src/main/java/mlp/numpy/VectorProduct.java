package mlp.numpy;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products by {@code jdk.incubator.vector}, in tiles whose sums stay in registers: as many
 * rows of C as the registers hold, two vectors of columns. B, and A where it is large, are copied
 * into the order in which the tiles read them, so that each is read from first to last, whichever
 * way it lay (Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication). Every
 * element of C is one sum over p, from the first to the last, so that it does not matter how the
 * rows of C are shared out among threads.
 *
 * <p>{@link MatrixProduct} does without this class where the JVM was not given the module.
 */
final class VectorProduct {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  static final int BITS = SPECIES.vectorBitSize();
  private static final int WIDTH = SPECIES.length();
  private static final int COLUMNS = 2 * WIDTH;
  // Processors with vectors of 512 bits have 32 registers for them, others 16 or more.
  static final int ROWS = BITS == 512 ? 8 : 4;
  // Numbers of A that stay in the nearest cache while the tiles read them again and again.
  private static final int CACHED = 1 << 13;

  private double[] left = {}; // A, ROWS of its rows after one another, each p by p
  private double[] right = {}; // B, COLUMNS of its columns, p by p
  private final double[] edge = new double[ROWS * COLUMNS];

  // C[i,j] = Σₚ A(i,p)·B(p,j) for the rows first ≤ i < last   [m,n] = [m,k]·[k,n]
  // A(i,p) = a[i·aRow + p·aColumn], B(p,j) = b[p·bRow + j·bColumn]
  void multiply(
      double[] a,
      int aRow,
      int aColumn,
      double[] b,
      int bRow,
      int bColumn,
      double[] c,
      int first,
      int last,
      int k,
      int n) {
    // The last rows, which fill no tile, are always copied: a tile reads beyond them.
    int copied = (last - first) * k > CACHED ? first : last - (last - first) % ROWS;
    packLeft(a, aRow, aColumn, copied, last, k);
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      packRight(b, j * bColumn, bRow, bColumn, k, columns);
      for (int i = first; i < last; i += ROWS) {
        int rows = Math.min(ROWS, last - i);
        boolean full = rows == ROWS && columns == COLUMNS;
        double[] target = full ? c : edge;
        int to = full ? i * n + j : 0;
        int stride = full ? n : COLUMNS;
        if (i < copied) {
          tile(a, i * aRow, aRow, aColumn, k, target, to, stride);
        } else {
          tile(left, (i - copied) * k, 1, ROWS, k, target, to, stride);
        }
        for (int row = 0; row < rows && !full; row++) {
          System.arraycopy(edge, row * COLUMNS, c, (i + row) * n + j, columns);
        }
      }
    }
  }

  // Behind the last row stands whatever was there before: its sums are not copied to C.
  private void packLeft(double[] a, int aRow, int aColumn, int first, int last, int k) {
    int tiles = (last - first + ROWS - 1) / ROWS;
    if (left.length < tiles * ROWS * k) {
      left = new double[tiles * ROWS * k];
    }
    for (int i = first; i < last; i++) {
      int to = (i - first) / ROWS * ROWS * k + (i - first) % ROWS;
      int from = i * aRow;
      for (int p = 0; p < k; p++) {
        left[to + p * ROWS] = a[from + p * aColumn];
      }
    }
  }

  private void packRight(double[] b, int first, int bRow, int bColumn, int k, int columns) {
    if (right.length < k * COLUMNS) {
      right = new double[k * COLUMNS];
    }
    if (bColumn == 1) {
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, first + p * bRow, right, p * COLUMNS, columns);
      }
      return;
    }
    for (int j = 0; j < columns; j++) {
      int from = first + j * bColumn;
      for (int p = 0; p < k; p++) {
        right[p * COLUMNS + j] = b[from + p * bRow];
      }
    }
  }

  private void tile(
      double[] a, int from, int aRow, int aColumn, int k, double[] c, int to, int stride) {
    if (ROWS == 8) {
      eightRows(a, from, aRow, aColumn, right, k, c, to, stride);
    } else {
      fourRows(a, from, aRow, aColumn, right, k, c, to, stride);
    }
  }

  // Sums are local variables of one method: only then does the compiler keep them in registers.
  private static void fourRows(
      double[] a,
      int from,
      int aRow,
      int aColumn,
      double[] right,
      int k,
      double[] c,
      int to,
      int stride) {
    DoubleVector c00 = DoubleVector.zero(SPECIES);
    DoubleVector c01 = DoubleVector.zero(SPECIES);
    DoubleVector c10 = DoubleVector.zero(SPECIES);
    DoubleVector c11 = DoubleVector.zero(SPECIES);
    DoubleVector c20 = DoubleVector.zero(SPECIES);
    DoubleVector c21 = DoubleVector.zero(SPECIES);
    DoubleVector c30 = DoubleVector.zero(SPECIES);
    DoubleVector c31 = DoubleVector.zero(SPECIES);
    int at = from;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, right, p * COLUMNS);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, right, p * COLUMNS + WIDTH);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      at += aColumn;
    }
    c00.intoArray(c, to);
    c01.intoArray(c, to + WIDTH);
    c10.intoArray(c, to + stride);
    c11.intoArray(c, to + stride + WIDTH);
    c20.intoArray(c, to + 2 * stride);
    c21.intoArray(c, to + 2 * stride + WIDTH);
    c30.intoArray(c, to + 3 * stride);
    c31.intoArray(c, to + 3 * stride + WIDTH);
  }

  private static void eightRows(
      double[] a,
      int from,
      int aRow,
      int aColumn,
      double[] right,
      int k,
      double[] c,
      int to,
      int stride) {
    DoubleVector c00 = DoubleVector.zero(SPECIES);
    DoubleVector c01 = DoubleVector.zero(SPECIES);
    DoubleVector c10 = DoubleVector.zero(SPECIES);
    DoubleVector c11 = DoubleVector.zero(SPECIES);
    DoubleVector c20 = DoubleVector.zero(SPECIES);
    DoubleVector c21 = DoubleVector.zero(SPECIES);
    DoubleVector c30 = DoubleVector.zero(SPECIES);
    DoubleVector c31 = DoubleVector.zero(SPECIES);
    DoubleVector c40 = DoubleVector.zero(SPECIES);
    DoubleVector c41 = DoubleVector.zero(SPECIES);
    DoubleVector c50 = DoubleVector.zero(SPECIES);
    DoubleVector c51 = DoubleVector.zero(SPECIES);
    DoubleVector c60 = DoubleVector.zero(SPECIES);
    DoubleVector c61 = DoubleVector.zero(SPECIES);
    DoubleVector c70 = DoubleVector.zero(SPECIES);
    DoubleVector c71 = DoubleVector.zero(SPECIES);
    int at = from;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, right, p * COLUMNS);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, right, p * COLUMNS + WIDTH);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[at + 4 * aRow]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[at + 5 * aRow]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[at + 6 * aRow]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[at + 7 * aRow]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      at += aColumn;
    }
    c00.intoArray(c, to);
    c01.intoArray(c, to + WIDTH);
    c10.intoArray(c, to + stride);
    c11.intoArray(c, to + stride + WIDTH);
    c20.intoArray(c, to + 2 * stride);
    c21.intoArray(c, to + 2 * stride + WIDTH);
    c30.intoArray(c, to + 3 * stride);
    c31.intoArray(c, to + 3 * stride + WIDTH);
    c40.intoArray(c, to + 4 * stride);
    c41.intoArray(c, to + 4 * stride + WIDTH);
    c50.intoArray(c, to + 5 * stride);
    c51.intoArray(c, to + 5 * stride + WIDTH);
    c60.intoArray(c, to + 6 * stride);
    c61.intoArray(c, to + 6 * stride + WIDTH);
    c70.intoArray(c, to + 7 * stride);
    c71.intoArray(c, to + 7 * stride + WIDTH);
  }
}
