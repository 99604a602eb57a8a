package mlp.equivalence.replay;

import java.util.Arrays;

/** Numbers of fewer bits, to which some hardware rounds factors and results. */
public enum Precision {
  /** IEEE 754 binary16: 11 bits, from 2⁻¹⁴ to 65504, below that in steps of 2⁻²⁴. */
  FLOAT16(Cause.FLOAT16_PRODUCTS, 11, -14),
  /** The upper half of a float: 8 bits. */
  BFLOAT16(Cause.BFLOAT16_PRODUCTS, 8, -126),
  /** What NVIDIA's tensor cores take of a float: 11 bits. */
  TF32(Cause.TF32_PRODUCTS, 11, -126);

  private static final double LARGEST_FLOAT16 = 65_504;

  private static final double OF_RESULTS = 1;

  private final Cause cause;
  private final int bits;
  private final int leastExponent;

  Precision(Cause cause, int bits, int leastExponent) {
    this.cause = cause;
    this.bits = bits;
    this.leastExponent = leastExponent;
  }

  /** @return that of the cause that acts, or null; all are asked, so that all are tried */
  static Precision of(Records records) {
    Precision precision = null;
    for (Precision each : values()) {
      precision = records.on(each.cause) ? each : precision;
    }
    return precision;
  }

  /** @return a number that is added, where a cause says that it is rounded as results are */
  static double term(Records records, double value) {
    Precision precision = of(records);
    boolean isRounded = precision != null && records.value(precision.cause, 0) == OF_RESULTS;
    return isRounded ? precision.round(value) : value;
  }

  /** Rounds a result, where a cause says that results are rounded, too. */
  static void roundResult(Records records, Grid grid) {
    Precision precision = of(records);
    if (precision == null || records.value(precision.cause, 0) != OF_RESULTS) {
      return;
    }
    for (int k = 0; k < grid.values.length; k++) {
      grid.widen(k, precision.spacing(grid.values[k]));
      grid.values[k] = precision.round(grid.values[k]);
    }
  }

  /**
   * @param number of the cause
   * @return whether the values can be what the cause makes of them: a step between numbers of few
   *     bits is so wide that much would fit
   */
  public static boolean allows(Cause cause, double number, double[] values) {
    if (number != OF_RESULTS) {
      return true;
    }
    return Arrays.stream(values())
        .filter(precision -> precision.cause == cause)
        .allMatch(precision -> Arrays.equals(precision.round(values), values));
  }

  /** @return the nearest number of this kind, of two the even one */
  double round(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    double step = spacing(value);
    double rounded = Math.rint(value / step) * step;
    boolean overflows = this == FLOAT16 && Math.abs(rounded) > LARGEST_FLOAT16;
    return overflows ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
  }

  /** @return the distance between numbers of this kind of that size */
  double spacing(double value) {
    return Math.scalb(1.0, Math.max(Math.getExponent(value), leastExponent) - bits + 1);
  }

  double[] round(double[] values) {
    double[] rounded = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      rounded[k] = round(values[k]);
    }
    return rounded;
  }
}
