package mlp.equivalence.replay;

/** The standard normal distribution, for GELU, by another way than the tracks go. */
public final class NormalDistribution {
  private NormalDistribution() {}

  /** @return φ(z) = e^(−z²/2)/√(2π) */
  // A rounding of z² by r changes φ by r/2 of it: it is made good.
  public static double density(double z) {
    double square = z * z;
    double rest = Double.isInfinite(square) ? 0 : Math.fma(z, z, -square);
    return Math.exp(-square / 2) * (1 - rest / 2) / Math.sqrt(2 * Math.PI);
  }

  /** @return Φ(z) = ∫₋∞ᶻ φ */
  // Φ(z) = 1/2 + φ(z)·(z + z³/3 + z⁵/(3·5) + …) (Marsaglia 2004, Evaluating the Normal
  // Distribution, section 3); for z far below 0, where that cancels, by the integral
  // Φ(z) = φ(z) ∫₀^∞ e^(zt − t²/2) dt; for z far above 0, where many terms are rounded, 1 − Φ(−z).
  public static double below(double z) {
    if (z > 9) {
      return 1;
    }
    if (z < -2) {
      return density(z) * integral(z);
    }
    if (z > 3) {
      return 1 - below(-z);
    }
    double term = z;
    double sum = z;
    for (int k = 3; Math.abs(term) > 1e-20 * Math.abs(sum); k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return 0.5 + density(z) * sum;
  }

  // ∫₀^∞ e^(zt − t²/2) dt by the trapezoidal rule after t = e^(s − e^(−s)), whose error falls
  // exponentially with the number of points (Takahasi and Mori 1974)
  private static double integral(double z) {
    double h = 1.0 / 64;
    double sum = 0;
    for (int i = -256; i <= 256; i++) {
      double s = i * h;
      double t = Math.exp(s - Math.exp(-s));
      sum += Math.exp(z * t - t * t / 2) * t * (1 + Math.exp(-s));
    }
    return h * sum;
  }
}
