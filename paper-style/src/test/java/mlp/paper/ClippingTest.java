package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R13, through a listener of DL4J. */
class ClippingTest {
  private final Network network = Network.withInputs(4)
      .layer(new Layer(5, Activation.TANH, Normalization.Batch.standard(), 0))
      .layer(3, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  @ParameterizedTest
  @EnumSource(DataType.class)
  void r13TheNormIsThatOfTheMeanGradientsTogether(DataType dataType) {
    double max = 0.05;
    Trace trace = trace(new Clipping.GlobalNorm(max), dataType);
    double squares = 0;
    for (String name : network.parameterShapes().keySet()) {
      squares += Arrays.stream(values(trace, "d" + name)).map(g -> g * g).sum();
    }
    double norm = Math.sqrt(squares);
    double u = dataType.unitRoundoff();
    assertThat(norm).isGreaterThan(max);
    assertThat(values(trace, "clip.norm")[0]).isCloseTo(norm, within(8 * u * norm));
    for (String name : network.parameterShapes().keySet()) {
      double[] before = values(trace, name);
      double[] g = values(trace, "d" + name);
      double[] after = values(trace, name + ".after");
      for (int i = 0; i < g.length; i++) {
        double expected = before[i] - g[i] * max / norm;
        assertThat(after[i]).as(name).isCloseTo(expected, within(8 * u));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void r13ByValueEachMeanGradientIsWithinTheBounds(DataType dataType) {
    double max = 0.01;
    Trace trace = trace(new Clipping.Value(max), dataType);
    int clipped = 0;
    for (String name : network.parameterShapes().keySet()) {
      double[] before = values(trace, name);
      double[] g = values(trace, "d" + name);
      double[] after = values(trace, name + ".after");
      for (int i = 0; i < g.length; i++) {
        clipped += Math.abs(g[i]) > max ? 1 : 0;
        double expected = before[i] - Math.min(Math.max(g[i], -max), max);
        assertThat(after[i]).as(name).isCloseTo(expected, within(8 * dataType.unitRoundoff()));
      }
    }
    assertThat(clipped).isPositive();
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void r8TheRunningStatisticsAreNotClipped(DataType dataType) {
    for (Clipping clipping :
        new Clipping[] {new Clipping.GlobalNorm(1e-9), new Clipping.Value(1e-9)}) {
      Trace trace = trace(clipping, dataType);
      double[] mean = values(trace, "bn1.mean");
      double[] after = values(trace, "bn1.running.mean.after");
      for (int i = 0; i < mean.length; i++) {
        assertThat(after[i]).isCloseTo(0.1 * mean[i], within(8 * dataType.unitRoundoff()));
      }
    }
  }

  @Test
  void aTraceLeavesTheListenersAsTheyWere() {
    PaperMlp mlp = mlp(new Clipping.GlobalNorm(0.05), DataType.FLOAT64);
    TrainingListener another = new BaseTrainingListener() {};
    mlp.model().addListeners(another);
    mlp.trace(batch(DataType.FLOAT64));
    assertThat(mlp.model().getListeners())
        .hasSize(2)
        .contains(another)
        .hasAtLeastOneElementOfType(mlp.paper.Clipping.class);
  }

  private Trace trace(Clipping clipping, DataType dataType) {
    return mlp(clipping, dataType).trace(batch(dataType));
  }

  private PaperMlp mlp(Clipping clipping, DataType dataType) {
    Training training = new Training(new Optimizer.Sgd(), 1, 7, 1, 1)
        .toBuilder().clipping(clipping).build();
    return Examples.mlp(network, training, dataType);
  }

  private Batch batch(DataType dataType) {
    return Examples.batch(network, 7, 1, dataType);
  }

  private static double[] values(Trace trace, String name) {
    return trace.find(name).map(Tensor::values).orElseThrow();
  }
}
