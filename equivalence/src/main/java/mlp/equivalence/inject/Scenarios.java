package mlp.equivalence.inject;

import static mlp.api.Loss.SIGMOID_CROSS_ENTROPY;
import static mlp.api.Loss.SOFTMAX_CROSS_ENTROPY;
import static mlp.api.Loss.SQUARED_ERROR;

import java.util.List;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;

/** The scenarios without regularization: an activation, an optimizer and a schedule each. */
final class Scenarios {
  static final int SHORT = 3;
  static final int LONG = 7;
  private static final int BATCH = 8;
  static final Optimizer MOMENTUM = new Optimizer.Momentum(0.9);

  private final DataType dataType;

  private Scenarios(DataType dataType) {
    this.dataType = dataType;
  }

  static List<Scenario> of(DataType dataType) {
    Scenarios in = new Scenarios(dataType);
    return List.of(
        in.tanh(),
        in.relu(),
        in.sigmoid(),
        in.gelu(),
        in.geluTanh(),
        in.leakyRelu(),
        in.elu(),
        in.silu());
  }

  static Network.Builder network(int inputs, Layer... layers) {
    Network.Builder network = Network.withInputs(inputs);
    for (Layer layer : layers) {
      network.layer(layer);
    }
    return network;
  }

  static Layer layer(int units, Activation activation) {
    return new Layer(units, activation);
  }

  static Network softmax(Network.Builder network, int outputs) {
    return network.layer(outputs, Activation.SOFTMAX).loss(SOFTMAX_CROSS_ENTROPY);
  }

  static Network sigmoids(Network.Builder network, int outputs) {
    return network.layer(outputs, Activation.SIGMOID).loss(SIGMOID_CROSS_ENTROPY);
  }

  static Network values(Network.Builder network, int outputs, Activation activation) {
    return network.layer(outputs, activation).loss(SQUARED_ERROR);
  }

  static Training.Builder training(Optimizer optimizer, double rate, long seed) {
    return new Training(optimizer, rate, BATCH, 1, seed).toBuilder();
  }

  private Scenario scenario(String name, Network network, Training.Builder training, int steps) {
    return Scenario.of(name, network, training.build(), dataType, steps);
  }

  private Scenario tanh() {
    Network network = softmax(network(5, layer(6, Activation.TANH), layer(6, Activation.TANH)), 3);
    return scenario("tanh-sgd", network, training(new Optimizer.Sgd(), 0.1, 1), SHORT);
  }

  private Scenario relu() {
    Layer layer = layer(5, Activation.RELU);
    Network network =
        softmax(network(4, layer, layer, layer).initializer(Initializer.Scaled.HE_NORMAL), 3);
    Training.Builder training = training(MOMENTUM, 0.02, 2).schedule(new Schedule.Exponential(0.8));
    return scenario("relu-momentum-exponential", network, training, LONG);
  }

  private Scenario sigmoid() {
    Layer layer = layer(4, Activation.SIGMOID);
    Network network =
        sigmoids(network(6, layer, layer).initializer(Initializer.Scaled.GLOROT_NORMAL), 2);
    Training.Builder training =
        training(new Optimizer.Nesterov(0.8), 0.1, 3).schedule(new Schedule.Step(1, 0.6));
    return scenario("sigmoid-nesterov-step", network, training, LONG);
  }

  private Scenario gelu() {
    Network network = values(
        network(5, layer(6, Activation.GELU), layer(6, Activation.GELU)), 2, Activation.IDENTITY);
    Optimizer adam = new Optimizer.Adam(0.9, 0.999, 1e-3, false);
    return scenario("gelu-adam", network, training(adam, 0.01, 4), SHORT);
  }

  private Scenario geluTanh() {
    Layer layer = layer(5, Activation.GELU_TANH);
    Network network = softmax(network(3, layer, layer), 3);
    Training.Builder training = training(new Optimizer.Adam(0.9, 0.98, 1e-3, true), 0.01, 5)
        .schedule(new Schedule.Cosine(4, 20, 0.1));
    return scenario("gelu-tanh-adam-hat-cosine", network, training, LONG);
  }

  private Scenario leakyRelu() {
    Layer layer = layer(6, Activation.LEAKY_RELU);
    Network network = values(network(4, layer, layer), 2, Activation.TANH);
    Training.Builder training = training(new Optimizer.Rmsprop(0.9, 1e-3), 0.01, 6)
        .schedule(new Schedule.OneCycle(20, 0.3, 10, 100));
    return scenario("leaky-relu-rmsprop-one-cycle", network, training, LONG);
  }

  private Scenario elu() {
    Layer layer = layer(4, Activation.ELU);
    Network network = sigmoids(network(5, layer, layer).initializer(Initializer.Scaled.LECUN), 3);
    Training.Builder training = training(new Optimizer.Adagrad(1e-3), 0.05, 7).maxNorm(0.6);
    return scenario("elu-adagrad-max-norm", network, training, SHORT);
  }

  private Scenario silu() {
    Layer layer = layer(5, Activation.SILU);
    Network network = softmax(network(4, layer, layer), 4);
    Training.Builder training = training(new Optimizer.Adamw(0.9, 0.98, 1e-4, 0.5), 0.05, 8)
        .schedule(new Schedule.Cosine(0, 10, 0));
    return scenario("silu-adamw-cosine", network, training, LONG);
  }
}
