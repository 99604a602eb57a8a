package mlp.api;

/** The floating-point type in which a track stores its tensors and computes with them. */
public enum DataType {
  /** IEEE 754 binary32: 24 significant bits. */
  FLOAT32(0x1p-24),
  /** IEEE 754 binary64: 53 significant bits. */
  FLOAT64(0x1p-53);

  private final double unitRoundoff;

  DataType(double unitRoundoff) {
    this.unitRoundoff = unitRoundoff;
  }

  /**
   * The unit roundoff u: rounding to nearest changes a normal number by at most the factor 1 ± u
   * (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, theorem 2.2).
   *
   * @return 2⁻²⁴ or 2⁻⁵³
   */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /**
   * Rounds to the nearest value of this type.
   *
   * @return the rounded value, exactly, as a double
   */
  public double round(double value) {
    return this == FLOAT32 ? (float) value : value;
  }

  /**
   * How many values of this type lie between two of its values: 0 when they are equal (−0 equals
   * 0), 1 when they are neighbours.
   *
   * @return the distance; {@link Long#MAX_VALUE} when just one of them is NaN or infinite, or when
   *     both are and differ
   */
  public long ulps(double a, double b) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return 0;
    }
    if (!Double.isFinite(a) || !Double.isFinite(b)) {
      return Long.MAX_VALUE;
    }
    long low = place(Math.min(a, b));
    long high = place(Math.max(a, b));
    long distance = high - low;
    return distance < 0 ? Long.MAX_VALUE : distance;
  }

  /** The place of a value among all values of this type in ascending order; 0 has place 0. */
  private long place(double value) {
    if (this == FLOAT32) {
      int bits = Float.floatToRawIntBits((float) value);
      return bits >= 0 ? bits : Integer.MIN_VALUE - (long) bits;
    }
    long bits = Double.doubleToRawLongBits(value);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }
}
