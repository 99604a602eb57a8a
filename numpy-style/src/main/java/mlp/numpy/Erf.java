package mlp.numpy;

/**
 * The error function erf(x) = 2/√π ∫₀ˣ e^(−t²) dt, which GELU needs and the JDK has not. Both data
 * types compute it in double precision.
 */
final class Erf {
  private static final double SERIES_ENDS = 2; // beyond it the continued fraction takes over
  private static final int FRACTIONS = 50;
  private static final double NEGLIGIBLE = 1e-17;
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  // 1/3, 1/5, 1/7, …: at the end of the series 37 terms are enough
  private static final double[] ODD_RECIPROCALS = new double[50];

  static {
    for (int n = 0; n < ODD_RECIPROCALS.length; n++) {
      ODD_RECIPROCALS[n] = 1.0 / (2 * n + 3);
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

  // erf x = 2x/√π · e^(−x²) · (1 + 2x²/3 + 2x²/3·2x²/5 + …): nothing cancels
  // (Abramowitz and Stegun 1964, 7.1.6)
  private static double series(double x) {
    double term = 1;
    double sum = 1;
    for (int n = 0; term > NEGLIGIBLE; n++) {
      term *= 2 * x * x * ODD_RECIPROCALS[n];
      sum += term;
    }
    return TWO_OVER_SQRT_PI * x * gaussian(x) * sum;
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
