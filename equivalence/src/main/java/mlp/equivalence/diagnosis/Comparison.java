package mlp.equivalence.diagnosis;

import java.util.Optional;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.equivalence.replay.Expected;

/**
 * One record of two sides, beside what each side's own inputs should have given. The elements may
 * differ for two reasons: their inputs do, and the operation does. What is left of (a − ra) − (b −
 * rb), r the replay, is the operation's part.
 */
final class Comparison {
  private final double[] left;
  private final double[] right;
  private final Optional<Expected> ofLeft;
  private final Optional<Expected> ofRight;
  private final boolean hasSameLength;
  private double excess; // the operation's part over the bounds, at most
  private double beyond; // of the whole difference over the bounds, at most
  private double absolute;
  private int place;
  private boolean isEqual = true;

  /**
   * @param a the left side's record, if it has it; then the replay of b alone is compared with b
   * @param b the right side's
   */
  Comparison(
      Optional<Tensor> a,
      Optional<Expected> ofLeft,
      Optional<Tensor> b,
      Optional<Expected> ofRight) {
    this.ofLeft = ofLeft;
    this.ofRight = ofRight;
    left = a.map(Tensor::values).orElseGet(() -> ofRight.get().values());
    right = b.map(Tensor::values).orElseGet(() -> ofLeft.get().values());
    hasSameLength = left.length == right.length;
    if (!hasSameLength) {
      excess = excessOfEach(a, b);
      beyond = Double.POSITIVE_INFINITY;
      absolute = Double.POSITIVE_INFINITY;
      isEqual = false;
      return;
    }
    for (int k = 0; k < left.length; k++) {
      add(k, a.isPresent(), b.isPresent());
    }
  }

  /** Two records of which nothing is known but that they should be the same. */
  static Comparison direct(Tensor a, Tensor b) {
    return new Comparison(Optional.of(a), Optional.empty(), Optional.of(b), Optional.empty());
  }

  private double excessOfEach(Optional<Tensor> a, Optional<Tensor> b) {
    double ofA = a.isPresent() && ofLeft.isPresent() ? ofLeft.get().excess(a.get()) : 0;
    double ofB = b.isPresent() && ofRight.isPresent() ? ofRight.get().excess(b.get()) : 0;
    return Math.max(ofA, ofB);
  }

  private void add(int k, boolean hasLeft, boolean hasRight) {
    double difference = distance(left[k], right[k]);
    isEqual &= difference == 0;
    if (difference > absolute) {
      absolute = difference;
      place = k;
    }
    double bound = bound(k);
    double ofLeftSide = hasLeft && ofLeft.isPresent() ? left[k] - ofLeft.get().values()[k] : 0;
    double ofRightSide =
        hasRight && ofRight.isPresent() ? right[k] - ofRight.get().values()[k] : 0;
    boolean isNone = ofLeft.isEmpty() && ofRight.isEmpty();
    excess = Math.max(excess, isNone ? 0 : ratio(distance(ofLeftSide, ofRightSide), bound));
    beyond = Math.max(beyond, ratio(difference, bound));
  }

  private static double distance(double x, double y) {
    if (x == y || Double.isNaN(x) && Double.isNaN(y)) {
      return 0;
    }
    double distance = Math.abs(x - y);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static double ratio(double distance, double bound) {
    return distance == 0 ? 0 : distance / bound >= 0 ? distance / bound : Double.POSITIVE_INFINITY;
  }

  private double bound(int k) {
    return ofLeft.map(expected -> expected.bounds()[k]).orElse(0.0)
        + ofRight.map(expected -> expected.bounds()[k]).orElse(0.0);
  }

  /** @return whether the operation itself gives other numbers */
  boolean differs() {
    return excess > 1;
  }

  double excess() {
    return excess;
  }

  double absolute() {
    return absolute;
  }

  /**
   * @param inputs the worst of what the record is computed from
   * @return what rounding may make of the element that differs most; where the inputs themselves
   *     differ by no more than rounding, with what that makes of it
   */
  double bound(Severity inputs) {
    if (!hasSameLength || left.length == 0) {
      return 0;
    }
    boolean isClean = inputs.compareTo(Severity.ROUNDING) <= 0;
    boolean isOfBoth = ofLeft.isPresent() && ofRight.isPresent();
    double carried = isClean && isOfBoth
        ? distance(ofLeft.get().values()[place], ofRight.get().values()[place])
        : 0;
    return bound(place) + carried;
  }

  long ulps(DataType dataType) {
    return hasSameLength && left.length > 0
        ? dataType.ulps(left[place], right[place])
        : hasSameLength ? 0 : Long.MAX_VALUE;
  }

  /**
   * @param inputs the worst of what the record is computed from
   * @return of a record whose operation is right
   */
  Severity severity(Severity inputs) {
    if (isEqual) {
      return Severity.EQUAL;
    }
    boolean isFromInputs = inputs.compareTo(Severity.ROUNDING) > 0 && beyond > 1;
    return isFromInputs ? inputs : Severity.ROUNDING;
  }
}
