package mlp.data;

import java.util.stream.IntStream;
import mlp.api.DataType;
import mlp.api.Matrix;

/**
 * Numbers in rows and columns, read where they lie: a large data set is never copied on its way to
 * its {@link Matrix}.
 */
interface Table {
  int rows();

  int columns();

  double value(int row, int column);

  /** A value's rule, for a table of so many rows and columns. */
  @FunctionalInterface
  interface Values {
    double at(int row, int column);
  }

  static Table of(int rows, int columns, Values values) {
    return new Table() {
      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int columns() {
        return columns;
      }

      @Override
      public double value(int row, int column) {
        return values.at(row, column);
      }
    };
  }

  /** @param values row after row; their number is a multiple of the columns */
  static Table of(int columns, double[] values) {
    return of(values.length / columns, columns, (row, column) -> values[row * columns + column]);
  }

  /** @param values row after row, from 0 to 255 */
  static Table ofUnsignedBytes(int columns, byte[] values) {
    return of(
        values.length / columns, columns, (row, column) -> values[row * columns + column] & 0xFF);
  }

  /** @return a row of zeros for each label, with a 1 in the label's column */
  static Table oneHot(int classes, int[] labels) {
    return of(labels.length, classes, (row, column) -> labels[row] == column ? 1 : 0);
  }

  /** @return those rows of this table, in that order */
  default Table rows(int[] chosen) {
    return of(chosen.length, columns(), (row, column) -> value(chosen[row], column));
  }

  /** @return whether there are several columns, and each row is a single 1 among zeros */
  default boolean isOneHot() {
    return columns() > 1 && IntStream.range(0, rows()).allMatch(row -> columnOfOne(row) >= 0);
  }

  /** @return each row's class, the column of its 1; 0 for all where the rows are not one-hot */
  default int[] labels() {
    return isOneHot()
        ? IntStream.range(0, rows()).map(this::columnOfOne).toArray()
        : new int[rows()];
  }

  /** @return the column of the single 1 among zeros; −1 if the row is no such row */
  private int columnOfOne(int row) {
    int found = -1;
    for (int column = 0; column < columns(); column++) {
      double value = value(row, column);
      if ((value != 0 && value != 1) || (value == 1 && found >= 0)) {
        return -1;
      }
      found = value == 1 ? column : found;
    }
    return found;
  }

  /** @return the values, rounded to the data type */
  default Matrix toMatrix(DataType dataType) {
    return Scaler.none(columns()).apply(this, dataType);
  }
}
