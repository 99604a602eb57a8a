package mlp.equivalence.replay;

/** Numbers of fewer bits, to which some hardware rounds the factors of a product. */
enum Precision {
  /** IEEE 754 binary16: 11 bits, from 2⁻¹⁴ to 65504, below that in steps of 2⁻²⁴. */
  FLOAT16(11, -14),
  /** The upper half of a float: 8 bits. */
  BFLOAT16(8, -126),
  /** What NVIDIA's tensor cores take of a float: 11 bits. */
  TF32(11, -126);

  private static final double LARGEST_FLOAT16 = 65_504;

  private final int bits;
  private final int leastExponent;

  Precision(int bits, int leastExponent) {
    this.bits = bits;
    this.leastExponent = leastExponent;
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
