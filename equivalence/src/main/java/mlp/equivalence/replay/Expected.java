package mlp.equivalence.replay;

import mlp.api.Tensor;

/**
 * What an operation of a training step gives for the inputs that a trace has recorded.
 *
 * @param record the name of its result
 * @param rule that it follows: R1, R2, …
 * @param formula in short
 * @param values of the result, row by row, as if nothing were rounded
 * @param bounds how far from each of them rounding may lead an implementation, in whichever order
 *     it adds (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, chapters 3 and
 *     4); all of them, and how they are checked, stand in {@code docs/bounds.md}
 */
public record Expected(
    String record, String rule, String formula, double[] values, double[] bounds) {
  /**
   * @param found as many elements as expected
   * @return the largest |found − expected|/bound of all elements: at most 1 where nothing but
   *     rounding happened, infinite where a number is missing
   */
  public double excess(Tensor found) {
    double largest = 0;
    double[] numbers = found.values();
    if (numbers.length != values.length) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, excess(numbers[i], values[i], bounds[i]));
    }
    return largest;
  }

  /** @return the largest |found − expected| of all elements */
  public double residual(Tensor found) {
    double largest = 0;
    double[] numbers = found.values();
    if (numbers.length != values.length) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, distance(numbers[i], values[i]));
    }
    return largest;
  }

  private static double distance(double found, double expected) {
    if (found == expected || Double.isNaN(found) && Double.isNaN(expected)) {
      return 0;
    }
    double distance = Math.abs(found - expected);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static double excess(double found, double expected, double bound) {
    double distance = distance(found, expected);
    if (distance == 0) {
      return 0;
    }
    return distance / bound >= 0 ? distance / bound : Double.POSITIVE_INFINITY;
  }
}
