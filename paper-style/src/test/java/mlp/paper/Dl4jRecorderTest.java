package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mlp.api.Batch;
import mlp.api.InvalidInput;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jRecorderTest {
  private static final int ROWS = 6;

  private static NeuralNetConfiguration.ListBuilder settings(DataType dataType, IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(dataType)
        .updater(updater)
        .l2(0.01)
        .list();
  }

  // 4-5-6-3 with all that a network may have, each in one of the forms that users write.
  private static NeuralNetConfiguration.ListBuilder full(DataType dataType, IUpdater updater) {
    return settings(dataType, updater)
        .layer(new DenseLayer.Builder()
            .nIn(4)
            .nOut(5)
            .activation(Activation.IDENTITY)
            .dropOut(0.9)
            .build())
        .layer(new BatchNormalization.Builder().nOut(5).build())
        .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
        .layer(new DropoutLayer.Builder(0.8).nIn(5).nOut(5).build())
        .layer(new DenseLayer.Builder()
            .nIn(5)
            .nOut(6)
            .activation(Activation.IDENTITY)
            .build())
        .layer(new BatchNormalization.Builder().nOut(6).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(6)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build());
  }

  private static Network fullNetwork() {
    Normalization normalization = Normalization.Batch.standard();
    return Network.withInputs(4)
        .inputDropout(0.1)
        .layer(new Layer(5, mlp.api.Activation.TANH, normalization, 0.2))
        .layer(new Layer(6, mlp.api.Activation.IDENTITY, normalization, 0))
        .layer(3, mlp.api.Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static NeuralNetConfiguration.ListBuilder plain(
      DataType dataType, IUpdater updater, LossFunction loss) {
    Activation output = switch (loss) {
      case MCXENT, NEGATIVELOGLIKELIHOOD -> Activation.SOFTMAX;
      case XENT -> Activation.SIGMOID;
      default -> Activation.TANH;
    };
    return settings(dataType, updater)
        .layer(
            new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.RELU).build())
        .layer(new OutputLayer.Builder(loss).nIn(5).nOut(3).activation(output).build());
  }

  private static Network plainNetwork() {
    return Examples.network(mlp.api.Activation.RELU, Loss.SQUARED_ERROR);
  }

  private static MultiLayerNetwork model(NeuralNetConfiguration.ListBuilder settings) {
    MultiLayerNetwork model = new MultiLayerNetwork(settings.build());
    model.init();
    return model;
  }

  private static Training training() {
    return new Training(new Optimizer.Sgd(), 0.1, ROWS, 1, 1);
  }

  private static Batch batch(Network network, int seed, DataType dataType) {
    mlp.api.DataType ours =
        dataType == DataType.FLOAT ? mlp.api.DataType.FLOAT32 : mlp.api.DataType.FLOAT64;
    return Examples.batch(network, ROWS, seed, ours);
  }

  static Stream<Arguments> updatersAndTypes() {
    return Stream.of(
            new Sgd(0.1),
            new Nesterovs(0.1, 0.9),
            new Adam(0.01),
            new RmsProp(0.01),
            new AdaGrad(0.1),
            new Nadam(0.01))
        .flatMap(updater ->
            Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(updater, type)));
  }

  @ParameterizedTest
  @MethodSource("updatersAndTypes")
  void recordingChangesNoBitOfTheTraining(IUpdater updater, DataType dataType) {
    double[] recorded = trained(full(dataType, updater.clone()), fullNetwork(), dataType, true);
    double[] unrecorded = trained(full(dataType, updater.clone()), fullNetwork(), dataType, false);
    assertThat(recorded).containsExactly(unrecorded);
  }

  @ParameterizedTest
  @EnumSource(
      value = LossFunction.class,
      names = {"MCXENT", "NEGATIVELOGLIKELIHOOD", "XENT", "MSE", "L2", "L1"})
  void norDoesItWithAnyLoss(LossFunction loss) {
    double[] recorded =
        trained(plain(DataType.DOUBLE, new Sgd(0.1), loss), plainNetwork(), DataType.DOUBLE, true);
    double[] unrecorded =
        trained(plain(DataType.DOUBLE, new Sgd(0.1), loss), plainNetwork(), DataType.DOUBLE, false);
    assertThat(recorded).containsExactly(unrecorded);
  }

  // The parameters, the updater's state and the scores of three steps, in one array.
  private static double[] trained(
      NeuralNetConfiguration.ListBuilder settings,
      Network network,
      DataType dataType,
      boolean isRecorded) {
    MultiLayerNetwork model = model(settings);
    Dl4jRecorder recorder = new Dl4jRecorder(model, network, training());
    double[] scores = new double[3];
    for (int t = 0; t < scores.length; t++) {
      Batch batch = batch(network, t, dataType);
      if (isRecorded) {
        recorder.fit(batch);
      } else {
        model.fit(NdArrays.of(batch.inputs()), NdArrays.of(batch.targets()));
      }
      scores[t] = model.score();
    }
    INDArray state = model.getUpdater().getStateViewArray();
    return Stream.of(
            NdArrays.toDoubles(model.params()),
            state == null ? new double[0] : NdArrays.toDoubles(state),
            scores)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void everyTensorIsRecordedInTheOrderOfItsComputation() {
    Trace trace = trace(full(DataType.DOUBLE, new Adam(0.01)), fullNetwork());
    assertThat(trace.producer()).isEqualTo("dl4j 1.0.0-M2.1");
    String parameters = "W1 b1 gamma1 beta1 W2 b2 gamma2 beta2 W3 b3";
    String statistics = "bn1.running.mean bn1.running.var bn2.running.mean bn2.running.var";
    assertThat(trace.records().stream().map(Tensor::name))
        .containsExactly(("x y "
                + parameters
                + " "
                + statistics
                + " drop0.mask drop0.out"
                + " z1 bn1.mean bn1.var bn1.xhat bn1.out a1 drop1.mask drop1.out"
                + " z2 bn2.mean bn2.var bn2.xhat bn2.out a2 z3 a3 loss dz3 dW3 db3"
                + " da2 dbn2.out dgamma2 dbeta2 dz2 dW2 db2"
                + " ddrop1.out da1 dbn1.out dgamma1 dbeta1 dz1 dW1 db1 "
                + each(parameters, "opt.m.", "")
                + " "
                + each(parameters, "opt.v.", "")
                + " "
                + each(parameters, "", ".after")
                + " "
                + each(statistics, "", ".after"))
            .split(" "));
  }

  private static String each(String names, String before, String after) {
    return String.join(
        " ", Arrays.stream(names.split(" ")).map(name -> before + name + after).toList());
  }

  @Test
  void whatIsRecordedFollowsTheRules() {
    Trace trace = trace(full(DataType.DOUBLE, new Sgd(0.1)), fullNetwork());
    assertProduct(trace, "drop0.out", "W1", "b1", "z1");
    assertProduct(trace, "drop1.out", "W2", "b2", "z2");
    assertProduct(trace, "a2", "W3", "b3", "z3");
    // a = σ(out), out = γ·x̂ + β with γ = 1 and β = 0   (R8)
    assertThat(values(trace, "bn1.out")).containsExactly(values(trace, "bn1.xhat"), within(1e-12));
    assertThat(values(trace, "a1"))
        .containsExactly(
            Arrays.stream(values(trace, "bn1.out")).map(Math::tanh).toArray(), within(1e-14));
    assertThat(values(trace, "a2")).containsExactly(values(trace, "bn2.out"));
    assertThat(values(trace, "da2")).containsExactly(values(trace, "dbn2.out"));
    // DL4J's p is the probability to retain   (R9)
    assertThat(Arrays.stream(values(trace, "drop1.mask")).distinct().sorted().toArray())
        .containsExactly(0, 1 / 0.8);
    // running ← 0.9·running + 0.1·batch, kept as the logarithm of the deviation
    assertThat(values(trace, "bn1.running.var")).containsOnly(1);
    assertThat(values(trace, "bn1.running.var.after"))
        .containsExactly(
            Arrays.stream(values(trace, "bn1.var")).map(v -> 0.9 + 0.1 * v).toArray(),
            within(1e-10));
  }

  @ParameterizedTest
  @EnumSource(
      value = LossFunction.class,
      names = {"MSE", "L2"})
  void gradientsAreMeansAndTheLossHasNoPenalty(LossFunction loss) {
    Trace trace = trace(plain(DataType.DOUBLE, new Sgd(0.1), loss), plainNetwork());
    int count = loss == LossFunction.MSE ? ROWS * 3 : ROWS;
    double[] a = values(trace, "a2");
    double[] y = values(trace, "y");
    double[] da =
        IntStream.range(0, a.length).mapToDouble(i -> 2 * (a[i] - y[i]) / count).toArray();
    double[] dz =
        IntStream.range(0, a.length).mapToDouble(i -> da[i] * (1 - a[i] * a[i])).toArray();
    double sum = IntStream.range(0, a.length)
        .mapToDouble(i -> (a[i] - y[i]) * (a[i] - y[i]))
        .sum();
    assertThat(values(trace, "loss")[0]).isCloseTo(sum / count, within(1e-14));
    assertThat(values(trace, "da2")).containsExactly(da, within(1e-15));
    assertThat(values(trace, "dz2")).containsExactly(dz, within(1e-15));
    // L2 is added behind these: W ← W − η(dW + λW)   (R10)
    double[] w = values(trace, "W2");
    double[] dw = values(trace, "dW2");
    double[] after = IntStream.range(0, w.length)
        .mapToDouble(i -> w[i] - 0.1 * (dw[i] + 0.01 * w[i]))
        .toArray();
    assertThat(values(trace, "W2.after")).containsExactly(after, within(1e-15));
  }

  // z = xW + b   [n,out]   (R1)
  private static void assertProduct(Trace trace, String x, String w, String b, String z) {
    int in = trace.find(w).orElseThrow().shape()[0];
    int out = trace.find(w).orElseThrow().shape()[1];
    double[] expected = values(trace, z).clone();
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < out; j++) {
        double sum = values(trace, b)[j];
        for (int i = 0; i < in; i++) {
          sum += values(trace, x)[r * in + i] * values(trace, w)[i * out + j];
        }
        expected[r * out + j] = sum;
      }
    }
    assertThat(values(trace, z)).containsExactly(expected, within(1e-14));
  }

  @Test
  void whatATraceHasNoNamesForIsRefused() {
    NeuralNetConfiguration.ListBuilder pooling = settings(DataType.DOUBLE, new Sgd(0.1))
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
        .layer(new GlobalPoolingLayer());
    NeuralNetConfiguration.ListBuilder first = settings(DataType.DOUBLE, new Sgd(0.1))
        .layer(new BatchNormalization.Builder().nOut(4).build())
        .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(3).build());
    for (NeuralNetConfiguration.ListBuilder settings : List.of(pooling, first)) {
      assertThatThrownBy(() -> new Dl4jRecorder(model(settings), plainNetwork(), training()))
          .isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> new Dl4jRecorder(
            model(full(DataType.DOUBLE, new Sgd(0.1))), plainNetwork(), training()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("3 layers with weights");
    assertThatThrownBy(() -> new Dl4jRecorder(
            model(plain(DataType.DOUBLE, new Sgd(0.1), LossFunction.MSE)),
            Network.withInputs(4)
                .layer(6, mlp.api.Activation.RELU)
                .layer(3, mlp.api.Activation.TANH)
                .loss(Loss.SQUARED_ERROR),
            training()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("W1");
  }

  private static Trace trace(NeuralNetConfiguration.ListBuilder settings, Network network) {
    return new Dl4jRecorder(model(settings), network, training())
        .fit(batch(network, 1, DataType.DOUBLE));
  }

  private static double[] values(Trace trace, String name) {
    return trace.find(name).map(Tensor::values).orElseThrow();
  }
}
