package mlp.cli.report;

import java.util.Locale;
import mlp.api.Tensor;

/**
 * Where two tensors of one shape differ, and how much: rows by columns, the darker the more. What
 * is larger than {@link #MOST_CELLS} in a direction is drawn by the largest of each block.
 */
final class HeatMap {
  /** So many rows, and so many columns, are drawn at most. */
  static final int MOST_CELLS = 64;

  private static final double DECADES = 3; // below the largest difference, all is as pale
  private static final int NONE = 0xf7f7f5;
  private static final int LEAST = 0xf6d9bd;
  private static final int MOST = 0x8a2b06;
  private static final int SIDE = 288; // of the longer one, in CSS pixels
  private static final int SMALLEST_CELL = 4;
  private static final int LARGEST_CELL = 26;

  private final int rows;
  private final int columns;
  private final int rowsOfBlock;
  private final int columnsOfBlock;
  private final double[] cells;
  private final int cellRows;
  private final int cellColumns;
  private final double most;

  /** @param right of the left one's shape */
  HeatMap(Tensor left, Tensor right) {
    int[] shape = left.shape();
    columns = shape.length == 0 ? 1 : shape[shape.length - 1];
    rows = columns == 0 ? 0 : left.values().length / columns;
    rowsOfBlock = Math.max(1, (rows + MOST_CELLS - 1) / MOST_CELLS);
    columnsOfBlock = Math.max(1, (columns + MOST_CELLS - 1) / MOST_CELLS);
    cellRows = (rows + rowsOfBlock - 1) / rowsOfBlock;
    cellColumns = (columns + columnsOfBlock - 1) / columnsOfBlock;
    cells = new double[cellRows * cellColumns];
    double largest = 0;
    for (int k = 0; k < left.values().length; k++) {
      int cell = k / columns / rowsOfBlock * cellColumns + k % columns / columnsOfBlock;
      double distance = distance(left.values()[k], right.values()[k]);
      cells[cell] = Math.max(cells[cell], distance);
      largest = Double.isFinite(distance) ? Math.max(largest, distance) : largest;
    }
    most = largest;
  }

  /** @return |left − right|; infinite where just one of them is a number */
  static double distance(double left, double right) {
    if (left == right || Double.isNaN(left) && Double.isNaN(right)) {
      return 0;
    }
    double distance = Math.abs(left - right);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  int cellRows() {
    return cellRows;
  }

  int cellColumns() {
    return cellColumns;
  }

  /** @return the largest difference in a cell */
  double at(int row, int column) {
    return cells[row * cellColumns + column];
  }

  /** @param name of the tensor */
  String html(String name) {
    String uri = Png.dataUri(cellRows, cellColumns, (row, column) -> colour(at(row, column)));
    int cell =
        Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, SIDE / Math.max(cellRows, cellColumns)));
    String shape = rows + " × " + columns;
    return String.format(
        Locale.ROOT,
        "<figure><figcaption>where, %s%s</figcaption><img class=\"heat\" width=\"%d\""
            + " height=\"%d\" style=\"width: %dpx\" src=\"%s\" alt=\"%s\"/></figure>",
        shape,
        blocks(),
        cellColumns,
        cellRows,
        cell * cellColumns,
        uri,
        Html.escape("the differences of " + name + ", " + shape + "; the largest, "
            + DiffNumbers.of(at(largest())) + ", in row " + row(largest()) + ", column "
            + column(largest()) + ", from 0"));
  }

  private String blocks() {
    return rowsOfBlock == 1 && columnsOfBlock == 1
        ? ""
        : ": each cell is the largest of " + rowsOfBlock + " × " + columnsOfBlock;
  }

  private double at(int cell) {
    return cells[cell];
  }

  private int largest() {
    int largest = 0;
    for (int cell = 1; cell < cells.length; cell++) {
      largest = cells[cell] > cells[largest] ? cell : largest;
    }
    return largest;
  }

  private String row(int cell) {
    return place(cell / cellColumns, rowsOfBlock, rows);
  }

  private String column(int cell) {
    return place(cell % cellColumns, columnsOfBlock, columns);
  }

  private static String place(int block, int size, int length) {
    int last = Math.min(length, (block + 1) * size) - 1;
    int first = block * size;
    return first == last ? Integer.toString(first) : first + " to " + last;
  }

  private int colour(double difference) {
    if (difference == 0) {
      return NONE;
    }
    if (!Double.isFinite(difference)) {
      return 0;
    }
    double share = 1 + Math.log10(difference / most) / DECADES;
    return Png.blend(LEAST, MOST, Math.max(0, share));
  }
}
