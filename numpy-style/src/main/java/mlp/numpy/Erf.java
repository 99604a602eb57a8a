package mlp.numpy;

/**
 * The error function erf(x) = 2/√π ∫₀ˣ e^(−t²) dt, which GELU needs and the JDK has not. Both data
 * types compute it in double precision.
 */
final class Erf {
  private static final int TERMS = 60;

  private Erf() {}

  // erf is odd: erf(−x) = −erf(x).
  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < 2.5) {
      return series(x);
    }
    return magnitude < 6 ? Math.copySign(1 - continuedFraction(magnitude), x) : Math.signum(x);
  }

  // erf x = 2/√π · e^(−x²) · Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms of one sign
  // (Abramowitz and Stegun 1964, 7.1.6)
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < TERMS; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  // erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))), x > 0
  // (Abramowitz and Stegun 1964, 7.1.14)
  private static double continuedFraction(double x) {
    double fraction = x;
    for (int n = TERMS; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
