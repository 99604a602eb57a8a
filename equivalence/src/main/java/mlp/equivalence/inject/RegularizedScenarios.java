package mlp.equivalence.inject;

import static mlp.equivalence.inject.Scenarios.LONG;
import static mlp.equivalence.inject.Scenarios.MOMENTUM;
import static mlp.equivalence.inject.Scenarios.SHORT;
import static mlp.equivalence.inject.Scenarios.layer;
import static mlp.equivalence.inject.Scenarios.network;
import static mlp.equivalence.inject.Scenarios.sigmoids;
import static mlp.equivalence.inject.Scenarios.softmax;
import static mlp.equivalence.inject.Scenarios.training;
import static mlp.equivalence.inject.Scenarios.values;

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

/** The scenarios with normalization, dropout, clipping, decay, smoothing, and large logits. */
final class RegularizedScenarios {
  private static final Normalization.None PLAIN = new Normalization.None();
  private static final Normalization.Batch WIDE = new Normalization.Batch(0.8, 1e-2);

  private final DataType dataType;

  private RegularizedScenarios(DataType dataType) {
    this.dataType = dataType;
  }

  static List<Scenario> of(DataType dataType) {
    RegularizedScenarios in = new RegularizedScenarios(dataType);
    return List.of(
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

  private Scenario scenario(String name, Network network, Training.Builder training, int steps) {
    return Scenario.of(name, network, training.build(), dataType, steps);
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
    return scenario("dropout-sgd", network, training(new Optimizer.Sgd(), 0.1, 31), SHORT);
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
        training(MOMENTUM, 0.1, 13).clipping(new Clipping.GlobalNorm(0.02)).l2(0.1);
    return scenario("clipped-by-norm-l2", network, training, SHORT);
  }

  private Scenario clippedByValue() {
    Layer layer = layer(5, Activation.SIGMOID);
    Network network = values(network(4, layer, layer), 2, Activation.TANH);
    Training.Builder training = training(new Optimizer.Sgd(), 0.5, 14)
        .clipping(new Clipping.Value(0.002))
        .maxNorm(0.5)
        .l2(0.05)
        .schedule(new Schedule.Exponential(0.7));
    return scenario("clipped-by-value-l2", network, training, LONG);
  }

  private Scenario decoupled() {
    Layer layer = layer(5, Activation.SILU);
    Network network = softmax(network(5, layer, layer), 3);
    Training.Builder training =
        training(MOMENTUM, 0.1, 15).weightDecay(0.2).schedule(new Schedule.Step(1, 0.7));
    return scenario("decoupled-momentum-step", network, training, LONG);
  }

  private Scenario smoothed() {
    Layer layer = layer(6, Activation.RELU);
    Network network = softmax(network(4, layer, layer), 4);
    Training.Builder training = training(new Optimizer.Adam(0.9, 0.999, 1e-5, false), 0.01, 16)
        .clipping(new Clipping.GlobalNorm(0.01))
        .labelSmoothing(0.1)
        .schedule(new Schedule.Plateau(1, 0, 0.5, 0.9));
    return scenario("smoothed-adam-plateau", network, training, LONG);
  }

  private Scenario smoothedSigmoid() {
    Layer layer = layer(4, Activation.ELU);
    Network network = sigmoids(network(5, layer, layer), 3);
    Training.Builder training =
        training(new Optimizer.Adamw(0.9, 0.999, 1e-4, 0.3), 0.02, 17).labelSmoothing(0.2);
    return scenario("smoothed-adamw", network, training, SHORT);
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
        .clipping(new Clipping.GlobalNorm(0.02))
        .l2(0.05)
        .labelSmoothing(0.1)
        .schedule(new Schedule.Cosine(3, 12, 0.1));
    return scenario("everything", network, training, LONG);
  }
}
