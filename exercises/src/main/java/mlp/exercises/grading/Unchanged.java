package mlp.exercises.grading;

import java.util.Arrays;

/**
 * An argument that a learner's method shall only read.
 *
 * @param name of the argument
 * @param given what is handed to the method
 * @param before a copy of it
 */
public record Unchanged(String name, double[][] given, double[][] before) {
  /** Copies the argument; call before the method is. */
  public static Unchanged of(String name, double[][] given) {
    return new Unchanged(name, given, Values.copy(given));
  }

  /**
   * Call behind the method.
   *
   * @throws Wrong if the method has changed its argument
   */
  public void require(String method) {
    if (!Arrays.deepEquals(given, before)) {
      throw new Wrong(method + "(…) changes its argument " + name
          + ", which the caller still needs: write the result to an array of your own,"
          + " new double[rows][columns].");
    }
  }
}
