package mlp.data;

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

  /** @return the values, rounded to the data type */
  default Matrix toMatrix(DataType dataType) {
    return Scaler.none(columns()).apply(this, dataType);
  }
}
