package mlp.equivalence.replay;

import mlp.api.Activation;

/**
 * The activations and their derivatives in double precision (R6), and how far an implementation may
 * round away from them.
 */
final class ActivationFormula {
  /** Roundings of a function of a library, and of the few operations around it. */
  static final int ROUNDINGS = 12;

  private ActivationFormula() {}

  static double value(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> Math.max(0, z);
      case LEAKY_RELU -> z > 0 ? z : Activation.LEAKY_RELU_SLOPE * z;
      case SIGMOID -> sigmoid(z);
      case TANH -> StrictMath.tanh(z);
      case ELU -> z > 0 ? z : StrictMath.expm1(z);
      case GELU -> z * NormalDistribution.below(z);
      case GELU_TANH -> z / 2 * (1 + geluTanh(z));
      case SILU -> z * sigmoid(z);
      case SOFTMAX -> throw softmax();
    };
  }

  static double derivative(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : Activation.LEAKY_RELU_SLOPE;
      case SIGMOID -> sigmoid(z) * sigmoid(-z);
      case TANH -> 1 / Math.pow(StrictMath.cosh(z), 2);
      case ELU -> z > 0 ? 1 : StrictMath.exp(z);
      case GELU -> NormalDistribution.below(z) + z * NormalDistribution.density(z);
      case GELU_TANH -> geluTanhDerivative(z);
      case SILU -> sigmoid(z) * (1 + z * sigmoid(-z));
      case SOFTMAX -> throw softmax();
    };
  }

  /** @return the size of the terms that are rounded on the way to σ(z) */
  static double magnitude(Activation activation, double z) {
    double value = Math.abs(value(activation, z));
    return switch (activation) {
      case IDENTITY, RELU, LEAKY_RELU, SIGMOID, SILU -> value;
      // ND4J's are accurate to roundings of 1.
      case TANH -> 1;
      case ELU -> z > 0 ? value : 1;
      case GELU, GELU_TANH -> Math.abs(z);
      case SOFTMAX -> throw softmax();
    };
  }

  /** @return the size of the terms that are rounded on the way to σ′(z) */
  static double magnitudeOfDerivative(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY, RELU, LEAKY_RELU -> Math.abs(derivative(activation, z));
      case SIGMOID -> sigmoid(z);
      case TANH, ELU -> 1;
      case SILU -> sigmoid(z) * (1 + Math.abs(z));
      case GELU -> 1 + Math.abs(z);
      case GELU_TANH -> 1 + Math.abs(z) + Math.pow(Math.min(Math.abs(z), 8), 3);
      case SOFTMAX -> throw softmax();
    };
  }

  private static IllegalArgumentException softmax() {
    return new IllegalArgumentException("softmax belongs to a row, not to an element");
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
