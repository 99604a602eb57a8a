package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.columnsRotated;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.rowsRotated;
import static mlp.equivalence.inject.Values.times;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.InitialWeights;
import mlp.api.Initializer;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.equivalence.naive.Quantities;

/** What two runs were given: inputs, targets, batches, first weights (R7, R14). */
final class DataFaults {
  private static final String PARAMETERS = "(W|b|gamma|beta)\\d+";

  private DataFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(batches());
    all.addAll(weights());
    return all;
  }

  private static List<Fault> batches() {
    return List.of(
        Fault.of("inputs-scaled", "inputs-scaled", "Inputs are scaled otherwise: x/16 + 0.5.")
            .at("x", (s, q, x) -> map(x, v -> v / 16 + 0.5)),
        Fault.of("inputs-not-centred", "inputs-scaled", "Inputs are 0.25 larger.")
            .at("x", (s, q, x) -> map(x, v -> v + 0.25)),
        Fault.of("inputs-squared", "inputs-differ", "Inputs are their squares.")
            .at("x", (s, q, x) -> map(x, v -> v * v)),
        Fault.of("labels-shifted-rows", "labels-shifted", "Each row has the next row's target.")
            .at("y", (s, q, y) -> rowsRotated(y)),
        Fault.of("labels-shifted-classes", "labels-shifted", "Classes are counted from 1.")
            .at("y", (s, q, y) -> columnsRotated(y)),
        Fault.of("targets-differ", "targets-differ", "Every second row has another target.")
            .at("y", (s, q, y) -> {
              double[][] other = columnsRotated(y);
              for (int i = 1; i < y.length; i += 2) {
                other[i] = y[i].clone();
              }
              return other;
            }),
        Fault.of("batch-order", "batch-order", "The rows of a batch are in another order.")
            .at("x", (s, q, x) -> reversed(x))
            .at("y", (s, q, y) -> reversed(y)),
        Fault.of(
                "last-batch-dropped",
                "last-batch-dropped",
                "Where the short last batch is due, the next epoch begins.")
            .when(s -> s.step() > 0)
            .at("x", (s, q, x) -> instead(q, x))
            .at("y", (s, q, y) -> instead(q, y)));
  }

  private static double[][] reversed(double[][] a) {
    double[][] result = new double[a.length][];
    Arrays.setAll(result, i -> a[a.length - 1 - i].clone());
    return result;
  }

  // A short batch is followed by what the step before had, in the order of another epoch.
  private static double[][] instead(Quantities q, double[][] batch) {
    double[][] before = q.before(q.name());
    return batch.length < q.training().batchSize() ? reversed(before) : batch;
  }

  private static List<Fault> weights() {
    return List.of(
        Fault.of("initial-weights", "initial-weights", "First weights come from another seed.")
            .when(s -> s.step() == 0)
            .first(s -> "W1")
            .each("W\\d+", (s, q, w) -> drawn(s, q, s.network(), s.training().seed() + 1)),
        Fault.of(
                "initial-biases", "initial-weights", "The biases of the first layer are not those.")
            .when(s -> s.step() == 0 && s.hasBias(1))
            .at("b1", (s, q, b) -> map(b, v -> v + 0.01)),
        Fault.of(
                "initializer-variance-root-two",
                "initializer-variance",
                "First weights are √2 times as large.")
            .when(s -> s.step() == 0)
            .first(s -> "W1")
            .each("W\\d+", (s, q, w) -> times(w, Math.sqrt(2))),
        Fault.of(
                "initializer-variance-he",
                "initializer-variance",
                "First weights are He's, from another seed.")
            .when(s -> s.step() == 0
                && s.network().initializer() != Initializer.Scaled.HE_NORMAL
                && s.network().initializer() != Initializer.Scaled.HE_UNIFORM)
            .first(s -> "W1")
            .each(
                "W\\d+", (s, q, w) -> drawn(s, q, he(s.network()), s.training().seed())),
        Fault.of(
                "parameters-not-carried",
                "parameters-not-carried",
                "Every step begins with the parameters that the step before began with.")
            .when(s -> s.step() > 0)
            .first(s -> "W1")
            .each(PARAMETERS, (s, q, theta) -> Values.copy(q.before(q.name()))));
  }

  private static Network he(Network network) {
    return new Network(
        network.inputs(),
        network.inputDropout(),
        network.layers(),
        network.loss(),
        Initializer.Scaled.HE_NORMAL);
  }

  private static double[][] drawn(Setup s, Quantities q, Network network, long seed) {
    Parameters other = InitialWeights.of(network, seed, s.dataType());
    double[] values = other.get(q.name()).values();
    int columns = q.network().parameterShapes().get(q.name())[1];
    double[][] rows = new double[values.length / columns][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns));
    return rows;
  }
}
