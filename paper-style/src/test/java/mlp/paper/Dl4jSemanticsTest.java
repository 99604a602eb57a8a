package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * What DL4J 1.0.0-M2.1 really does, where this track builds on it or goes around it: a version that
 * does otherwise fails here, by the name of what has changed. The networks have one output and the
 * squared error.
 */
class Dl4jSemanticsTest {
  private static final double EXACT = 1e-14;

  private final INDArray x =
      Nd4j.createFromArray(new double[][] {{1, -2}, {0.5, 3}, {-1, 0.25}, {2, 1}});
  private final INDArray y = Nd4j.createFromArray(new double[][] {{1}, {0}, {-1}, {2}});

  // Defaults

  @Test
  void whatIsNotSetIsASigmoidXavierWeightsAndPlainDescent() {
    MultiLayerNetwork network = network(new DenseLayer.Builder().nIn(2).nOut(3).build(), output(3));
    BaseLayer layer = (BaseLayer) network.getLayer(0).conf().getLayer();
    assertThat(layer.getActivationFn()).isInstanceOf(ActivationSigmoid.class);
    assertThat(layer.getWeightInitFn()).isEqualTo(WeightInit.XAVIER.getWeightInitFunction());
    assertThat(layer.getIUpdater()).isEqualTo(new Sgd(1e-3));
  }

  @Test
  void initializersHaveTheseVariances() {
    assertThat(variance(WeightInit.XAVIER)).isCloseTo(2.0 / (100 + 300), within(1e-4));
    assertThat(variance(WeightInit.XAVIER_FAN_IN)).isCloseTo(1.0 / 100, within(3e-4));
    assertThat(variance(WeightInit.LECUN_NORMAL)).isCloseTo(1.0 / 100, within(3e-4));
    assertThat(variance(WeightInit.RELU)).isCloseTo(2.0 / 100, within(6e-4));
    // The radius 3/√in, where √(3/in) gives the variance 1/in.
    assertThat(variance(WeightInit.LECUN_UNIFORM)).isCloseTo(3.0 / 100, within(6e-4));
  }

  @Test
  void weightsAreInAndOutInFOrderBeforeTheBias() {
    MultiLayerNetwork network = network(dense(3), output(3));
    assertThat(network.paramTable().keySet()).containsExactly("0_W", "0_b", "1_W", "1_b");
    assertThat(network.getParam("0_W").shape()).containsExactly(2, 3);
    assertThat(network.getParam("0_W").ordering()).isEqualTo('f');
  }

  @Test
  void buildingAConfigurationSeedsTheGeneratorOfAllNd4j() {
    long seed = Nd4j.getRandom().getSeed();
    new NeuralNetConfiguration.Builder().seed(seed + 1);
    assertThat(Nd4j.getRandom().getSeed()).isEqualTo(seed + 1);
    Nd4j.getRandom().setSeed(seed);
  }

  // Gradients, score, and the order of an update

  @Test
  void gradientsAreSumsOverTheBatchWithoutL2AndTheScoreHasHalfOfIt() {
    MultiLayerNetwork network = network(output(2));
    MultiLayerNetwork withL2 = network(output().nIn(2).l2(0.5).build());
    MultiLayerNetwork withDecay = network(output().nIn(2).weightDecay(0.5, true).build());
    double[] sums = {0, 0};
    for (int i = 0; i < 4; i++) {
      INDArray g = gradients(network, x.getRow(i, true), y.getRow(i, true)).getGradientFor("0_W");
      sums[0] += g.getDouble(0);
      sums[1] += g.getDouble(1);
    }
    assertThat(NdArrays.toDoubles(gradients(network, x, y).getGradientFor("0_W")))
        .containsExactly(sums, within(EXACT));
    assertThat(NdArrays.toDoubles(gradients(withL2, x, y).getGradientFor("0_W")))
        .containsExactly(sums, within(EXACT));
    double penalty = 0.25 * Math.pow(network.getParam("0_W").norm2Number().doubleValue(), 2);
    double score = network.score(new DataSet(x, y));
    assertThat(withL2.score(new DataSet(x, y))).isCloseTo(score + penalty, within(EXACT));
    assertThat(withDecay.score(new DataSet(x, y))).isCloseTo(score + penalty, within(EXACT));
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
    double[] sums = NdArrays.toDoubles(gradients(network, x, y).getGradientFor("0_W"));
    network.fit(x, y);
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
    double g = gradients(network, x, y).getGradientFor("0_W").getDouble(0) / 4;
    network.fit(x, y);
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
    network.fit(x, y);
    double[] velocity = NdArrays.toDoubles(network.getUpdater().getStateViewArray());
    network.setLearningRate(0.01);
    assertThat(NdArrays.toDoubles(network.getUpdater().getStateViewArray()))
        .containsExactly(velocity);
    network.fit(x, y);
    network.setIterationCount(7);
    network.fit(x, y);
    assertThat(iterations).containsExactly(0, 1, 7);
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

  // Max-norm

  @Test
  void maxNormConstraintAddsToTheNormAndIsAppliedTwice() {
    MultiLayerNetwork network = network(output()
        .nIn(2)
        .updater(new Sgd(0))
        .constrainWeights(new MaxNormConstraint(10, 0))
        .build());
    double[] before = NdArrays.toDoubles(network.getParam("0_W"));
    double norm = network.getParam("0_W").norm2Number().doubleValue();
    network.fit(x, y);
    double once = norm / (norm + 1e-6);
    double twice = once * (norm * once) / (norm * once + 1e-6);
    assertThat(norm).isLessThan(10); // so that nothing should have changed
    assertThat(network.getParam("0_W").getDouble(0) / before[0]).isCloseTo(twice, within(1e-12));
  }

  // Batch normalization

  @Test
  void batchNormalizationByDefaultKeepsTheLogarithmOfTheDeviation() {
    assertThat(new BatchNormalization.Builder().build().isUseLogStd()).isTrue();
    MultiLayerNetwork network =
        network(new BatchNormalization.Builder().nOut(2).build(), output(2));
    assertThat(network.paramTable()).containsKey("0_log10stdev").doesNotContainKey("0_var");
  }

  @Test
  void theRunningVarianceIsBiasedAndTheDecayIsTheWeightOfTheOldValue() {
    BatchNormalization layer =
        new BatchNormalization.Builder().nOut(2).useLogStd(false).build();
    assertThat(layer.getDecay()).isEqualTo(0.9);
    assertThat(layer.getEps()).isEqualTo(1e-5);
    MultiLayerNetwork network = network(layer, output(2));
    network.getParam("0_mean").assign(0.5);
    network.getParam("0_var").assign(2);
    network.fit(x, y);
    double mean = (1 + 0.5 - 1 + 2) / 4;
    double biased = (0.375 * 0.375 + 0.125 * 0.125 + 1.625 * 1.625 + 1.375 * 1.375) / 4;
    assertThat(network.getParam("0_mean").getDouble(0))
        .isCloseTo(0.9 * 0.5 + 0.1 * mean, within(EXACT));
    assertThat(network.getParam("0_var").getDouble(0))
        .isCloseTo(0.9 * 2 + 0.1 * biased, within(EXACT));
  }

  @Test
  void anActivationSetOnBatchNormalizationIsIgnored() {
    BatchNormalization layer = new BatchNormalization.Builder()
        .nOut(2)
        .useLogStd(false)
        .activation(Activation.SIGMOID)
        .build();
    INDArray out = network(layer, output(2)).feedForward(x, true).get(1);
    assertThat(out.minNumber().doubleValue()).isNegative();
  }

  @Test
  void dl4jsClippingAlsoClipsTheRunningStatistics() {
    BatchNormalization layer = new BatchNormalization.Builder()
        .nOut(2)
        .useLogStd(false)
        .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
        .gradientNormalizationThreshold(1e-3)
        .build();
    MultiLayerNetwork network = network(layer, output(2));
    network.getParam("0_mean").assign(0);
    network.fit(x, y);
    assertThat(network.getParam("0_mean").getDouble(0)).isCloseTo(1e-3, within(EXACT));
  }

  // Dropout

  @Test
  void dropOutTakesTheProbabilityToRetainAndDropsTheInputs() {
    int inputs = 10_000;
    DenseLayer layer = new DenseLayer.Builder()
        .nIn(inputs)
        .nOut(1)
        .activation(Activation.IDENTITY)
        .dropOut(0.9)
        .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(builder().list().layer(layer).layer(output(1)).build());
    network.init();
    network.getParam("0_W").assign(1);
    network.getParam("0_b").assign(0);
    double sum =
        network.feedForward(Nd4j.ones(DataType.DOUBLE, 1, inputs), true).get(1).getDouble(0);
    // Each of about 9000 is 1/0.9: a deviation of 33 has never been seen seven times over.
    assertThat(sum / inputs).isCloseTo(1, within(0.025));
    assertThat(sum * 0.9).isCloseTo(Math.rint(sum * 0.9), within(1e-6));
  }

  @Test
  void aMaskMadeInTheWorkspaceOfTheForwardPassIsOutdatedInTheBackwardPass() {
    DenseLayer second =
        new DenseLayer.Builder().nIn(2).nOut(2).dropOut(new Workspaces()).build();
    MultiLayerNetwork network = network(dense(2), second, output(2));
    assertThatThrownBy(() -> network.fit(x, y)).hasStackTraceContaining("workspace");
  }

  /** Keeps as its mask whatever array it makes. */
  private static final class Workspaces implements IDropout {
    private static final long serialVersionUID = 1L;

    private transient INDArray mask;

    @Override
    public INDArray applyDropout(
        INDArray a, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
      mask = Nd4j.ones(a.dataType(), a.shape());
      return a.mul(mask, result);
    }

    @Override
    public INDArray backprop(INDArray dout, INDArray result, int iteration, int epoch) {
      return dout.mul(mask, result);
    }

    @Override
    public void clear() {
      mask = null;
    }

    @Override
    public Workspaces clone() {
      return new Workspaces();
    }
  }

  private static double variance(WeightInit initializer) {
    IWeightInit function = initializer.getWeightInitFunction();
    INDArray weights = Nd4j.create(DataType.DOUBLE, 100 * 300);
    return function
        .init(100, 300, new long[] {100, 300}, 'f', weights)
        .varNumber()
        .doubleValue();
  }

  private static Gradient gradients(MultiLayerNetwork network, INDArray x, INDArray y) {
    network.setInput(x);
    network.setLabels(y);
    network.computeGradientAndScore();
    return network.gradient();
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(Nd4j.getRandom().getSeed())
        .dataType(DataType.DOUBLE);
  }

  private static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    network.params().assign(parameters(network.numParams()));
    return network;
  }

  // 0.5, −0.25, 0.75, …
  private static INDArray parameters(long count) {
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 2 == 0 ? 0.5 : -0.25) + 0.125 * (i % 5);
    }
    return Nd4j.createFromArray(values).reshape(1, count);
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder()
        .nIn(2)
        .nOut(units)
        .activation(Activation.TANH)
        .build();
  }

  private static OutputLayer output(int inputs) {
    return output().nIn(inputs).build();
  }

  private static OutputLayer.Builder output() {
    return new OutputLayer.Builder(new LossMSE()).nOut(1).activation(Activation.IDENTITY);
  }
}
