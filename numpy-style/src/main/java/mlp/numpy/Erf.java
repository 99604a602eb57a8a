package mlp.numpy;

/**
 * The error function erf(x) = 2/√π ∫₀ˣ e^(−t²) dt, which GELU needs and the JDK has not. Both data
 * types compute it in double precision.
 */
final class Erf {
  private static final double SERIES_ENDS = 2; // beyond it the continued fraction takes over
  private static final int FRACTIONS = 50;
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  private static final double[] ODD_RECIPROCALS = new double[50]; // 1, 1/3, 1/5, …

  static {
    for (int n = 0; n < ODD_RECIPROCALS.length; n++) {
      ODD_RECIPROCALS[n] = 1.0 / (2 * n + 1);
    }
  }

  private Erf() {}

  // erf is odd: erf(−x) = −erf(x).
  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < SERIES_ENDS) {
      return series(x);
    }
    return magnitude < 6 ? Math.copySign(1 - continuedFraction(magnitude), x) : Math.signum(x);
  }

  // erf x = 2x/√π · e^(−x²) · (1 + 2x²/3·(1 + 2x²/5·(1 + 2x²/7·(…)))): nothing cancels
  // (Abramowitz and Stegun 1964, 7.1.6)
  private static double series(double x) {
    double square = 2 * x * x;
    double sum = 1;
    for (int n = terms(x); n > 0; n--) {
      sum = 1 + sum * (square * ODD_RECIPROCALS[n]);
    }
    return TWO_OVER_SQRT_PI * x * gaussian(x) * sum;
  }

  // What stands behind so many terms is less than a rounding: 39 of them at x = 2, 11 near 0.
  private static int terms(double x) {
    return (int) (11 + 14 * Math.abs(x));
  }

  // erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))), x > 0
  // (Abramowitz and Stegun 1964, 7.1.14)
  private static double continuedFraction(double x) {
    double fraction = x;
    for (int n = FRACTIONS; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return TWO_OVER_SQRT_PI / 2 * gaussian(x) / fraction;
  }

  // e^(−x²): what the rounding of x² drops is x² − fl(x²), and e^−δ = 1 − δ for such a small δ
  private static double gaussian(double x) {
    double square = x * x;
    double dropped = Math.fma(x, x, -square);
    return Math.exp(-square) * (1 - dropped);
  }
}
