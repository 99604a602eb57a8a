package mlp.exercises.grading;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Tensor;

/** Numbers in the forms in which tasks hand them over, as tensors and back. */
public final class Values {
  private Values() {}

  /**
   * @param value a double, double[], double[][] or Tensor
   * @throws Wrong if it is null, has a row that is null, or rows of different lengths
   */
  static Tensor tensor(String name, Object value) {
    if (value instanceof Number number) {
      return Tensor.scalar(name, number.doubleValue());
    } else if (value instanceof double[] vector) {
      return Tensor.of(name, vector, vector.length);
    } else if (value instanceof double[][] matrix) {
      return matrix(name, matrix);
    } else if (value instanceof Tensor tensor) {
      return tensor.named(name);
    } else if (value == null) {
      throw new Wrong("Your " + name + " is null: nothing was returned.");
    }
    throw new IllegalArgumentException(name + " is a " + value.getClass());
  }

  private static Tensor matrix(String name, double[][] rows) {
    int columns = rows.length == 0 || rows[0] == null ? 0 : rows[0].length;
    double[] values = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null) {
        throw new Wrong("Row " + i + " of your " + name
            + " is null: new double[rows][] makes no rows, new double[rows][columns] does.");
      }
      if (rows[i].length != columns) {
        throw new Wrong("The rows of your " + name + " are not equally long: row 0 has " + columns
            + " elements, row " + i + " has " + rows[i].length + ".");
      }
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new Tensor(name, new int[] {rows.length, columns}, values);
  }

  /** @return the rows of a tensor with two dimensions, as new arrays */
  public static double[][] matrix(Tensor tensor) {
    int columns = tensor.shape()[1];
    double[][] rows = new double[tensor.shape()[0]][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(tensor.values(), i * columns, rows[i], 0, columns);
    }
    return rows;
  }

  /** @return a copy that a learner's code may change */
  public static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  /** Makes an element of the one at the same place: {@code Values.map(mask, m -> m / 2)}. */
  public static double[][] map(double[][] matrix, DoubleUnaryOperator each) {
    double[][] result = copy(matrix);
    for (double[] row : result) {
      for (int j = 0; j < row.length; j++) {
        row[j] = each.applyAsDouble(row[j]);
      }
    }
    return result;
  }

  /**
   * Makes an element of those at the same place in two: {@code Values.map(a, b, (x, y) -> x * y)}.
   */
  public static double[][] map(double[][] left, double[][] right, DoubleBinaryOperator each) {
    double[][] result = copy(left);
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = each.applyAsDouble(left[i][j], right[i][j]);
      }
    }
    return result;
  }

  /** The same for vectors. */
  public static double[] map(double[] vector, DoubleUnaryOperator each) {
    return Arrays.stream(vector).map(each).toArray();
  }
}
