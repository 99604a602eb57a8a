package mlp.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Philox;
import org.junit.jupiter.api.Test;

/**
 * In whole vectors and behind them, also what is no ordinary number: to the bit where nothing is
 * rounded but by the formula itself, else to a few units in the last place.
 */
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

  // Beside 0 also where the exponential ends, and close to 0, where eᶻ − 1 loses digits.
  private static double[] range() {
    double[] z = new double[4003];
    for (int i = 0; i < z.length; i++) {
      z[i] = i < 2000 ? (i - 1000) * 0.75 : (i % 2 - 0.5) * Math.pow(2, -(i - 2000) / 40.0);
    }
    z[17] = Double.NaN;
    z[18] = Double.POSITIVE_INFINITY;
    z[19] = Double.NEGATIVE_INFINITY;
    return z;
  }

  private static void requireClose(double[] found, DoubleUnaryOperator formula, int ulps) {
    double[] z = range();
    for (int i = 0; i < z.length; i++) {
      double expected = formula.applyAsDouble(z[i]);
      if (Double.isNaN(expected)) {
        assertThat(found[i]).as("of %s", z[i]).isNaN();
      } else {
        // Below e^−708 an exponential may be 0, above e^708 infinite.
        double within = Math.max(ulps * Math.ulp(expected), 1e-304);
        assertThat(found[i] == expected || Math.abs(found[i] - expected) <= within)
            .as("of %s: %s, expected %s", z[i], found[i], expected)
            .isTrue();
      }
    }
  }

  private static void requireClose(
      Activation activation, int ulps, DoubleUnaryOperator formula, DoubleUnaryOperator slope) {
    double[] z = range();
    double[] a = forward(activation);
    requireClose(a, formula, ulps);
    double[] ones = new double[z.length];
    Arrays.fill(ones, 1);
    double[] dz = new double[z.length];
    Activations.backward(activation, z, a, ones, dz, z.length);
    requireClose(dz, slope, ulps);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  @Test
  void elu() {
    requireClose(
        Activation.ELU,
        3,
        z -> z > 0 ? z : StrictMath.expm1(z),
        z -> z > 0 ? 1 : StrictMath.exp(z));
  }

  private static double[] forward(Activation activation) {
    double[] z = range();
    double[] a = new double[z.length];
    Activations.forward(activation, z, a, 1, z.length);
    return a;
  }

  @Test
  void sigmoidSiluAndTanh() {
    requireClose(forward(Activation.SIGMOID), ActivationsTest::sigmoid, 4);
    requireClose(forward(Activation.SILU), z -> z * sigmoid(z), 5);
    requireClose(forward(Activation.TANH), StrictMath::tanh, 4);
  }
}
