package mlp.equivalence.inject;

import static mlp.api.Loss.SIGMOID_CROSS_ENTROPY;
import static mlp.api.Loss.SOFTMAX_CROSS_ENTROPY;
import static mlp.api.Loss.SQUARED_ERROR;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;

/** The scenarios: together they have every choice, and each fault shows in two of them or more. */
final class Scenarios {
  private static final int SHORT = 3;
  private static final int LONG = 7;
  private static final int BATCH = 8;
  private static final Normalization.None PLAIN = new Normalization.None();
  private static final Normalization.Batch WIDE = new Normalization.Batch(0.8, 1e-2);
  private static final Optimizer MOMENTUM = new Optimizer.Momentum(0.9);

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
        in.silu(),
        in.normalized(),
        in.normalizedAdam(),
        in.dropout(),
        in.dropoutAndL2(),
        in.clippedByNorm(),
        in.clippedByValue(),
        in.decoupled(),
        in.smoothed(),
        in.smoothedSigmoid(),
        in.confident(),
        in.confidentSigmoid(),
        in.rmsprop(),
        in.everything());
  }

  private static Network.Builder network(int inputs, Layer... layers) {
    Network.Builder network = Network.withInputs(inputs);
    for (Layer layer : layers) {
      network.layer(layer);
    }
    return network;
  }

  private static Layer layer(int units, Activation activation) {
    return new Layer(units, activation);
  }

  private static Network softmax(Network.Builder network, int outputs) {
    return network.layer(outputs, Activation.SOFTMAX).loss(SOFTMAX_CROSS_ENTROPY);
  }

  private static Network sigmoids(Network.Builder network, int outputs) {
    return network.layer(outputs, Activation.SIGMOID).loss(SIGMOID_CROSS_ENTROPY);
  }

  private static Network values(Network.Builder network, int outputs, Activation activation) {
    return network.layer(outputs, activation).loss(SQUARED_ERROR);
  }

  private static Training.Builder training(Optimizer optimizer, double rate, long seed) {
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
        training(new Optimizer.Nesterov(0.8), 0.1, 3).schedule(new Schedule.Step(2, 0.5));
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
    Training.Builder training = training(new Optimizer.Adam(0.9, 0.99, 1e-3, true), 0.01, 5)
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
    return scenario("elu-adagrad", network, training(new Optimizer.Adagrad(1e-3), 0.05, 7), SHORT);
  }

  private Scenario silu() {
    Layer layer = layer(5, Activation.SILU);
    Network network = softmax(network(4, layer, layer), 4);
    Training.Builder training = training(new Optimizer.Adamw(0.9, 0.99, 1e-4, 0.5), 0.05, 8)
        .schedule(new Schedule.Cosine(0, 10, 0));
    return scenario("silu-adamw-cosine", network, training, LONG);
  }

  private Scenario normalized() {
    Network network = softmax(
        network(5, new Layer(6, Activation.RELU, WIDE, 0), new Layer(4, Activation.RELU, WIDE, 0)),
        3);
    return scenario("normalized-momentum", network, training(MOMENTUM, 0.05, 9), SHORT);
  }

  private Scenario normalizedAdam() {
    Layer normalized = new Layer(5, Activation.TANH, Normalization.Batch.standard(), 0);
    Network network = values(
        network(6, normalized, layer(5, Activation.TANH)).initializer(new Initializer.Normal(0.05)),
        2,
        Activation.IDENTITY);
    Training.Builder training = training(Optimizer.Adam.standard(), 0.02, 10).weightDecay(0.3);
    return scenario("normalized-adam-decoupled", network, training, SHORT);
  }

  private Scenario dropout() {
    Network network = softmax(
        network(
                6,
                new Layer(7, Activation.RELU, PLAIN, 0.3),
                new Layer(7, Activation.RELU, PLAIN, 0.2))
            .inputDropout(0.2),
        3);
    return scenario("dropout-sgd", network, training(new Optimizer.Sgd(), 0.1, 11), SHORT);
  }

  private Scenario dropoutAndL2() {
    Network network = sigmoids(
        network(5, new Layer(6, Activation.TANH, PLAIN, 0.4), layer(6, Activation.TANH))
            .inputDropout(0.1),
        2);
    Training.Builder training = training(new Optimizer.Nesterov(0.9), 0.05, 12).l2(0.1);
    return scenario("dropout-nesterov-l2", network, training, SHORT);
  }

  private Scenario clippedByNorm() {
    Layer layer = layer(6, Activation.TANH);
    Network network = softmax(network(5, layer, layer), 3);
    Training.Builder training =
        training(MOMENTUM, 0.1, 13).clipping(new Clipping.GlobalNorm(0.05)).l2(0.1);
    return scenario("clipped-by-norm-l2", network, training, SHORT);
  }

  private Scenario clippedByValue() {
    Layer layer = layer(5, Activation.SIGMOID);
    Network network = values(network(4, layer, layer), 2, Activation.TANH);
    Training.Builder training = training(new Optimizer.Sgd(), 0.5, 14)
        .clipping(new Clipping.Value(0.002))
        .l2(0.05)
        .schedule(new Schedule.Exponential(0.7));
    return scenario("clipped-by-value-l2", network, training, LONG);
  }

  private Scenario decoupled() {
    Layer layer = layer(5, Activation.SILU);
    Network network = softmax(network(5, layer, layer), 3);
    Training.Builder training = training(MOMENTUM, 0.1, 15)
        .weightDecay(0.2)
        .maxNorm(0.6)
        .schedule(new Schedule.Step(1, 0.7));
    return scenario("decoupled-max-norm-step", network, training, LONG);
  }

  private Scenario smoothed() {
    Layer layer = layer(6, Activation.RELU);
    Network network = softmax(network(4, layer, layer), 4);
    Training.Builder training = training(new Optimizer.Adam(0.9, 0.999, 1e-5, false), 0.01, 16)
        .clipping(new Clipping.GlobalNorm(0.1))
        .labelSmoothing(0.1)
        .schedule(new Schedule.Plateau(1, 0, 0.5, 0.9));
    return scenario("smoothed-adam-plateau", network, training, LONG);
  }

  private Scenario smoothedSigmoid() {
    Layer layer = layer(4, Activation.ELU);
    Network network = sigmoids(network(5, layer, layer), 3);
    Training.Builder training = training(new Optimizer.Adamw(0.9, 0.999, 1e-4, 0.3), 0.02, 17)
        .labelSmoothing(0.2)
        .maxNorm(0.7);
    return scenario("smoothed-adamw-max-norm", network, training, SHORT);
  }

  // Probabilities down to 1e-12 and less, so that clipping the loss shows
  private Scenario confident() {
    Layer layer = layer(5, Activation.TANH);
    Network network = softmax(network(4, layer, layer).initializer(new Initializer.Normal(12)), 3);
    return scenario("confident-sgd", network, training(new Optimizer.Sgd(), 0.01, 18), SHORT);
  }

  private Scenario confidentSigmoid() {
    Layer layer = layer(5, Activation.TANH);
    Network network = sigmoids(network(4, layer, layer).initializer(new Initializer.Normal(8)), 2);
    return scenario("confident-momentum", network, training(MOMENTUM, 0.01, 19), SHORT);
  }

  private Scenario rmsprop() {
    Layer layer = layer(6, Activation.SIGMOID);
    Network network = values(network(6, layer, layer, layer), 3, Activation.SIGMOID);
    Training.Builder training =
        training(new Optimizer.Rmsprop(0.8, 1e-4), 0.01, 20).l2(0.02);
    return scenario("rmsprop-squares", network, training, SHORT);
  }

  private Scenario everything() {
    Network network = softmax(
        network(
                8,
                new Layer(7, Activation.LEAKY_RELU, WIDE, 0.3),
                new Layer(7, Activation.LEAKY_RELU, WIDE, 0.1))
            .inputDropout(0.1),
        4);
    Training.Builder training = training(new Optimizer.Nesterov(0.9), 0.05, 21)
        .clipping(new Clipping.GlobalNorm(0.2))
        .l2(0.05)
        .labelSmoothing(0.1)
        .schedule(new Schedule.Cosine(3, 12, 0.1));
    return scenario("everything", network, training, LONG);
  }
}
