package mlp.api;

/**
 * Rows of numbers in one data type, in row-major order: what a track computes with, without a copy.
 * Its array is not copied when it is made nor when it is asked for; nobody changes it afterwards.
 */
public final class Matrix {
  private final int rows;
  private final int columns;
  private final float[] float32;
  private final double[] float64;
  private boolean isFinite; // once that has been looked at
  private boolean isDistributions; // the same

  private Matrix(int rows, int columns, float[] float32, double[] float64) {
    int length = float32 != null ? float32.length : float64.length;
    if (rows < 1 || columns < 1) {
      throw new InvalidInput(
          "shape", "[" + rows + ", " + columns + "]", "at least one row and one column");
    }
    if (length != (long) rows * columns) {
      throw new InvalidInput(
          "values", length + " values", rows + " × " + columns + " = " + (long) rows * columns);
    }
    this.rows = rows;
    this.columns = columns;
    this.float32 = float32;
    this.float64 = float64;
  }

  /**
   * @param values row after row; not copied
   * @throws InvalidInput if the shape is empty or not that of the values
   */
  public static Matrix of(int rows, int columns, float[] values) {
    return new Matrix(rows, columns, values, null);
  }

  /**
   * @param values row after row; not copied
   * @throws InvalidInput if the shape is empty or not that of the values
   */
  public static Matrix of(int rows, int columns, double[] values) {
    return new Matrix(rows, columns, null, values);
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns. */
  public int columns() {
    return columns;
  }

  /** The type of the values. */
  public DataType dataType() {
    return float32 != null ? DataType.FLOAT32 : DataType.FLOAT64;
  }

  /**
   * @return the values themselves, row after row
   * @throws IllegalStateException if they are not FLOAT32
   */
  public float[] float32() {
    if (float32 == null) {
      throw new IllegalStateException(
          "a FLOAT64 matrix has no float[]: convert it with as(FLOAT32)");
    }
    return float32;
  }

  /**
   * @return the values themselves, row after row
   * @throws IllegalStateException if they are not FLOAT64
   */
  public double[] float64() {
    if (float64 == null) {
      throw new IllegalStateException(
          "a FLOAT32 matrix has no double[]: convert it with as(FLOAT64)");
    }
    return float64;
  }

  /** The value at a row and a column, both from 0. */
  public double get(int row, int column) {
    int i = row * columns + column;
    return float32 != null ? float32[i] : float64[i];
  }

  /** @return the values as doubles, row after row: a copy */
  public double[] toDoubles() {
    return Tensor.toDoubles(float32, float64);
  }

  /** @return this matrix in the data type, rounded to nearest where that has fewer digits */
  public Matrix as(DataType dataType) {
    if (dataType == dataType()) {
      return this;
    }
    if (dataType == DataType.FLOAT64) {
      return of(rows, columns, toDoubles());
    }
    float[] rounded = new float[float64.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) float64[i];
    }
    return of(rows, columns, rounded);
  }

  /**
   * Copies rows into a new matrix.
   *
   * @param order indices of rows of this matrix
   * @param from the first place in the order to take, inclusive
   * @param to the last place in the order to take, exclusive
   * @return the rows order[from], …, order[to − 1]
   */
  public Matrix rows(int[] order, int from, int to) {
    int taken = to - from;
    Object source = float32 != null ? float32 : float64;
    float[] floats = float32 != null ? new float[taken * columns] : null;
    double[] doubles = float32 != null ? null : new double[taken * columns];
    Object destination = float32 != null ? floats : doubles;
    for (int i = 0; i < taken; i++) {
      System.arraycopy(source, order[from + i] * columns, destination, i * columns, columns);
    }
    Matrix result = new Matrix(taken, columns, floats, doubles);
    result.isFinite = isFinite;
    result.isDistributions = isDistributions;
    return result;
  }

  /**
   * @param row from 0
   * @return the column of the row's largest value, the first of them if there are several
   */
  public int argMax(int row) {
    int best = 0;
    for (int column = 1; column < columns; column++) {
      if (get(row, column) > get(row, best)) {
        best = column;
      }
    }
    return best;
  }

  /**
   * Refuses NaN and infinite values. A matrix that has passed once, and what is cut from it, passes
   * without a second look.
   *
   * @param field what the matrix was given for, for the message
   * @throws InvalidInput at the first such value
   */
  public void requireFinite(String field) {
    if (!isFinite) {
      requireWithin(field, -Double.MAX_VALUE, Double.MAX_VALUE);
      isFinite = true;
    }
  }

  /**
   * Refuses rows that are no probability distributions. Looks only once.
   *
   * @param field what the matrix was given for, for the message
   * @throws InvalidInput at the first value outside [0, 1], or the first row whose sum is not 1
   */
  public void requireDistributions(String field) {
    if (!isDistributions) {
      requireWithin(field, 0, 1);
      requireRowsSumToOne(field);
      isDistributions = true;
    }
  }

  private void requireRowsSumToOne(String field) {
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int column = 0; column < columns; column++) {
        sum += get(row, column);
      }
      if (Math.abs(sum - 1) > 1e-4) {
        throw new InvalidInput(
            field + "[" + row + "]", "a row whose sum is " + sum, "probabilities that sum to 1");
      }
    }
  }

  /**
   * Refuses values outside an interval, and NaN.
   *
   * @param field what the matrix was given for, for the message
   * @throws InvalidInput at the first such value
   */
  public void requireWithin(String field, double least, double most) {
    for (int i = 0; i < rows * columns; i++) {
      double value = float32 != null ? float32[i] : float64[i];
      if (!(value >= least && value <= most)) {
        throw new InvalidInput(
            field + "[" + i / columns + "][" + i % columns + "]",
            value,
            most == Double.MAX_VALUE
                ? "a finite number"
                : "a number from " + least + " to " + most);
      }
    }
  }
}
