package mlp.paper.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Trace;
import mlp.paper.Clipping;
import mlp.paper.Dl4jRecorder;
import mlp.paper.Momentum;
import mlp.paper.PaperAdam;
import mlp.paper.SigmoidCrossEntropy;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** What docs/porting.md says to write instead does what is meant. */
class RemediesTest {
  private static final IUpdater SGD = new Sgd(0.1);

  @Test
  void layers() {
    same("default-activation", list(SGD).layer(dense(Activation.IDENTITY)).layer(softmax()));
    same(
        "normalization-activation",
        list(SGD)
            .layer(dense(Activation.IDENTITY))
            .layer(new BatchNormalization.Builder().nOut(5).useLogStd(false).build())
            .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
            .layer(softmax()));
  }

  @Test
  void dropOutOfFourFifthsDropsAFifth() {
    double[] mask = traces(
            "drop-out",
            list(SGD)
                .layer(dense(Activation.TANH))
                .layer(
                    output(new LossMCXENT(), 3, Activation.SOFTMAX).dropOut(0.8).build()),
            model -> {})
        .get(0)
        .find("drop1.mask")
        .orElseThrow()
        .values();
    assertThat(Arrays.stream(mask).distinct().sorted().toArray()).containsExactly(0, 1.25);
  }

  @Test
  void lecunNormalHasTheVarianceOfOneOverIn() {
    NeuralNetConfiguration.ListBuilder settings = new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
        .weightInit(WeightInit.LECUN_NORMAL)
        .list()
        .layer(new DenseLayer.Builder().nIn(64).nOut(32).build())
        .layer(new OutputLayer.Builder(new LossMCXENT()).nIn(32).nOut(3).build());
    MultiLayerNetwork model = new MultiLayerNetwork(settings.build());
    model.init();
    double variance = model.getParam("0_W").varNumber().doubleValue();
    assertThat(variance * 64).isBetween(0.88, 1.12); // four standard deviations of 2048 weights
  }

  @Test
  void losses() {
    same(
        "softmax-clipping",
        list(SGD)
            .layer(dense(Activation.RELU))
            .layer(output(new LossMCXENT(0, null), 3, Activation.SOFTMAX).build()));
    same(
        "sigmoid-clipping",
        list(SGD)
            .layer(dense(Activation.RELU))
            .layer(output(new SigmoidCrossEntropy(), 1, Activation.SIGMOID).build()));
    ILossFunction mean = new LossBinaryXENT(
        Nd4j.valueArrayOf(new long[] {1, 3}, 1.0 / 3, org.nd4j.linalg.api.buffer.DataType.DOUBLE));
    same(
        "sigmoid-outputs",
        list(SGD)
            .layer(dense(Activation.TANH))
            .layer(output(mean, 3, Activation.SIGMOID).build()));
  }

  @Test
  void regularization() {
    same(
        "global-weight-decay",
        list(SGD)
            .layer(dense().activation(Activation.TANH).weightDecay(0.1).build())
            .layer(
                output(new LossMCXENT(), 3, Activation.SOFTMAX).weightDecay(0.1).build()));
    for (String name : List.of("clip-per-layer", "clip-per-parameter")) {
      same(
          name,
          tanhClassifier(SGD),
          model -> model.setListeners(new Clipping(new mlp.api.Clipping.GlobalNorm(0.1))));
    }
    same(
        "clip-statistics",
        list(SGD)
            .layer(dense(Activation.IDENTITY))
            .layer(new BatchNormalization.Builder().nOut(5).useLogStd(false).build())
            .layer(new ActivationLayer.Builder().activation(Activation.TANH).build())
            .layer(softmax()),
        model -> model.setListeners(new Clipping(new mlp.api.Clipping.Value(0.01))));
  }

  @Test
  void updaters() {
    same("adam-epsilon", tanhClassifier(new PaperAdam(0.001, 0.9, 0.999, 1e-8, false)));
    same("nesterovs", tanhClassifier(new Momentum(0.1, 0.9)));
    for (Map.Entry<String, IUpdater> entry : Map.of(
            "rmsprop-state", new RmsProp(0.01), "adagrad-state", new AdaGrad(0.1))
        .entrySet()) {
      same(
          entry.getKey(),
          tanhClassifier(entry.getValue()),
          model -> model.getUpdater().getStateViewArray().assign(0));
    }
    same(
        "epoch-schedule",
        tanhClassifier(new Sgd(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 2))));
  }

  private static NeuralNetConfiguration.ListBuilder list(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
        .updater(updater)
        .list();
  }

  private static NeuralNetConfiguration.ListBuilder tanhClassifier(IUpdater updater) {
    return list(updater).layer(dense(Activation.TANH)).layer(softmax());
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(4).nOut(5);
  }

  private static DenseLayer dense(Activation activation) {
    return dense().activation(activation).build();
  }

  private static OutputLayer.Builder output(ILossFunction loss, int outputs, Activation output) {
    return new OutputLayer.Builder(loss).nIn(5).nOut(outputs).activation(output);
  }

  private static OutputLayer softmax() {
    return output(new LossMCXENT(), 3, Activation.SOFTMAX).build();
  }

  private static void same(String name, NeuralNetConfiguration.ListBuilder instead) {
    same(name, instead, model -> {});
  }

  private static void same(
      String name,
      NeuralNetConfiguration.ListBuilder instead,
      Consumer<MultiLayerNetwork> afterwards) {
    assertThat(Differences.between(traces(name, instead, afterwards), trap(name)))
        .isEmpty();
  }

  // As a trap records itself, but of another configuration.
  private static List<Trace> traces(
      String name,
      NeuralNetConfiguration.ListBuilder instead,
      Consumer<MultiLayerNetwork> afterwards) {
    Trap trap = trap(name);
    MultiLayerNetwork model = new MultiLayerNetwork(instead.build());
    model.init();
    afterwards.accept(model);
    Dl4jRecorder recorder = new Dl4jRecorder(model, trap.network(), trap.training());
    recorder.load(InitialWeights.of(trap.network(), trap.training().seed(), DataType.FLOAT64));
    List<Trace> traces = new ArrayList<>();
    for (Trace step : trap.record()) {
      traces.add(recorder.fit(Differences.batch(step)));
    }
    return traces;
  }

  private static Trap trap(String name) {
    return Traps.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
