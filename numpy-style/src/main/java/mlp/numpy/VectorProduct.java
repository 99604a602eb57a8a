package mlp.numpy;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products by {@code jdk.incubator.vector}, in tiles whose sums stay in registers: as many
 * rows of C as the registers hold, two vectors of columns. B, and A where that pays, are copied
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
  // So many tiles read the same rows of A before it pays to copy them.
  private static final int READERS = 2;

  private double[] left = {}; // A, ROWS of its rows after one another, each p by p
  private double[] scratch = {}; // ROWS rows of A on their way
  private double[] right = {}; // B, COLUMNS of its columns, p by p
  private final double[] start = new double[COLUMNS]; // the bias of those columns
  private final double[] edge = new double[ROWS * COLUMNS];

  // C[i,j] = bias[j] + Σₚ A(i,p)·B(p,j) for the rows first ≤ i < last   [m,n] = [m,k]·[k,n]
  // A(i,p) = a[i·aRow + p·aColumn], B(p,j) = b[p·bRow + j·bColumn]; of each pair one is 1.
  void multiply(
      double[] a,
      int aRow,
      int aColumn,
      double[] b,
      int bRow,
      int bColumn,
      double[] bias,
      double[] c,
      int first,
      int last,
      int k,
      int n) {
    // The last rows, which fill no tile, are always copied: a tile reads beyond them.
    boolean pays = aColumn != 1 || n >= READERS * COLUMNS;
    int copied = pays ? first : last - (last - first) % ROWS;
    packLeft(a, aRow, aColumn, copied, last, k);
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      int width = columns <= WIDTH && ROWS == 8 && bColumn == 1 ? WIDTH : COLUMNS;
      packRight(b, j * bColumn, bRow, bColumn, k, columns, width);
      if (bias != null) {
        System.arraycopy(bias, j, start, 0, columns);
      }
      for (int i = first; i < last; i += ROWS) {
        int rows = Math.min(ROWS, last - i);
        // What a narrow C's row is given too much, the next row overwrites.
        boolean overwritten = n <= width && (i + ROWS - 1) * n + width <= last * n;
        boolean full = rows == ROWS && (columns == width || overwritten);
        double[] target = full ? c : edge;
        int to = full ? i * n + j : 0;
        int stride = full ? n : width;
        if (i < copied) {
          tile(a, i * aRow, aRow, aColumn, k, target, to, stride, width);
        } else {
          tile(left, (i - copied) * k, 1, ROWS, k, target, to, stride, width);
        }
        for (int row = 0; row < rows && !full; row++) {
          System.arraycopy(edge, row * width, c, (i + row) * n + j, columns);
        }
      }
    }
    if (bias != null) {
      Arrays.fill(start, 0);
    }
  }

  // Behind the last row stands whatever was there before: its sums are not copied to C.
  private void packLeft(double[] a, int aRow, int aColumn, int first, int last, int k) {
    int tiles = (last - first + ROWS - 1) / ROWS;
    if (left.length < tiles * ROWS * k + WIDTH) {
      left = new double[tiles * ROWS * k + WIDTH];
    }
    if (scratch.length < ROWS * k) {
      scratch = new double[ROWS * k];
    }
    int to = 0;
    for (int i = first; i < last; i += ROWS) {
      int rows = Math.min(ROWS, last - i);
      int from = i * aRow;
      if (aColumn == 1) {
        packRows(a, from, aRow, rows, k, to);
      } else {
        packColumns(a, from, aColumn, rows, k, to);
      }
      to += ROWS * k;
    }
  }

  private void packRows(double[] a, int from, int aRow, int rows, int k, int to) {
    double[] left = this.left;
    int done = ROWS == 8 && rows == 8
        ? VectorTransposition.eightRows(a, from, aRow, k, scratch, left, to)
        : 0;
    for (int row = 0; row < rows; row++) {
      for (int p = done; p < k; p++) {
        left[to + p * ROWS + row] = a[from + row * aRow + p];
      }
    }
  }

  // A whole vector each, as far as there is one in A: what it holds behind the first ROWS numbers
  // is overwritten by those of the next p.
  private void packColumns(double[] a, int from, int aColumn, int rows, int k, int to) {
    double[] left = this.left;
    int whole = ROWS <= WIDTH ? Math.min(k, (a.length - WIDTH - from + aColumn) / aColumn) : 0;
    for (int p = 0; p < whole; p++) {
      DoubleVector.fromArray(SPECIES, a, from + p * aColumn).intoArray(left, to + p * ROWS);
    }
    for (int p = Math.max(0, whole); p < k; p++) {
      System.arraycopy(a, from + p * aColumn, left, to + p * ROWS, rows);
    }
  }

  private void packRight(
      double[] b, int first, int bRow, int bColumn, int k, int columns, int width) {
    if (right.length < k * COLUMNS) {
      right = new double[k * COLUMNS];
    }
    double[] right = this.right;
    if (bColumn != 1) {
      int j = 0;
      for (; j + 4 <= columns; j += 4) {
        fourColumns(b, first + j * bColumn, bColumn, k, right, j);
      }
      for (; j < columns; j++) {
        for (int p = 0; p < k; p++) {
          right[p * COLUMNS + j] = b[first + j * bColumn + p];
        }
      }
    } else if (columns == COLUMNS) {
      for (int p = 0; p < k; p++) {
        int from = first + p * bRow;
        DoubleVector.fromArray(SPECIES, b, from).intoArray(right, p * COLUMNS);
        DoubleVector.fromArray(SPECIES, b, from + WIDTH).intoArray(right, p * COLUMNS + WIDTH);
      }
    } else {
      packNarrow(b, first, bRow, k, columns, width);
    }
  }

  // Whole vectors, as far as there are in B: what stands behind its columns is not copied to C.
  private void packNarrow(double[] b, int first, int bRow, int k, int columns, int width) {
    int whole = width == WIDTH ? Math.min(k, (b.length - WIDTH - first + bRow) / bRow) : 0;
    for (int p = 0; p < whole; p++) {
      DoubleVector.fromArray(SPECIES, b, first + p * bRow).intoArray(right, p * WIDTH);
    }
    for (int p = Math.max(0, whole); p < k; p++) {
      System.arraycopy(b, first + p * bRow, right, p * width, columns);
    }
  }

  // Four lines of B become columns.
  private static void fourColumns(double[] from, int line0, int line, int k, double[] to, int at) {
    int line1 = line0 + line;
    int line2 = line1 + line;
    int line3 = line2 + line;
    for (int p = 0; p < k; p++) {
      to[at + p * COLUMNS] = from[line0 + p];
      to[at + p * COLUMNS + 1] = from[line1 + p];
      to[at + p * COLUMNS + 2] = from[line2 + p];
      to[at + p * COLUMNS + 3] = from[line3 + p];
    }
  }

  private void tile(
      double[] a,
      int from,
      int aRow,
      int aColumn,
      int k,
      double[] c,
      int to,
      int stride,
      int width) {
    if (ROWS != 8) {
      VectorTiles.fourRows(a, from, aRow, aColumn, right, k, start, c, to, stride);
    } else if (width == WIDTH) {
      VectorTiles.eightRowsOfOneVector(a, from, aRow, aColumn, right, k, start, c, to, stride);
    } else if (a == left) {
      VectorTiles.eightCopiedRows(a, from, right, k, start, c, to, stride);
    } else {
      VectorTiles.eightRows(a, from, aRow, right, k, start, c, to, stride);
    }
  }
}
