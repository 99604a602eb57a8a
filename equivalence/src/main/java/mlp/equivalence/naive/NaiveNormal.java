package mlp.equivalence.naive;

/** The standard normal distribution, for GELU. */
final class NaiveNormal {
  private static final int TERMS = 200;

  private NaiveNormal() {}

  // φ(z) = e^(−z²/2)/√(2π)
  static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  // Φ(z): near 0 by the Taylor series 1/2 + (z − z³/(2·3) + z⁵/(2²·2!·5) − …)/√(2π), far from it
  // by Laplace's continued fraction φ(z)/(z + 1/(z + 2/(z + 3/(z + …)))) of 1 − Φ(z).
  static double below(double z) {
    if (z < -2) {
      return upperTail(-z);
    }
    if (z > 2) {
      return 1 - upperTail(z);
    }
    double power = z;
    double sum = 0;
    for (int k = 0; k < TERMS; k++) {
      sum += power / (2 * k + 1);
      power *= -z * z / (2 * (k + 1));
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }

  private static double upperTail(double z) {
    double fraction = z;
    for (int k = TERMS; k >= 1; k--) {
      fraction = z + k / fraction;
    }
    return density(z) / fraction;
  }
}
