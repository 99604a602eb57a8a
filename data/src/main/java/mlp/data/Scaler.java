package mlp.data;

import java.util.Arrays;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Matrix;

/** A fitted {@link Scaling}: x′ = (x − offset)/divisor, column by column. */
final class Scaler {
  private final double[] offset;

  /** 0 where the column is constant in the training part: such a column becomes 0. */
  private final double[] divisor;

  private Scaler(double[] offset, double[] divisor) {
    this.offset = offset;
    this.divisor = divisor;
  }

  /** Leaves every value as it is. */
  static Scaler none(int columns) {
    return dividingBy(1, columns);
  }

  /**
   * @param training the part that the scaler learns from
   * @throws InvalidInput if a column's spread is too large or too small for a double
   */
  static Scaler fit(Scaling scaling, Table training) {
    return switch (scaling) {
      case NONE -> none(training.columns());
      case UNIT -> unit(training);
      case STANDARDIZE -> standardize(training);
    };
  }

  /**
   * As {@link #fit}, but for pixels: their range is known.
   *
   * @param brightest the largest value that a pixel can have
   */
  static Scaler fitPixels(Scaling scaling, Table training, int brightest) {
    return scaling == Scaling.UNIT
        ? dividingBy(brightest, training.columns())
        : fit(scaling, training);
  }

  private static Scaler dividingBy(double divisor, int columns) {
    double[] divisors = new double[columns];
    Arrays.fill(divisors, divisor);
    return new Scaler(new double[columns], divisors);
  }

  // offset = min x, divisor = max x − min x   [columns]
  private static Scaler unit(Table training) {
    double[] least = new double[training.columns()];
    double[] range = new double[training.columns()];
    for (int j = 0; j < range.length; j++) {
      double min = training.value(0, j);
      double max = min;
      for (int i = 1; i < training.rows(); i++) {
        min = Math.min(min, training.value(i, j));
        max = Math.max(max, training.value(i, j));
      }
      least[j] = min;
      range[j] = max - min;
      requireFinite(j, range[j]);
    }
    return new Scaler(least, range);
  }

  // offset = Σ x / n, divisor = √(Σ (x − offset)² / n)   [columns]
  private static Scaler standardize(Table training) {
    int n = training.rows();
    double[] mean = new double[training.columns()];
    double[] deviation = new double[training.columns()];
    for (int j = 0; j < mean.length; j++) {
      if (isConstant(training, j)) {
        continue;
      }
      for (int i = 0; i < n; i++) {
        mean[j] += training.value(i, j);
      }
      mean[j] /= n;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        squares += (training.value(i, j) - mean[j]) * (training.value(i, j) - mean[j]);
      }
      deviation[j] = Math.sqrt(squares / n);
      requireFinite(j, deviation[j]);
      if (deviation[j] == 0) {
        throw unusableSpread(j, 0);
      }
    }
    return new Scaler(mean, deviation);
  }

  private static boolean isConstant(Table table, int column) {
    for (int i = 1; i < table.rows(); i++) {
      if (table.value(i, column) != table.value(0, column)) {
        return false;
      }
    }
    return true;
  }

  private static void requireFinite(int column, double spread) {
    if (!Double.isFinite(spread)) {
      throw unusableSpread(column, spread);
    }
  }

  private static InvalidInput unusableSpread(int column, double spread) {
    return new InvalidInput(
        "inputs, column " + (column + 1),
        "values whose spread is " + spread + " in double precision",
        "a spread that is neither; change the unit, or choose the scaling none");
  }

  /** @return the scaled values, rounded to the data type; nothing else is allocated */
  Matrix apply(Table table, DataType dataType) {
    int rows = table.rows();
    int columns = table.columns();
    if (dataType == DataType.FLOAT32) {
      float[] values = new float[Math.multiplyExact(rows, columns)];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          values[i * columns + j] = (float) scaled(table, i, j);
        }
      }
      return Matrix.of(rows, columns, values);
    }
    double[] values = new double[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = scaled(table, i, j);
      }
    }
    return Matrix.of(rows, columns, values);
  }

  private double scaled(Table table, int row, int column) {
    return divisor[column] == 0 ? 0 : (table.value(row, column) - offset[column]) / divisor[column];
  }
}
