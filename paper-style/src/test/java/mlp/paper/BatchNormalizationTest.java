package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R8, where DL4J needs help. */
class BatchNormalizationTest {
  private final Network network = Network.withInputs(4)
      .layer(new Layer(5, Activation.SIGMOID, new Normalization.Batch(0.75, 1e-3), 0))
      .layer(3, Activation.IDENTITY)
      .loss(Loss.SQUARED_ERROR);

  @ParameterizedTest
  @EnumSource(DataType.class)
  void aBatchOfOneRowTrainsBetaAndLeavesGammaAndTheWeights(DataType dataType) {
    PaperMlp mlp = Examples.mlp(network, new Optimizer.Sgd(), dataType);
    Batch batch = Examples.batch(network, 1, 1, dataType);
    Trace trace = mlp.trace(batch);
    assertThat(values(trace, "bn1.mean")).containsExactly(values(trace, "z1"));
    assertThat(values(trace, "bn1.var")).containsOnly(0);
    assertThat(values(trace, "bn1.out")).containsOnly(0);
    assertThat(values(trace, "a1")).containsOnly(0.5);
    assertThat(values(trace, "dbeta1")).containsExactly(values(trace, "dbn1.out"));
    assertThat(values(trace, "dgamma1")).containsOnly(0);
    assertThat(values(trace, "dz1")).containsOnly(0);
    assertThat(values(trace, "W1.after")).containsExactly(values(trace, "W1"));
    assertThat(values(trace, "bn1.running.var.after")).containsOnly(0.75);
    double[] mean = values(trace, "bn1.running.mean.after");
    for (int j = 0; j < mean.length; j++) {
      assertThat(mean[j])
          .isCloseTo(0.25 * values(trace, "z1")[j], within(4 * dataType.unitRoundoff()));
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void evaluationUsesTheRunningStatistics(DataType dataType) {
    PaperMlp mlp = Examples.mlp(network, new Optimizer.Sgd(), dataType);
    Batch batch = Examples.batch(network, 6, 1, dataType);
    assertThat(mlp.loss(batch)).isNotEqualTo(mlp.trainingLoss(batch));
    // With means of 0 and variances of 1 what is left is a division by √(1 + ε).
    Trace trace = mlp.trace(batch);
    double a = 1 / (1 + Math.exp(-values(trace, "z1")[0] / Math.sqrt(1.001)));
    PaperMlp first = Examples.mlp(network, new Optimizer.Sgd(), dataType);
    double actual =
        first.model().feedForward(NdArrays.of(batch.inputs()), false).get(3).getDouble(0, 0);
    assertThat(actual).isCloseTo(a, within(8 * dataType.unitRoundoff()));
  }

  private static double[] values(Trace trace, String name) {
    return trace.find(name).map(Tensor::values).orElseThrow();
  }
}
