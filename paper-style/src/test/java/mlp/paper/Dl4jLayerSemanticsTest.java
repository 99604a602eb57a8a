package mlp.paper;

import static mlp.paper.Dl4jNetworks.X;
import static mlp.paper.Dl4jNetworks.Y;
import static mlp.paper.Dl4jNetworks.builder;
import static mlp.paper.Dl4jNetworks.dense;
import static mlp.paper.Dl4jNetworks.network;
import static mlp.paper.Dl4jNetworks.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What DL4J 1.0.0-M2.1 really does in its layers, where this track builds on it or goes around it:
 * a version that does otherwise fails here, by the name of what has changed.
 */
class Dl4jLayerSemanticsTest {
  private static final double EXACT = 1e-14;

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
    network.fit(X, Y);
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
    network.fit(X, Y);
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
    INDArray out = network(layer, output(2)).feedForward(X, true).get(1);
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
    network.fit(X, Y);
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
    // About 9000 of them are 1/0.9: the sum's standard deviation is 33, and 250 is seven of them.
    assertThat(sum / inputs).isCloseTo(1, within(0.025));
    assertThat(sum * 0.9).isCloseTo(Math.rint(sum * 0.9), within(1e-6));
  }

  @Test
  void aDropOutOfTheWholeConfigurationDropsTheInputsOfTheNetworkToo() {
    MultiLayerNetwork network = new MultiLayerNetwork(
        builder().dropOut(0.9).list().layer(dense(3)).layer(output(3)).build());
    assertThat(
            ((BaseLayer) network.getLayerWiseConfigurations().getConf(0).getLayer()).getIDropout())
        .isEqualTo(new org.deeplearning4j.nn.conf.dropout.Dropout(0.9));
  }

  @Test
  void aMaskMadeInTheWorkspaceOfTheForwardPassIsOutdatedInTheBackwardPass() {
    DenseLayer second =
        new DenseLayer.Builder().nIn(2).nOut(2).dropOut(new Workspaces()).build();
    MultiLayerNetwork network = network(dense(2), second, output(2));
    assertThatThrownBy(() -> network.fit(X, Y)).hasStackTraceContaining("workspace");
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
    Nd4j.getRandom().setSeed(1);
    return function
        .init(100, 300, new long[] {100, 300}, 'f', weights)
        .varNumber()
        .doubleValue();
  }
}
