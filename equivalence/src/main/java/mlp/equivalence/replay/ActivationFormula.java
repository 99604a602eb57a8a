package mlp.equivalence.replay;

import mlp.api.Activation;

/**
 * The activation of a layer and its derivative in double precision (R6), how far an implementation
 * may round away from them, and what causes make of them.
 */
final class ActivationFormula {
  /** Roundings of a function of a library, and of the few operations around it. */
  static final int ROUNDINGS = 12;

  /** No activation and no derivative of one changes faster than z, but for kinks. */
  private static final double STEEPEST = 1.2;

  private final Activation activation;
  private final double leakySlope;
  private final double reluAtZero;
  private final boolean isDerivativeOfActivation;
  private final boolean isFormulaAtZ;
  private final boolean isDerivativeMissing;

  ActivationFormula(Records records, int i) {
    Activation own = records.layer(i).activation();
    double other = records.value(Cause.ACTIVATION_DIFFERS, own.ordinal());
    boolean isGelu = own == Activation.GELU || own == Activation.GELU_TANH;
    if (records.on(Cause.ACTIVATION_MISSING)) {
      activation = Activation.IDENTITY;
    } else if (isGelu && records.on(Cause.GELU_FORM)) {
      activation = own == Activation.GELU ? Activation.GELU_TANH : Activation.GELU;
    } else {
      activation = Activation.values()[(int) other];
    }
    leakySlope = own == Activation.LEAKY_RELU
        ? records.value(Cause.LEAKY_SLOPE, Activation.LEAKY_RELU_SLOPE)
        : Activation.LEAKY_RELU_SLOPE;
    reluAtZero = own == Activation.RELU ? records.value(Cause.RELU_DERIVATIVE_AT_ZERO, 0) : 0;
    isDerivativeOfActivation = records.on(Cause.DERIVATIVE_OF_ACTIVATION);
    isFormulaAtZ = records.on(Cause.DERIVATIVE_FORMULA_AT_Z);
    isDerivativeMissing = records.on(Cause.ACTIVATION_DERIVATIVE_MISSING);
  }

  boolean isSoftmax() {
    return activation == Activation.SOFTMAX;
  }

  /** @return whether σ and σ′ choose, and compute nothing */
  private boolean isExact() {
    return activation == Activation.IDENTITY || activation == Activation.RELU;
  }

  // a = σ(z)   (R6)
  void value(Grid a, int k, double z, double bound) {
    a.set(k, value(z), isExact() ? 0 : ROUNDINGS, magnitude(z));
    // What e^z or Φ(z) lose where they are too small for a normal number is multiplied by z.
    a.widen(k, a.underflow() * Math.abs(z));
    a.widen(k, STEEPEST * bound);
  }

  // dz = da ⊙ σ′(z)   (R2, R6)
  void gradient(Grid dz, int k, double da, double z, double boundOfGradient, double bound) {
    double slope = slope(z);
    double magnitude = Math.max(magnitudeOfDerivative(z), Math.abs(slope));
    dz.set(k, da * slope, isExact() ? 0 : ROUNDINGS + 3, Math.abs(da) * magnitude);
    // What σ′ loses where it is too small for a normal number, and once more times z
    dz.widen(k, dz.underflow() * Math.abs(da) * (1 + Math.abs(z)));
    dz.widen(k, boundOfGradient * Math.abs(slope));
    if (bound > 0) {
      boolean hasKink = activation == Activation.RELU || activation == Activation.LEAKY_RELU;
      double change = Math.abs(z) <= bound && hasKink ? 1 : hasKink ? 0 : STEEPEST * bound;
      dz.widen(k, (Math.abs(da) + boundOfGradient) * change);
    }
  }

  private double slope(double z) {
    if (isDerivativeMissing) {
      return 1;
    }
    if (isDerivativeOfActivation) {
      return derivative(value(z));
    }
    if (isFormulaAtZ) {
      return switch (activation) {
        case SIGMOID -> z * (1 - z);
        case TANH -> 1 - z * z;
        case ELU -> z > 0 ? 1 : z + 1;
        default -> derivative(z);
      };
    }
    return activation == Activation.RELU && z == 0 ? reluAtZero : derivative(z);
  }

  private double value(double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> Math.max(0, z);
      case LEAKY_RELU -> z > 0 ? z : leakySlope * z;
      case SIGMOID -> sigmoid(z);
      case TANH -> StrictMath.tanh(z);
      case ELU -> z > 0 ? z : StrictMath.expm1(z);
      case GELU -> z * NormalDistribution.below(z);
      case GELU_TANH -> z / 2 * (1 + geluTanh(z));
      case SILU -> z * sigmoid(z);
      case SOFTMAX -> throw softmax();
    };
  }

  private double derivative(double z) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : leakySlope;
      case SIGMOID -> sigmoid(z) * sigmoid(-z);
      case TANH -> 1 / Math.pow(StrictMath.cosh(z), 2);
      case ELU -> z > 0 ? 1 : StrictMath.exp(z);
      case GELU -> NormalDistribution.below(z) + z * NormalDistribution.density(z);
      case GELU_TANH -> geluTanhDerivative(z);
      case SILU -> sigmoid(z) * (1 + z * sigmoid(-z));
      case SOFTMAX -> throw softmax();
    };
  }

  // The size of the terms that are rounded on the way to σ(z)
  private double magnitude(double z) {
    double value = Math.abs(value(z));
    return switch (activation) {
      case IDENTITY, RELU, LEAKY_RELU, SIGMOID, SILU -> value;
      // ND4J's are accurate to roundings of 1.
      case TANH -> 1;
      case ELU -> z > 0 ? value : 1;
      case GELU, GELU_TANH -> Math.abs(z);
      case SOFTMAX -> throw softmax();
    };
  }

  // The size of the terms that are rounded on the way to σ′(z)
  private double magnitudeOfDerivative(double z) {
    return switch (activation) {
      case IDENTITY, RELU, LEAKY_RELU -> Math.abs(derivative(z));
      case SIGMOID -> sigmoid(z);
      case TANH, ELU -> 1;
      case SILU -> sigmoid(z) * (1 + Math.abs(z));
      case GELU -> 1 + Math.abs(z);
      case GELU_TANH -> 1 + Math.abs(z) + Math.pow(Math.min(Math.abs(z), 8), 3);
      case SOFTMAX -> throw softmax();
    };
  }

  private static IllegalStateException softmax() {
    return new IllegalStateException("softmax belongs to a row, not to an element");
  }

  static double sigmoid(double z) {
    return z >= 0 ? 1 / (1 + StrictMath.exp(-z)) : StrictMath.exp(z) / (1 + StrictMath.exp(z));
  }

  private static double geluTanh(double z) {
    return StrictMath.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z));
  }

  private static double geluTanhDerivative(double z) {
    double t = geluTanh(z);
    double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
    return (1 + t) / 2 + z / 2 * (1 - t * t) * inner;
  }
}
