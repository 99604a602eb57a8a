package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mlp.api.Activation;
import mlp.api.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** R6: every activation and its derivative against its formula, from 0 to ±1000. */
class ActivationsTest {
  private static final double[] MAGNITUDES = {
    0, 1e-30, 1e-5, 0.01, 0.3, 0.5, 1, 1.7, 2.5, 4, 8, 20, 50, 100, 1000
  };

  /** In units of roundoff, relative to a value or to 1, whichever is larger. */
  private static final double TOLERANCE = 12;

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, FLOAT32", "IDENTITY, FLOAT64", "RELU, FLOAT32", "RELU, FLOAT64",
    "LEAKY_RELU, FLOAT32", "LEAKY_RELU, FLOAT64", "SIGMOID, FLOAT32", "SIGMOID, FLOAT64",
    "TANH, FLOAT32", "TANH, FLOAT64", "ELU, FLOAT32", "ELU, FLOAT64",
    "GELU, FLOAT32", "GELU, FLOAT64", "GELU_TANH, FLOAT32", "GELU_TANH, FLOAT64",
    "SILU, FLOAT32", "SILU, FLOAT64"
  })
  void valueAndDerivativeFollowTheFormula(Activation activation, DataType dataType) {
    IActivation setting = Activations.setting(activation);
    double da = 0.75;
    for (double magnitude : MAGNITUDES) {
      for (double sign : new double[] {1, -1}) {
        double z = dataType.round(sign * magnitude);
        INDArray array = row(dataType, z, z, z);
        double a = setting.getActivation(array.dup(), true).getDouble(0, 1);
        assertClose(activation + "(" + z + ")", a, value(activation, z), dataType);
        double dz =
            setting.backprop(array.dup(), row(dataType, da, da, da)).getFirst().getDouble(0, 1);
        double expected = da * derivative(activation, z);
        assertClose(activation + "′(" + z + ")", dz, expected, dataType);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void softmaxOfLogitsOfEitherSignSumsToOne(DataType dataType) {
    INDArray z = Nd4j.createFromArray(
            new double[][] {{1000, -1000, 0}, {-1000, -1000, -1000}, {-1001, -1000, -999}, {3, 1, 2}
            })
        .castTo(NdArrays.type(dataType));
    for (char order : new char[] {'c', 'f'}) {
      INDArray a = Activations.setting(Activation.SOFTMAX).getActivation(z.dup(order), true);
      double largest = 1 / (1 + Math.exp(-1) + Math.exp(-2));
      double middle = Math.exp(-1) * largest;
      double smallest = Math.exp(-2) * largest;
      double third = 1 / 3.0;
      double[] expected = {
        1, 0, 0, third, third, third, smallest, middle, largest, largest, smallest, middle
      };
      assertThat(NdArrays.toDoubles(a))
          .containsExactly(expected, within(4 * dataType.unitRoundoff()));
    }
  }

  @Test
  void softmaxOfOneColumnOrOneRowGoesRowByRow() {
    IActivation softmax = Activations.setting(Activation.SOFTMAX);
    INDArray column = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}});
    assertThat(NdArrays.toDoubles(softmax.getActivation(column, true))).containsExactly(1, 1, 1);
    INDArray row = Nd4j.createFromArray(new double[][] {{5, 5}});
    assertThat(NdArrays.toDoubles(softmax.getActivation(row, true))).containsExactly(0.5, 0.5);
  }

  @Test
  void softmaxIsDifferentiatedAsARow() {
    IActivation softmax = Activations.setting(Activation.SOFTMAX);
    INDArray z = Nd4j.createFromArray(new double[][] {{0.2, -0.7, 1.1}});
    INDArray da = Nd4j.createFromArray(new double[][] {{0.5, -1, 2}});
    double[] dz = NdArrays.toDoubles(softmax.backprop(z.dup(), da).getFirst());
    double h = 1e-5;
    for (int j = 0; j < 3; j++) {
      double above =
          softmax.getActivation(moved(z, j, h), true).mul(da).sumNumber().doubleValue();
      double below =
          softmax.getActivation(moved(z, j, -h), true).mul(da).sumNumber().doubleValue();
      assertThat(dz[j]).isCloseTo((above - below) / (2 * h), within(1e-9));
    }
  }

  private static INDArray moved(INDArray z, int j, double h) {
    return z.dup().putScalar(0, j, z.getDouble(0, j) + h);
  }

  private static INDArray row(DataType dataType, double... values) {
    return Nd4j.createFromArray(values).castTo(NdArrays.type(dataType)).reshape(1, values.length);
  }

  private static void assertClose(String what, double actual, double expected, DataType dataType) {
    double tolerance = TOLERANCE * dataType.unitRoundoff() * Math.max(1, Math.abs(expected));
    assertThat(actual).as(what).isCloseTo(expected, within(tolerance));
  }

  private static double value(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> z > 0 ? z : 0;
      case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
      case SIGMOID -> sigmoid(z);
      case TANH -> Math.tanh(z);
      case ELU -> z > 0 ? z : Math.expm1(z);
      case GELU -> z * normalDistribution(z);
      case GELU_TANH -> z * (1 + Math.tanh(inner(z))) / 2;
      case SILU -> z * sigmoid(z);
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  private static double derivative(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : 0.01;
      case SIGMOID -> sigmoid(z) * sigmoid(-z);
      case TANH -> 1 / Math.pow(Math.cosh(z), 2);
      case ELU -> z > 0 ? 1 : Math.exp(z);
      case GELU -> normalDistribution(z) + z * normalDensity(z);
      case GELU_TANH -> {
        double innerDerivative = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
        double slope = Math.abs(z) > 20 ? 0 : innerDerivative / Math.pow(Math.cosh(inner(z)), 2);
        yield (1 + Math.tanh(inner(z))) / 2 + z / 2 * slope;
      }
      case SILU -> sigmoid(z) * (1 + z * sigmoid(-z));
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double inner(double z) {
    return Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z);
  }

  private static double normalDensity(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The integral of the density by Simpson's rule: no formula in common with the code. */
  private static double normalDistribution(double z) {
    if (Math.abs(z) > 20) {
      return z > 0 ? 1 : 0;
    }
    int panels = 2000;
    double h = z / panels;
    double sum = 0;
    double lost = 0; // what rounding took from the sum (Kahan 1965)
    for (int i = 0; i < panels; i++) {
      double ends = normalDensity(i * h) + normalDensity((i + 1) * h);
      double term = ends + 4 * normalDensity((i + 0.5) * h) - lost;
      double next = sum + term;
      lost = next - sum - term;
      sum = next;
    }
    return 0.5 + sum * h / 6;
  }
}
