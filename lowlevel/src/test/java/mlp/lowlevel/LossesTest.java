package mlp.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The losses where exponentials overflow and where digits could be lost. */
class LossesTest {

  // Rows: (1000, −1000, 0) of class 0 costs 0; of class 1, 2000; (0, 0, 0) costs log 3.
  @ParameterizedTest
  @EnumSource(DataType.class)
  void softmaxCrossEntropyIsStable(DataType dataType) {
    INDArray z = array(dataType, 3, 3, 1000, -1000, 0, 1000, -1000, 0, 0, 0, 0);
    INDArray y = array(dataType, 3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1);
    INDArray p = z.ulike();
    Activations.forward(Activation.SOFTMAX, z, p);
    assertThat(Losses.forward(Loss.SOFTMAX_CROSS_ENTROPY, z, p, y))
        .isCloseTo((2000 + Math.log(3)) / 3, relative(dataType, 2000 / 3.0));
  }

  // A p that is no normal number has lost digits, which the loss must not.
  @ParameterizedTest
  @EnumSource(DataType.class)
  void softmaxCrossEntropyOfTheSmallestNumbers(DataType dataType) {
    for (double logit : new double[] {50, 80, 95, 102, 600, 720, 740}) {
      INDArray z = array(dataType, 1, 2, logit, 0);
      INDArray y = array(dataType, 1, 2, 0, 1);
      INDArray p = z.ulike();
      Activations.forward(Activation.SOFTMAX, z, p);
      assertThat(Losses.forward(Loss.SOFTMAX_CROSS_ENTROPY, z, p, y))
          .isCloseTo(logit, relative(dataType, logit));
    }
  }

  // z = 1000 of target 1 costs 0, of target 0, 1000; z = 0 costs log 2 whatever the target.
  @ParameterizedTest
  @EnumSource(DataType.class)
  void sigmoidCrossEntropyIsStable(DataType dataType) {
    INDArray z = array(dataType, 3, 2, 1000, 1000, -1000, -1000, 0, 0);
    INDArray y = array(dataType, 3, 2, 1, 0, 1, 0, 1, 0.5);
    assertThat(Losses.forward(Loss.SIGMOID_CROSS_ENTROPY, z, z, y))
        .isCloseTo((2000 + 2 * Math.log(2)) / 6, relative(dataType, 2000 / 6.0));
  }

  // A row that is almost right costs log(1 + e^−z), of which log(1 + x) by addition would leave
  // nothing.
  @ParameterizedTest
  @EnumSource(DataType.class)
  void smallSigmoidCrossEntropyKeepsItsDigits(DataType dataType) {
    for (double logit : new double[] {1, 5, 15, 30, 60}) {
      INDArray z = array(dataType, 1, 1, logit);
      INDArray y = array(dataType, 1, 1, 1);
      double expected = Math.log1p(Math.exp(-logit));
      assertThat(Losses.forward(Loss.SIGMOID_CROSS_ENTROPY, z, z, y))
          .isCloseTo(expected, relative(dataType, expected));
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void squaredErrorIsTheMeanOverBatchAndOutputs(DataType dataType) {
    INDArray a = array(dataType, 2, 2, 1, 2, 3, 4);
    INDArray y = array(dataType, 2, 2, 0, 0, 3, 2);
    assertThat(Losses.forward(Loss.SQUARED_ERROR, a, a, y)).isEqualTo((1 + 4 + 0 + 4) / 4.0);
    INDArray da = a.ulike();
    Losses.squaredErrorBackward(a, y, da);
    assertThat(NdArrays.toTensor("da", da).values()).containsExactly(0.5, 1, 0, 1);
  }

  @ParameterizedTest
  @EnumSource(value = Loss.class, names = "SQUARED_ERROR", mode = EnumSource.Mode.EXCLUDE)
  void crossEntropyGradientsAreMeans(Loss loss) {
    INDArray p = array(DataType.FLOAT64, 2, 2, 0.5, 0.5, 0.25, 0.75);
    INDArray y = array(DataType.FLOAT64, 2, 2, 1, 0, 0, 1);
    INDArray dz = p.ulike();
    Losses.crossEntropyBackward(loss, p, y, dz);
    double count = loss == Loss.SOFTMAX_CROSS_ENTROPY ? 2 : 4;
    assertThat(NdArrays.toTensor("dz", dz).values())
        .containsExactly(-0.5 / count, 0.5 / count, 0.25 / count, -0.25 / count);
  }

  private static Offset<Double> relative(DataType dataType, double scale) {
    return within(8 * dataType.unitRoundoff() * scale);
  }

  private static INDArray array(DataType dataType, int rows, int columns, double... values) {
    INDArray array = NdArrays.uninitialized(dataType, 'f', rows, columns);
    NdArrays.assign(array, Tensor.of("z", values, rows, columns));
    return array;
  }
}
