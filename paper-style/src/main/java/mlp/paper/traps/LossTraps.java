package mlp.paper.traps;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.paper.Dl4jRecorder;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What the losses compute, and what DL4J tells of losses and gradients. */
final class LossTraps {
  private static final Training TRAINING = Meant.training(Meant.SGD, 0.1);

  private LossTraps() {}

  static List<Trap> all() {
    return List.of(
        Trap.named(
                "softmax-clipping",
                "MCXENT is meant to be −log p of the class; DL4J takes no p below 1e-10")
            .cause("loss-clipped")
            .first("loss")
            .meant(Meant.classifier(mlp.api.Activation.RELU), TRAINING)
            .written(() -> classifier(Activation.RELU, 0))
            .samples(Samples.GRAY)
            .build(),
        Trap.named(
                "sigmoid-clipping",
                "XENT is meant to be −log p of the label; DL4J clips p at 1e-5, in the gradient, too")
            .cause("loss-clipped")
            .first("loss")
            .meant(Meant.labels(mlp.api.Activation.RELU, 1), TRAINING)
            .written(() -> labels(Activation.RELU, 1))
            .samples(Samples.GRAY)
            .build(),
        Trap.named(
                "sigmoid-outputs",
                "XENT of three labels is meant to be their mean; DL4J takes their sum")
            .cause("sum-over-outputs")
            .first("loss")
            .meant(Meant.labels(mlp.api.Activation.TANH, 3), TRAINING)
            .written(() -> labels(Activation.TANH, 3))
            .build(),
        Trap.named(
                "score",
                "score() is meant to be the loss of the batch; DL4J adds the penalty ½λ‖W‖² of l2")
            .cause("penalty-in-loss")
            .first("loss")
            .meant(
                Meant.classifier(mlp.api.Activation.TANH),
                TRAINING.toBuilder().l2(0.1).build())
            .written(() -> classifier(Activation.TANH, 0.1))
            .read(LossTraps::withScore)
            .build(),
        Trap.named(
                "gradient", "gradient() is meant to be the mean over the batch; DL4J tells the sum")
            .cause("sum-over-batch")
            .first("dW2")
            .meant(Meant.classifier(mlp.api.Activation.TANH), TRAINING)
            .written(() -> classifier(Activation.TANH, 0))
            .read(LossTraps::gradients)
            .build());
  }

  private static MultiLayerConfiguration classifier(Activation hidden, double l2) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .l2(l2)
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).activation(hidden).build())
        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(5)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build())
        .build();
  }

  private static MultiLayerConfiguration labels(Activation hidden, int outputs) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.DOUBLE)
        .updater(new Sgd(0.1))
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).activation(hidden).build())
        .layer(new OutputLayer.Builder(LossFunction.XENT)
            .nIn(5)
            .nOut(outputs)
            .activation(Activation.SIGMOID)
            .build())
        .build();
  }

  // What a ScoreIterationListener prints.
  private static Trace withScore(Dl4jRecorder recorder, MultiLayerNetwork model, Batch batch) {
    Trace trace = recorder.fit(batch);
    List<Tensor> records = new ArrayList<>(trace.records());
    records.replaceAll(
        record -> record.name().equals("loss") ? Tensor.scalar("loss", model.score()) : record);
    return recorder.trace(trace.step(), records);
  }

  // What people do who want the gradients alone: no step is taken, and nothing tells dz.
  private static Trace gradients(Dl4jRecorder recorder, MultiLayerNetwork model, Batch batch) {
    INDArray x = Nd4j.createFromArray(batch.inputs().float64())
        .reshape('c', batch.rows(), batch.inputs().columns());
    INDArray y = Nd4j.createFromArray(batch.targets().float64())
        .reshape('c', batch.rows(), batch.targets().columns());
    List<Tensor> records = new ArrayList<>();
    records.add(tensor("x", x));
    records.add(tensor("y", y));
    for (String parameter : List.of("W1", "b1", "W2", "b2")) {
      records.add(tensor(parameter, model.getParam(key(parameter))));
    }
    List<INDArray> activations = model.feedForward(x, true);
    records.add(tensor("a1", activations.get(1)));
    records.add(tensor("a2", activations.get(2)));
    model.setInput(x);
    model.setLabels(y);
    model.computeGradientAndScore();
    records.add(Tensor.scalar("loss", model.score()));
    for (String parameter : List.of("W2", "b2", "W1", "b1")) {
      INDArray gradient = model.gradient().getGradientFor(key(parameter));
      records.add(tensor("d" + parameter, gradient));
    }
    return recorder.trace(model.getIterationCount(), records);
  }

  // 0_W for W1
  private static String key(String parameter) {
    return parameter.charAt(1) - '1' + "_" + parameter.charAt(0);
  }

  private static Tensor tensor(String name, INDArray array) {
    int[] shape = name.startsWith("b") || name.startsWith("db")
        ? new int[] {(int) array.length()}
        : new int[] {(int) array.size(0), (int) array.size(1)};
    return new Tensor(name, shape, array.dup('c').data().asDouble());
  }
}
