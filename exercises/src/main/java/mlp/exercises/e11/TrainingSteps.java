package mlp.exercises.e11;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Diagnosed;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.Nd4jLayerTask;
import mlp.numpy.NumpyTrack;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole steps of networks that are made of the learner's methods, beside numpy-style's. */
final class TrainingSteps {
  private static final int STEPS = 50;
  private static final double RATE = 0.5;

  private final Nd4jLayerTask layer;
  private final Map<String, INDArray> arrays = new HashMap<>();

  private TrainingSteps(Nd4jLayerTask layer) {
    this.layer = layer;
  }

  static TrainingSteps of(Submission submission) throws Exception {
    return new TrainingSteps(submission.create("NdLayer", Nd4jLayerTask.class));
  }

  /** Every tensor of one step, in three networks. */
  void agree(DataType dataType) {
    for (Network network : networks()) {
      Training training = training(network);
      Trace reference = new NumpyTrack()
          .create(
              network, training, InitialWeights.of(network, training.seed(), dataType), dataType)
          .trace(batch(network, dataType));
      begin(reference, network);
      step(network);
      List<Tensor> records = new ArrayList<>();
      for (Tensor tensor : reference.records()) {
        INDArray array = arrays.get(tensor.name());
        if (array != null) {
          records.add(new Tensor(tensor.name(), tensor.shape(), Argument.numbers(array)));
        }
      }
      Diagnosed.require(records, reference);
    }
  }

  /** The weights after many steps of gradient descent. */
  void train() {
    Network network = networks().get(0);
    Training training = training(network);
    List<Trace> reference = Reference.steps(network, training, 8, STEPS);
    begin(reference.get(0), network);
    for (int t = 0; t < STEPS; t++) {
      step(network);
      for (String parameter : network.parameterShapes().keySet()) {
        arrays.get(parameter).subi(arrays.get("d" + parameter).mul(RATE));
      }
    }
    Trace last = reference.get(STEPS - 1);
    for (String parameter : network.parameterShapes().keySet()) {
      Tensor after = last.find(parameter + ".after").orElseThrow();
      Explanation.of(parameter + " after " + STEPS + " steps", after)
          .reference("numpy-style's")
          .require(new Tensor(parameter, after.shape(), Argument.numbers(arrays.get(parameter))));
    }
  }

  private void begin(Trace reference, Network network) {
    arrays.clear();
    org.nd4j.linalg.api.buffer.DataType type = reference.dataType() == DataType.FLOAT32
        ? org.nd4j.linalg.api.buffer.DataType.FLOAT
        : org.nd4j.linalg.api.buffer.DataType.DOUBLE;
    List<String> given = new ArrayList<>(network.parameterShapes().keySet());
    given.addAll(List.of("x", "y"));
    for (String name : given) {
      Tensor tensor = reference.find(name).orElseThrow();
      long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
      INDArray array = Nd4j.createFromArray(tensor.values()).castTo(type).reshape('c', shape);
      arrays.put(name, name.startsWith("W") ? array.dup('f') : array);
    }
  }

  // x → z1 → a1 → … → zL → p, and back
  private void step(Network network) {
    int last = network.layers().size();
    for (int i = 1; i <= last; i++) {
      INDArray z = layer.forward(inputs(i), arrays.get("W" + i), arrays.get("b" + i));
      arrays.put("z" + i, z);
      arrays.put("a" + i, i < last ? layer.activate(z) : layer.softmax(z));
    }
    arrays.put("dz" + last, layer.outputGradient(arrays.get("a" + last), arrays.get("y")));
    for (int i = last; i >= 1; i--) {
      INDArray dz = arrays.get("dz" + i);
      arrays.put("dW" + i, layer.weightGradient(inputs(i), dz));
      arrays.put("db" + i, layer.biasGradient(dz));
      if (i > 1) {
        INDArray da = layer.inputGradient(dz, arrays.get("W" + i));
        arrays.put("da" + (i - 1), da);
        arrays.put("dz" + (i - 1), layer.activationGradient(inputs(i), da));
      }
    }
  }

  private INDArray inputs(int i) {
    return arrays.get(i == 1 ? "x" : "a" + (i - 1));
  }

  private static Batch batch(Network network, DataType dataType) {
    Batch batch = Reference.batch(network, network.inputs(), 7);
    return new Batch(batch.inputs().as(dataType), batch.targets().as(dataType));
  }

  private static Training training(Network network) {
    return new Training(new Optimizer.Sgd(), RATE, 8, STEPS, network.inputs());
  }

  private static List<Network> networks() {
    return List.of(network(3, 5, 4), network(6, 6, 6), network(4, 3, 5, 6, 2));
  }

  private static Network network(int inputs, int... units) {
    Network.Builder network = Network.withInputs(inputs).initializer(Initializer.Scaled.XAVIER);
    for (int i = 0; i < units.length - 1; i++) {
      network.layer(units[i], Activation.TANH);
    }
    return network
        .layer(units[units.length - 1], Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }
}
