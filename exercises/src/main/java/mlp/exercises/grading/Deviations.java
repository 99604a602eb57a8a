package mlp.exercises.grading;

import java.util.Optional;
import java.util.TreeSet;
import mlp.api.Tensor;

/** How numbers deviate from those expected, in ways that can be told in a few words. */
final class Deviations {
  private static final double SINGLE_PRECISION = 3e-6;

  private Deviations() {}

  /** The difference that counts as none: a part of the largest number expected. */
  static double allowed(double[] expected, double tolerance) {
    double largest = 0;
    for (double value : expected) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest == 0 ? tolerance : tolerance * largest;
  }

  static boolean agree(double[] expected, double[] found, double tolerance) {
    return first(expected, found, tolerance) < 0;
  }

  /** The index of the first element that is off, or −1. */
  static int first(double[] expected, double[] found, double tolerance) {
    double allowed = allowed(expected, tolerance);
    for (int i = 0; i < expected.length; i++) {
      if (isOff(expected[i], found[i], allowed)) {
        return i;
      }
    }
    return -1;
  }

  // Written so that NaN is off, and equal infinities are not
  private static boolean isOff(double expected, double found, double allowed) {
    return Double.compare(expected, found) != 0 && !(Math.abs(expected - found) <= allowed);
  }

  /** Of a square one: the shape tells of others. */
  static boolean isTransposed(Tensor expected, Tensor found, double tolerance) {
    int[] shape = expected.shape();
    if (shape.length != 2 || shape[0] != shape[1]) {
      return false;
    }
    double[] exchanged = new double[found.values().length];
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[0]; j++) {
        exchanged[i * shape[0] + j] = found.values()[j * shape[0] + i];
      }
    }
    return agree(expected.values(), exchanged, tolerance);
  }

  /** The same amount in every element, of which there are three at least. */
  static Optional<Double> shift(double[] expected, double[] found, double tolerance) {
    double shift = found[0] - expected[0];
    double allowed = allowed(expected, tolerance) + Math.abs(shift) * tolerance;
    for (int i = 0; i < expected.length; i++) {
      if (isOff(expected[i] + shift, found[i], allowed)) {
        return Optional.empty();
      }
    }
    return expected.length < 3 ? Optional.empty() : Optional.of(shift);
  }

  /** To how many digits the numbers agree, if it is as many as a float has. */
  static Optional<Integer> digits(double[] expected, double[] found) {
    double largest = allowed(expected, 1);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(expected[i] - found[i]) / largest);
    }
    return worst > SINGLE_PRECISION
        ? Optional.empty()
        : Optional.of((int) Math.floor(-Math.log10(worst)));
  }

  /** The one row, column or element that is off, or the rows from one on. */
  static Optional<String> inPart(Tensor expected, Tensor found, double tolerance) {
    double allowed = allowed(expected.values(), tolerance);
    int columns = expected.shape().length == 2 ? expected.shape()[1] : 1;
    int rows = expected.shape().length == 0 ? 1 : expected.shape()[0];
    TreeSet<Integer> offRows = new TreeSet<>();
    TreeSet<Integer> offColumns = new TreeSet<>();
    int first = -1;
    for (int i = 0; i < expected.values().length; i++) {
      if (isOff(expected.values()[i], found.values()[i], allowed)) {
        first = first < 0 ? i : first;
        offRows.add(i / columns);
        offColumns.add(i % columns);
      }
    }
    String numbers = ": there it begins with " + Multiples.number(found.values()[first])
        + ", expected " + Multiples.number(expected.values()[first]);
    if (offRows.size() == 1 && offColumns.size() == 1 && expected.values().length > 2) {
      return Optional.of("the element " + expected.place(first) + ", which is "
          + Multiples.number(found.values()[first]) + ", expected "
          + Multiples.number(expected.values()[first]));
    }
    if (columns == 1 || rows < 3 && offRows.size() == rows) {
      return Optional.empty();
    }
    if (offRows.size() == 1 && rows > 1) {
      return Optional.of("row " + offRows.first() + numbers);
    }
    if (offColumns.size() == 1) {
      return Optional.of("column " + offColumns.first() + numbers);
    }
    boolean isTail = offRows.last() == rows - 1 && offRows.size() == rows - offRows.first();
    return isTail && offRows.first() > 0
        ? Optional.of("the rows from " + offRows.first() + " on" + numbers)
        : Optional.empty();
  }
}
