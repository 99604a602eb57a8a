package mlp.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's operations against the formulas of R6, at many points and at the ends of the range. */
class ActivationsTest {
  private static final int COLUMNS = 4;

  /** −8 to 8 by sixteenths, tiny ones, both zeros, and those where an exponential overflows. */
  private static final double[] POINTS = DoubleStream.concat(
          IntStream.rangeClosed(-128, 128).mapToDouble(i -> i / 16.0),
          DoubleStream.of(
              -0.0, 1e-3, -1e-3, 1e-8, -1e-8, 30, -30, 89, -89, 710, -710, 1000, -1000, 12, -12))
      .toArray();

  @ParameterizedTest
  @EnumSource(value = Activation.class, names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
  void valuesAreThoseOfTheFormula(Activation activation) {
    for (DataType dataType : DataType.values()) {
      INDArray z = points(dataType);
      INDArray a = z.ulike();
      Activations.forward(activation, z, a);
      assertEquals(dataType, activation, z, a, 1, point -> value(activation, point));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Activation.class, names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
  void derivativesAreThoseOfTheFormulaTimesTheGradient(Activation activation) {
    for (DataType dataType : DataType.values()) {
      INDArray z = points(dataType);
      INDArray a = z.ulike();
      INDArray da = z.ulike().assign(-2);
      INDArray dz = z.ulike();
      Activations.forward(activation, z, a);
      Activations.backward(activation, z, a, da, dz);
      assertEquals(dataType, activation, z, dz, -2, point -> derivative(activation, point));
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void kinksHaveTheSlopeOfTheirLeftSide(DataType dataType) {
    INDArray z = array(dataType, new double[] {0, -0.0}, 1, 2);
    INDArray dz = z.ulike();
    Activations.backward(Activation.RELU, z, z, z.ulike().assign(1), dz);
    assertThat(values(dz)).containsExactly(0, 0);
    Activations.backward(Activation.LEAKY_RELU, z, z, z.ulike().assign(1), dz);
    assertThat(values(dz)).containsOnly(dataType.round(0.01));
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void softmaxIsThatOfEachRow(DataType dataType) {
    double[] logits = {1, 2, 3, 1000, -1000, 999, -1000, -1000, -1001, 0, 0, 0};
    INDArray z = array(dataType, logits, 4, 3);
    INDArray a = z.ulike();
    Activations.forward(Activation.SOFTMAX, z, a);
    double[] values = values(a);
    for (int row = 0; row < logits.length; row += 3) {
      double max = Math.max(logits[row], Math.max(logits[row + 1], logits[row + 2]));
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += Math.exp(logits[row + j] - max);
      }
      for (int j = 0; j < 3; j++) {
        assertThat(values[row + j])
            .isCloseTo(Math.exp(logits[row + j] - max) / sum, within(2 * dataType.unitRoundoff()));
      }
    }
  }

  @Test
  void anActivationThatDivergedStaysNaN() {
    for (Activation activation : Activation.values()) {
      INDArray z = array(DataType.FLOAT32, new double[] {Double.NaN, 1}, 1, 2);
      INDArray a = z.ulike();
      Activations.forward(activation, z, a);
      assertThat(values(a)[0]).as(activation.name()).isNaN();
    }
  }

  /** Within 8 roundings of the largest number that the formula holds, times da. */
  private static void assertEquals(
      DataType dataType,
      Activation activation,
      INDArray z,
      INDArray result,
      double da,
      DoubleUnaryOperator formula) {
    double[] points = values(z);
    double[] values = values(result);
    for (int i = 0; i < points.length; i++) {
      double expected = formula.applyAsDouble(points[i]);
      double largest = Math.max(Math.abs(expected), largest(activation, Math.abs(points[i])));
      assertThat(values[i])
          .as(dataType + " at " + points[i])
          .isCloseTo(da * expected, within(8 * dataType.unitRoundoff() * largest * Math.abs(da)));
    }
  }

  /**
   * The smooth functions hold z times a number near 1 or 0, which is exact from |z| = 37 on; the
   * derivative of GELU's tanh form holds a cubic of z times such a number, exact from 7.3 on.
   */
  private static double largest(Activation activation, double magnitude) {
    double largest = activation == Activation.GELU_TANH
        ? Math.min(7.3, magnitude) / 2 * innerDerivative(Math.min(7.3, magnitude))
        : Math.min(37, magnitude);
    return Math.max(1, largest);
  }

  private static double value(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> Math.max(0, z);
      case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
      case ELU -> z > 0 ? z : Math.expm1(z);
      case GELU -> z * normalDistribution(z);
      case GELU_TANH -> z / 2 * (1 + Math.tanh(inner(z)));
      case SILU -> z / (1 + Math.exp(-z));
      case SOFTMAX -> throw new AssertionError();
    };
  }

  private static double derivative(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : 0.01;
      case SIGMOID -> 1 / (1 + Math.exp(-z)) / (1 + Math.exp(z));
      case TANH -> 1 / Math.cosh(z) / Math.cosh(z);
      case ELU -> z > 0 ? 1 : Math.exp(z);
      case GELU -> normalDistribution(z) + z * normalDensity(z);
      case GELU_TANH -> {
        double cosh = Math.cosh(inner(z));
        yield (1 + Math.tanh(inner(z))) / 2 + z / 2 * innerDerivative(z) / cosh / cosh;
      }
      case SILU -> 1 / (1 + Math.exp(-z)) + z / (1 + Math.exp(-z)) / (1 + Math.exp(z));
      case SOFTMAX -> throw new AssertionError();
    };
  }

  private static double inner(double z) {
    return Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z);
  }

  private static double innerDerivative(double z) {
    return Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
  }

  private static double normalDensity(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Φ(z) = 1/2 + ∫₀ᶻ φ, by Simpson's rule; the sum of a stream is compensated. */
  private static double normalDistribution(double z) {
    if (Math.abs(z) > 9) {
      return z > 0 ? 1 : 0;
    }
    int intervals = 8000;
    double inside = IntStream.range(1, intervals)
        .mapToDouble(i -> (i % 2 == 0 ? 2 : 4) * normalDensity(z * i / intervals))
        .sum();
    double sum = normalDensity(0) + inside + normalDensity(z);
    return 0.5 + sum * z / intervals / 3;
  }

  private static INDArray points(DataType dataType) {
    return array(dataType, POINTS, POINTS.length / COLUMNS, COLUMNS);
  }

  private static INDArray array(DataType dataType, double[] values, int rows, int columns) {
    INDArray array = NdArrays.uninitialized(dataType, 'f', rows, columns);
    NdArrays.assign(array, Tensor.of("z", values, rows, columns));
    return array;
  }

  private static double[] values(INDArray array) {
    return NdArrays.toTensor("a", array).values();
  }
}
