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
  private static final int CACHED = 1 << 15;

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
    int to = 0;
    for (int i = first; i < last; i += ROWS) {
      int rows = Math.min(ROWS, last - i);
      int from = i * aRow;
      if (rows == ROWS) {
        packTile(a, from, aRow, aColumn, k, to);
      } else {
        for (int row = 0; row < rows; row++) {
          for (int p = 0; p < k; p++) {
            left[to + p * ROWS + row] = a[from + row * aRow + p * aColumn];
          }
        }
      }
      to += ROWS * k;
    }
  }

  private void packTile(double[] a, int from, int aRow, int aColumn, int k, int to) {
    double[] left = this.left;
    for (int p = 0; p < k; p++) {
      for (int row = 0; row < ROWS; row++) {
        left[to + p * ROWS + row] = a[from + row * aRow + p * aColumn];
      }
    }
  }

  private void packRight(double[] b, int first, int bRow, int bColumn, int k, int columns) {
    if (right.length < k * COLUMNS) {
      right = new double[k * COLUMNS];
    }
    if (bColumn == 1 && columns == COLUMNS) {
      for (int p = 0; p < k; p++) {
        int from = first + p * bRow;
        DoubleVector.fromArray(SPECIES, b, from).intoArray(right, p * COLUMNS);
        DoubleVector.fromArray(SPECIES, b, from + WIDTH).intoArray(right, p * COLUMNS + WIDTH);
      }
      return;
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
    if (ROWS != 8) {
      VectorTiles.fourRows(a, from, aRow, aColumn, right, k, c, to, stride);
    } else if (a == left) {
      VectorTiles.eightCopiedRows(a, from, right, k, c, to, stride);
    } else {
      VectorTiles.eightRows(a, from, aRow, aColumn, right, k, c, to, stride);
    }
  }
}
