package mlp.equivalence;

import java.util.Arrays;
import java.util.Locale;
import mlp.api.DataType;
import mlp.api.Tensor;

/**
 * How far two tensors of one name are apart.
 *
 * @param tensor the name: W1, dz2, loss
 * @param identical whether they have the same shape and the same bits, the sign of zero included
 * @param absolute the largest |left − right| of all elements; infinite where just one of the two is
 *     NaN, where infinities differ, and where the shapes differ
 * @param relative the largest |left − right| as a part of the largest entry of both tensors; 0
 *     where all elements are equal. Entries that are small beside their neighbours are sums in
 *     which large terms cancelled, and carry the rounding errors of those terms: their own size is
 *     no measure of what rounding may do to them (Higham, Accuracy and Stability of Numerical
 *     Algorithms, 2nd edition, section 3.1).
 * @param ulps how many values of the data type lie between the two elements that are farthest apart
 * @param place where those stand, as [row, column]; where the shapes differ, both shapes
 * @param left the left element there
 * @param right the right element there
 */
public record Difference(
    String tensor,
    boolean identical,
    double absolute,
    double relative,
    long ulps,
    String place,
    double left,
    double right) {

  /**
   * Compares two tensors, whatever the name of the right one.
   *
   * @param dataType in which both were computed
   * @return the difference, under the left tensor's name
   */
  public static Difference of(Tensor left, Tensor right, DataType dataType) {
    if (!Arrays.equals(left.shape(), right.shape())) {
      return ofShapes(left, right);
    }
    if (left.values().length == 0) {
      return new Difference(left.name(), true, 0, 0, 0, "nowhere", Double.NaN, Double.NaN);
    }
    double[] l = left.values();
    double[] r = right.values();
    boolean identical = true;
    double scale = Math.max(largestEntry(left), largestEntry(right));
    double largest = 0;
    int at = 0;
    for (int i = 0; i < l.length; i++) {
      identical &= Double.doubleToLongBits(l[i]) == Double.doubleToLongBits(r[i]);
      double distance = distance(l[i], r[i]);
      if (distance > largest) {
        largest = distance;
        at = i;
      }
    }
    double relative = largest == 0 ? 0 : largest / scale;
    return new Difference(
        left.name(),
        identical,
        largest,
        relative,
        dataType.ulps(l[at], r[at]),
        left.place(at),
        l[at],
        r[at]);
  }

  private static Difference ofShapes(Tensor left, Tensor right) {
    String shapes = Arrays.toString(left.shape()) + " against " + Arrays.toString(right.shape());
    double infinite = Double.POSITIVE_INFINITY;
    return new Difference(
        left.name(), false, infinite, infinite, Long.MAX_VALUE, shapes, Double.NaN, Double.NaN);
  }

  /** The largest magnitude of a tensor's finite elements. */
  static double largestEntry(Tensor tensor) {
    return Arrays.stream(tensor.values()).map(Difference::finiteMagnitude).max().orElse(0);
  }

  private static double finiteMagnitude(double value) {
    return Double.isFinite(value) ? Math.abs(value) : 0;
  }

  private static double distance(double left, double right) {
    if (left == right || (Double.isNaN(left) && Double.isNaN(right))) {
      return 0;
    }
    double distance = Math.abs(left - right);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  /**
   * @param scale at least the largest entry of both tensors
   * @return the same difference, relative to the scale
   */
  Difference relativeTo(double scale) {
    double part = absolute == 0 ? 0 : absolute / scale;
    return new Difference(tensor, identical, absolute, part, ulps, place, left, right);
  }

  /**
   * @param tolerance of the relative difference
   * @return whether the difference lies beyond it
   */
  public boolean exceeds(double tolerance) {
    return !(relative <= tolerance);
  }

  /**
   * Says what differs and by how much.
   *
   * @param leftName who computed the left tensor
   * @param rightName who computed the right tensor
   * @param tolerance of the relative difference
   * @return the record, the place, both values, the tolerance and the headroom: how many times the
   *     difference fits into the tolerance
   */
  public String describe(String leftName, String rightName, double tolerance) {
    return String.format(
        Locale.ROOT,
        "%s at %s: %s %s, %s %s; |difference| %.2e (%s ulps), %.2e of the largest entry;"
            + " tolerance %.2e, headroom %.2g×",
        tensor,
        place,
        leftName,
        left,
        rightName,
        right,
        absolute,
        ulps == Long.MAX_VALUE ? "∞" : ulps,
        relative,
        tolerance,
        tolerance == relative ? 1 : tolerance / relative);
  }
}
