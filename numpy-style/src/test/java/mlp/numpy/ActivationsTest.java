package mlp.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Philox;
import org.junit.jupiter.api.Test;

/** To the bit, in whole vectors and behind them, also what is no ordinary number. */
class ActivationsTest {
  private static final double[] SPECIAL = {
    0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
  };
  private static final int LENGTH = 61;

  private static double[] numbers(int stream) {
    Philox random = new Philox(7, Philox.Purpose.DATA, stream, 0);
    double[] numbers = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = i % 7 == 0 ? SPECIAL[i / 7 % SPECIAL.length] : 4 * random.nextUniform() - 2;
    }
    numbers[LENGTH - 1] = Double.NaN;
    return numbers;
  }

  private static void requireForward(Activation activation, DoubleUnaryOperator formula) {
    double[] z = numbers(1);
    double[] a = new double[LENGTH];
    Activations.forward(activation, z, a, 1, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      assertThat(a[i]).as("σ(%s)", z[i]).isEqualTo((Double) formula.applyAsDouble(z[i]));
    }
  }

  private static void requireBackward(Activation activation, DoubleBinaryOperator slope) {
    double[] z = numbers(1);
    double[] a = numbers(2);
    double[] da = numbers(3);
    double[] dz = new double[LENGTH];
    Activations.backward(activation, z, a, da, dz, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      assertThat(dz[i]).as("z %s, a %s, da %s", z[i], a[i], da[i]).isEqualTo((Double)
          (da[i] * slope.applyAsDouble(z[i], a[i])));
    }
  }

  @Test
  void relu() {
    requireForward(Activation.RELU, z -> Math.max(0, z));
    requireBackward(Activation.RELU, (z, a) -> z > 0 ? 1 : 0);
  }

  @Test
  void leakyRelu() {
    requireForward(Activation.LEAKY_RELU, z -> z > 0 ? z : Activation.LEAKY_RELU_SLOPE * z);
    requireBackward(Activation.LEAKY_RELU, (z, a) -> z > 0 ? 1 : Activation.LEAKY_RELU_SLOPE);
  }

  @Test
  void slopesOfSigmoidAndTanh() {
    requireBackward(Activation.SIGMOID, (z, a) -> a * (1 - a));
    requireBackward(Activation.TANH, (z, a) -> 1 - a * a);
  }
}
