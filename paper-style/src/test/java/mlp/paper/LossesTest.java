package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** R3 to R5, where they are easy and where they are not. */
class LossesTest {
  @ParameterizedTest
  @EnumSource(DataType.class)
  void r3SquaredErrorIsTheMeanOverBatchAndOutputs(DataType dataType) {
    // a = x: W is the unit matrix. L = (1 + 4 + 9 + 16)/4; db = Σ over rows of 2a/(2·2).
    PaperMlp mlp = oneLayer(Loss.SQUARED_ERROR, Activation.IDENTITY, 1, dataType);
    Batch batch = batch(new double[] {1, 2, 3, 4}, new double[] {0, 0, 0, 0}, dataType);
    assertThat(mlp.loss(batch)).isEqualTo(7.5);
    assertThat(mlp.gradients(batch).get("b1").values()).containsExactly(2, 3);
    assertThat(mlp.gradients(batch).get("W1").values()).containsExactly(5, 7, 7, 10);
    assertThat(mlp.step(batch)).isEqualTo(7.5);
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void r4SoftmaxCrossEntropyIsExactAtAThousand(DataType dataType) {
    double[][] z = {{1000, -1000, 0}, {1000, -1000, 0}, {-1000, -1000, -1000}, {0, 1000, 1000}};
    double[][] y = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0.5, 0.5, 0}};
    double third = 1 / 3.0;
    assertLoss(
        Loss.SOFTMAX_CROSS_ENTROPY,
        Activation.SOFTMAX,
        z,
        y,
        new double[] {2000, 0, Math.log(3), 500 + Math.log(2)},
        new double[] {1, -1, 0, 0, 0, 0, third, third, third - 1, -0.5, 0, 0.5},
        dataType);
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void r5SigmoidCrossEntropyIsExactAtAThousand(DataType dataType) {
    double[][] z = {{1000, -1000}, {1000, -1000}, {0, 40}};
    double[][] y = {{0, 1}, {1, 0}, {1, 0}};
    assertLoss(
        Loss.SIGMOID_CROSS_ENTROPY,
        Activation.SIGMOID,
        z,
        y,
        new double[] {1000, 0, (Math.log(2) + 40 + Math.exp(-40)) / 2},
        new double[] {0.5, -0.5, 0, 0, -0.25, 0.5},
        dataType);
  }

  @Test
  void r5ASmallLossKeepsItsDigits() {
    double[] loss = NdArrays.toDoubles(Losses.setting(Loss.SIGMOID_CROSS_ENTROPY)
        .computeScoreArray(
            Nd4j.createFromArray(new double[][] {{1}}),
            Nd4j.createFromArray(new double[][] {{30}}),
            Activations.setting(Activation.SIGMOID),
            null));
    assertThat(loss[0] / Math.exp(-30)).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"SOFTMAX_CROSS_ENTROPY", "SIGMOID_CROSS_ENTROPY"})
  void aStepFromLogitsOfAThousandStaysFinite(Loss loss) {
    Activation output =
        loss == Loss.SOFTMAX_CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
    for (DataType dataType : DataType.values()) {
      PaperMlp mlp = oneLayer(loss, output, 1000, dataType);
      Batch batch = batch(new double[] {1, -1, -1, -1}, new double[] {0, 1, 1, 0}, dataType);
      assertThat(mlp.step(batch)).isFinite().isPositive();
      for (Tensor tensor : mlp.parameters().tensors()) {
        assertThat(tensor.values()).doesNotContain(Double.NaN);
      }
    }
  }

  @Test
  void theCrossEntropiesRefuseAMaskRatherThanPassOverIt() {
    INDArray array = Nd4j.createFromArray(new double[][] {{1, 0}});
    ILossFunction loss = Losses.setting(Loss.SOFTMAX_CROSS_ENTROPY);
    IActivation softmax = Activations.setting(Activation.SOFTMAX);
    assertThatThrownBy(() -> loss.computeScore(array, array, softmax, array, true))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> loss.computeGradient(array, array, softmax, array))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static void assertLoss(
      Loss loss,
      Activation activation,
      double[][] logits,
      double[][] targets,
      double[] exampleLosses,
      double[] gradient,
      DataType dataType) {
    ILossFunction setting = Losses.setting(loss);
    IActivation output = Activations.setting(activation);
    INDArray z = Nd4j.createFromArray(logits).castTo(NdArrays.type(dataType));
    INDArray y = Nd4j.createFromArray(targets).castTo(NdArrays.type(dataType));
    double u = dataType.unitRoundoff();
    double sum = 0;
    double[] scores = NdArrays.toDoubles(setting.computeScoreArray(y, z, output, null));
    for (int i = 0; i < exampleLosses.length; i++) {
      assertThat(scores[i]).isCloseTo(exampleLosses[i], within(2 * u * exampleLosses[i]));
      sum += exampleLosses[i];
    }
    assertThat(setting.computeScore(y, z, output, null, false)).isCloseTo(sum, within(2 * u * sum));
    assertThat(setting.computeScore(y, z, output, null, true))
        .isCloseTo(sum / logits.length, within(2 * u * sum));
    assertThat(NdArrays.toDoubles(setting.computeGradient(y, z, output, null)))
        .containsExactly(gradient, within(4 * u));
    // The logits are as they were: DL4J computes the score from them after the gradient.
    assertThat(z.getDouble(0, 0)).isEqualTo(logits[0][0]);
  }

  private static PaperMlp oneLayer(
      Loss loss, Activation output, double diagonal, DataType dataType) {
    Network network = Network.withInputs(2).layer(2, output).loss(loss);
    Parameters parameters = new Parameters(List.of(
        Tensor.of("W1", new double[] {diagonal, 0, 0, diagonal}, 2, 2),
        Tensor.of("b1", new double[2], 2)));
    Training training = new Training(new Optimizer.Sgd(), 0.1, 2, 1, 1);
    return new PaperMlp(network, training, parameters, dataType);
  }

  private static Batch batch(double[] x, double[] y, DataType dataType) {
    return new Batch(Matrix.of(2, 2, x), Matrix.of(2, 2, y)).as(dataType);
  }
}
