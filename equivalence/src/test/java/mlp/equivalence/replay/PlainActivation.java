package mlp.equivalence.replay;

import mlp.api.Activation;

/** The activations and derivatives of R6 as their table has them, each operation rounded. */
final class PlainActivation {
  private static final double OUTER = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private final Arithmetic plain;
  private final Activation activation;

  PlainActivation(Arithmetic plain, Activation activation) {
    this.plain = plain;
    this.activation = activation;
  }

  double value(double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> Math.max(0, z);
      case LEAKY_RELU -> z > 0 ? z : plain.times(plain.of(0.01), z);
      case SIGMOID -> sigmoid(z);
      case TANH -> plain.tanh(z);
      case ELU -> z > 0 ? z : plain.minus(plain.exp(z), 1);
      case GELU -> plain.times(z, below(z));
      case GELU_TANH -> plain.times(z / 2, plain.plus(1, inner(z)));
      case SILU -> plain.times(z, sigmoid(z));
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  double slope(double z) {
    double s = sigmoid(z);
    double a = plain.tanh(z);
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : plain.of(0.01);
      case SIGMOID -> plain.times(s, plain.minus(1, s));
      case TANH -> plain.minus(1, plain.times(a, a));
      case ELU -> z > 0 ? 1 : plain.exp(z);
      case GELU -> plain.plus(below(z), plain.times(z, density(z)));
      case GELU_TANH -> geluTanh(z, inner(z));
      case SILU -> plain.times(s, plain.plus(1, plain.times(z, plain.minus(1, s))));
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  double sigmoid(double z) {
    return plain.over(1, plain.plus(1, plain.exp(-z)));
  }

  // (1 + erf(z/√2))/2
  private double below(double z) {
    return plain.plus(1, plain.of(erf(plain.over(z, plain.of(Math.sqrt(2)))))) / 2;
  }

  // e^(−z²/2)/√(2π)
  private double density(double z) {
    return plain.over(plain.exp(-plain.times(z, z) / 2), plain.of(Math.sqrt(2 * Math.PI)));
  }

  // tanh(√(2/π)(z + 0.044715 z³))
  private double inner(double z) {
    double cube = plain.times(plain.times(z, z), z);
    double sum = plain.plus(z, plain.times(plain.of(CUBIC), cube));
    return plain.tanh(plain.times(plain.of(OUTER), sum));
  }

  // (1 + t)/2 + z/2·(1 − t²)·√(2/π)(1 + 3·0.044715 z²)
  private double geluTanh(double z, double t) {
    double square = plain.times(plain.of(3 * CUBIC), plain.times(z, z));
    double ofInner = plain.times(plain.of(OUTER), plain.plus(1, square));
    double complement = plain.minus(1, plain.times(t, t));
    return plain.plus(plain.plus(1, t) / 2, plain.times(plain.times(z / 2, complement), ofInner));
  }

  // Near 0 by 2/√π·e^(−x²)·Σ 2ᵏx²ᵏ⁺¹/(1·3·…·(2k + 1)), where no term is subtracted, far from it by
  // the continued fraction of 1 − erf (Abramowitz, Stegun 7.1.6, 7.1.14)
  private static double erf(double x) {
    if (Math.abs(x) > 2) {
      return Math.signum(x) * (1 - complement(Math.abs(x)));
    }
    double term = x;
    double sum = x;
    for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
      term *= 2 * x * x / (2 * k + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  // e^(−x²)/√π/(x + ½/(x + 1/(x + 3/2/(x + …))))
  private static double complement(double x) {
    double fraction = x;
    for (int k = 80; k >= 1; k--) {
      fraction = x + k / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
