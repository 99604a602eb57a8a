package mlp.exercises.grading;

import java.util.function.DoubleSupplier;
import mlp.api.Philox;

/** Numbers to check with: the same in every run. */
public final class Numbers {
  private Numbers() {}

  /** @return numbers of the standard normal distribution, drawn row by row */
  public static double[][] normal(long seed, int rows, int columns) {
    return fill(rows, columns, new Philox(seed, Philox.Purpose.DATA, 0, 0)::nextNormal);
  }

  /** @return numbers in [0, 1), drawn row by row */
  public static double[][] uniform(long seed, int rows, int columns) {
    return fill(rows, columns, new Philox(seed, Philox.Purpose.DATA, 1, 0)::nextUniform);
  }

  /** @return one row of {@link #normal} */
  public static double[] normal(long seed, int length) {
    return normal(seed, 1, length)[0];
  }

  /** @return targets of a classification: a 1 in each row */
  public static double[][] oneHot(long seed, int rows, int classes) {
    Philox random = new Philox(seed, Philox.Purpose.DATA, 2, 0);
    double[][] targets = new double[rows][classes];
    for (double[] row : targets) {
      row[random.nextBelow(classes)] = 1;
    }
    return targets;
  }

  /** @return a matrix of what the source gives, row by row */
  public static double[][] fill(int rows, int columns, DoubleSupplier source) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = source.getAsDouble();
      }
    }
    return matrix;
  }
}
