package mlp.paper;

import static mlp.paper.Dl4jNetworks.X;
import static mlp.paper.Dl4jNetworks.Y;
import static mlp.paper.Dl4jNetworks.builder;
import static mlp.paper.Dl4jNetworks.gradients;
import static mlp.paper.Dl4jNetworks.network;
import static mlp.paper.Dl4jNetworks.output;
import static mlp.paper.Dl4jNetworks.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonDataSetIterator;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * What DL4J 1.0.0-M2.1 really does in training, where this track builds on it or goes around it: a
 * version that does otherwise fails here, by the name of what has changed.
 */
class Dl4jSemanticsTest {
  private static final double EXACT = 1e-14;

  @Test
  void gradientsAreSumsOverTheBatchWithoutL2AndTheScoreHasHalfOfIt() {
    MultiLayerNetwork network = network(output(2));
    MultiLayerNetwork withL2 = network(output().nIn(2).l2(0.5).build());
    MultiLayerNetwork withDecay = network(output().nIn(2).weightDecay(0.5, true).build());
    double[] sums = {0, 0};
    for (int i = 0; i < 4; i++) {
      INDArray g = gradients(network, X.getRow(i, true), Y.getRow(i, true)).getGradientFor("0_W");
      sums[0] += g.getDouble(0);
      sums[1] += g.getDouble(1);
    }
    assertThat(NdArrays.toDoubles(gradients(network, X, Y).getGradientFor("0_W")))
        .containsExactly(sums, within(EXACT));
    assertThat(NdArrays.toDoubles(gradients(withL2, X, Y).getGradientFor("0_W")))
        .containsExactly(sums, within(EXACT));
    double penalty = 0.25 * Math.pow(network.getParam("0_W").norm2Number().doubleValue(), 2);
    double score = network.score(new DataSet(X, Y));
    assertThat(withL2.score(new DataSet(X, Y))).isCloseTo(score + penalty, within(EXACT));
    assertThat(withDecay.score(new DataSet(X, Y))).isCloseTo(score + penalty, within(EXACT));
  }

  @Test
  void theScoreOfAStepHasThePenaltyOfTheWeightsBeforeIt() {
    MultiLayerNetwork network =
        network(output().nIn(2).l2(0.5).updater(new Sgd(0.1)).build());
    double loss = network(output(2)).score(new DataSet(X, Y));
    double penalty = network.calcRegularizationScore(true);
    network.fit(X, Y);
    assertThat(network.score() - penalty).isCloseTo(loss, within(EXACT));
    assertThat(network.calcRegularizationScore(true)).isNotCloseTo(penalty, within(1e-3));
  }

  @Test
  void anUpdateDividesThenClipsThenAddsL2ThenUpdatesThenDecays() {
    double rate = 0.1;
    Layer layer = output()
        .nIn(2)
        .updater(new Sgd(rate))
        .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
        .gradientNormalizationThreshold(0.3)
        .regularization(List.of(new Decay(0.5, false), new WeightDecay(0.25, true)))
        .build();
    MultiLayerNetwork network = network(layer);
    double[] w = NdArrays.toDoubles(network.getParam("0_W"));
    double[] sums = NdArrays.toDoubles(gradients(network, X, Y).getGradientFor("0_W"));
    network.fit(X, Y);
    double[] after = NdArrays.toDoubles(network.getParam("0_W"));
    for (int i = 0; i < w.length; i++) {
      double clipped = Math.max(-0.3, Math.min(0.3, sums[i] / 4));
      double update = rate * (clipped + 0.5 * w[i]) + rate * 0.25 * w[i];
      assertThat(after[i]).isCloseTo(w[i] - update, within(EXACT));
    }
    assertThat(Arrays.stream(sums).map(sum -> Math.abs(sum / 4)).max().orElseThrow())
        .isGreaterThan(0.3);
    // The gradient now holds the update.
    double update = network.gradient().getGradientFor("0_W").getDouble(0);
    assertThat(update).isCloseTo(w[0] - after[0], within(EXACT));
  }

  @Test
  void aWeightDecayOfTheWholeConfigurationIsAppliedTwice() {
    NeuralNetConfiguration.Builder global = builder().updater(new Sgd(0.1)).weightDecay(0.5);
    MultiLayerNetwork network =
        new MultiLayerNetwork(global.list().layer(output(2)).build());
    network.init(parameters(3), false);
    double w = network.getParam("0_W").getDouble(0);
    double g = gradients(network, X, Y).getGradientFor("0_W").getDouble(0) / 4;
    network.fit(X, Y);
    assertThat(network.getParam("0_W").getDouble(0))
        .isCloseTo(w - 0.1 * g - 2 * 0.1 * 0.5 * w, within(EXACT));
  }

  @Test
  void iterationsCountFromZeroAndASetLearningRateKeepsTheUpdatersState() {
    MultiLayerNetwork network =
        network(output().nIn(2).updater(new Nesterovs(0.1, 0.9)).build());
    List<Integer> iterations = new ArrayList<>();
    network.setListeners(new BaseTrainingListener() {
      @Override
      public void iterationDone(org.deeplearning4j.nn.api.Model model, int iteration, int epoch) {
        iterations.add(iteration);
      }
    });
    network.fit(X, Y);
    double[] velocity = NdArrays.toDoubles(network.getUpdater().getStateViewArray());
    network.setLearningRate(0.01);
    assertThat(NdArrays.toDoubles(network.getUpdater().getStateViewArray()))
        .containsExactly(velocity);
    network.fit(X, Y);
    network.setIterationCount(7);
    network.fit(X, Y);
    assertThat(iterations).containsExactly(0, 1, 7);
  }

  @Test
  void onlyFitOfAnIteratorCountsEpochs() {
    MultiLayerNetwork network = network(output(2));
    network.fit(X, Y);
    network.fit(new DataSet(X, Y));
    assertThat(network.getEpochCount()).isZero();
    assertThat(network.getIterationCount()).isEqualTo(2);
    network.fit(new SingletonDataSetIterator(new DataSet(X, Y)));
    assertThat(network.getEpochCount()).isEqualTo(1);
  }

  @Test
  void polyScheduleGrowsAndThenIsZero() {
    PolySchedule schedule = new PolySchedule(ScheduleType.ITERATION, 0.1, 2, 10);
    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.1);
    assertThat(schedule.valueAt(5, 0)).isCloseTo(0.1 * 1.5 * 1.5, within(EXACT));
    assertThat(schedule.valueAt(10, 0)).isZero();
  }

  @Test
  void listenersAreNoPartOfASavedNetwork() throws IOException {
    MultiLayerNetwork network = network(output(2));
    network.setListeners(new BaseTrainingListener() {});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, true);
    assertThat(ModelSerializer.restoreMultiLayerNetwork(
                new ByteArrayInputStream(out.toByteArray()), true)
            .getListeners())
        .isEmpty();
  }
}
