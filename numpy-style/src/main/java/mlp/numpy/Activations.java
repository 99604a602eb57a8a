package mlp.numpy;

import static mlp.api.Activation.LEAKY_RELU_SLOPE;
import static mlp.numpy.MatrixProduct.HAS_VECTORS;

import mlp.api.Activation;

/** The activation functions and their derivatives, element by element (R6). */
final class Activations {
  private static final double SQRT_HALF = Real.of(Math.sqrt(0.5));
  static final double SQRT_2_OVER_PI = Real.of(Math.sqrt(2 / Math.PI));
  static final double CUBIC = 0.044715;
  private static final double ONE_OVER_SQRT_2_PI = Real.of(1 / Math.sqrt(2 * Math.PI));

  private Activations() {}

  // a = σ(z)   [n,units]   (R6)
  static void forward(Activation activation, double[] z, double[] a, int n, int units) {
    if (activation == Activation.SOFTMAX) {
      softmax(z, a, n, units);
      return;
    }
    int done = HAS_VECTORS ? VectorActivations.forward(activation, z, a, n * units) : 0;
    for (int i = done; i < n * units; i++) {
      a[i] = value(activation, z[i]);
    }
  }

  // dz = da ⊙ σ′(z)   [n,units]   (R6)
  static void backward(
      Activation activation, double[] z, double[] a, double[] da, double[] dz, int length) {
    int done = HAS_VECTORS ? VectorActivations.backward(activation, z, a, da, dz, length) : 0;
    for (int i = done; i < length; i++) {
      dz[i] = da[i] * derivative(activation, z[i], a[i]);
    }
  }

  private static double value(Activation activation, double z) {
    return switch (activation) {
      // σ = z
      case IDENTITY -> z;
      // σ = max(0, z)
      case RELU -> Math.max(0, z);
      // σ = z for z > 0, else slope·z
      case LEAKY_RELU -> z > 0 ? z : Real.of(LEAKY_RELU_SLOPE) * z;
      // σ = 1/(1 + e⁻ᶻ)
      case SIGMOID -> sigmoid(z);
      // σ = tanh z
      case TANH -> Math.tanh(z);
      // σ = z for z > 0, else eᶻ − 1
      case ELU -> z > 0 ? z : Math.expm1(z);
      // σ = z·Φ(z)
      case GELU -> z * normalDistribution(z);
      // σ = z/2·(1 + t)
      case GELU_TANH -> 0.5 * z * (1 + geluTanh(z));
      // σ = z·sigmoid(z)
      case SILU -> z * sigmoid(z);
      case SOFTMAX ->
        throw new IllegalArgumentException("softmax belongs to a row, not to an element");
    };
  }

  private static double derivative(Activation activation, double z, double a) {
    return switch (activation) {
      // σ′ = 1
      case IDENTITY -> 1;
      // σ′ = 1 for z > 0, else 0
      case RELU -> z > 0 ? 1 : 0;
      // σ′ = 1 for z > 0, else slope
      case LEAKY_RELU -> z > 0 ? 1 : Real.of(LEAKY_RELU_SLOPE);
      // σ′ = σ(1 − σ)
      case SIGMOID -> a * (1 - a);
      // σ′ = 1 − σ²
      case TANH -> 1 - a * a;
      // σ′ = 1 for z > 0, else eᶻ
      case ELU -> z > 0 ? 1 : Math.exp(z);
      // σ′ = Φ(z) + z·φ(z)
      case GELU -> normalDistribution(z) + z * normalDensity(z);
      // σ′ = (1 + t)/2 + z/2·(1 − t²)·√(2/π)(1 + 3·0.044715 z²)
      case GELU_TANH -> geluTanhDerivative(z);
      // σ′ = s(1 + z(1 − s)), s = sigmoid(z)
      case SILU -> sigmoid(z) * (1 + z * (1 - sigmoid(z)));
      case SOFTMAX ->
        throw new IllegalArgumentException("softmax has no derivative by element: see Losses");
    };
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  // Φ(z) = (1 + erf(z/√2))/2
  private static double normalDistribution(double z) {
    return 0.5 * (1 + Real.of(Erf.erf(z * SQRT_HALF)));
  }

  // φ(z) = e^(−z²/2)/√(2π)
  private static double normalDensity(double z) {
    return ONE_OVER_SQRT_2_PI * Math.exp(-0.5 * z * z);
  }

  // t = tanh(√(2/π)(z + 0.044715 z³))
  private static double geluTanh(double z) {
    return Math.tanh(SQRT_2_OVER_PI * (z + CUBIC * z * z * z));
  }

  private static double geluTanhDerivative(double z) {
    double t = geluTanh(z);
    double inner = SQRT_2_OVER_PI * (1 + 3 * CUBIC * z * z);
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner;
  }

  // aⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z) over each row   [n,units]   (R6)
  private static void softmax(double[] z, double[] a, int n, int units) {
    for (int row = 0; row < n * units; row += units) {
      double max = z[row];
      for (int j = 1; j < units; j++) {
        max = z[row + j] > max ? z[row + j] : max;
      }
      for (int j = 0; j < units; j++) {
        a[row + j] = z[row + j] - max;
      }
    }
    int done = HAS_VECTORS ? VectorActivations.exp(a, n * units) : 0;
    for (int i = done; i < n * units; i++) {
      a[i] = Math.exp(a[i]);
    }
    for (int row = 0; row < n * units; row += units) {
      double sum = 0;
      for (int j = 0; j < units; j++) {
        sum += a[row + j];
      }
      for (int j = 0; j < units; j++) {
        a[row + j] /= sum;
      }
    }
  }
}
