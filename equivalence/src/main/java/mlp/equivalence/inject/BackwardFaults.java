package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.product;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.transposed;
import static mlp.equivalence.inject.Values.zip;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.equivalence.naive.Quantities;

/** Faults of backpropagation (R2, R6). */
final class BackwardFaults {
  private BackwardFaults() {}

  static List<Fault> all() {
    return Stream.of(parameters(), derivatives(), inputs())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Fault> parameters() {
    return List.of(
        Fault.of("mean-at-parameters", "mean-at-parameters", "dW and db are divided by n again.")
            .when(s -> s.rows() > 1)
            .first(s -> "dW" + s.layers())
            .each("d[Wb]\\d+", (s, q, d) -> times(d, 1.0 / s.rows())),
        Fault.of("mean-at-weights", "mean-at-parameters", "dW of layer 1 is divided by n again.")
            .when(s -> s.rows() > 1)
            .at("dW1", (s, q, d) -> times(d, 1.0 / s.rows())),
        Fault.of("gradient-transposed", "gradient-transposed", "dW of a square W is transposed.")
            .when(s -> s.squareLayer() > 0)
            .at(s -> "dW" + s.squareLayer(), (s, q, dw) -> transposed(dw)),
        Fault.of(
                "gradient-written-by-columns",
                "gradient-transposed",
                "dW of the first layer is written column by column into rows.")
            .when(s -> s.network().inputs() != s.layer(1).units())
            .at("dW1", (s, q, dw) -> byColumns(dw)),
        Fault.of("bias-gradient-missing-first", "bias-gradient-missing", "db of layer 1 is 0.")
            .when(s -> s.hasBias(1))
            .at("db1", (s, q, db) -> times(db, 0)),
        Fault.of("bias-gradient-missing-last", "bias-gradient-missing", "db of the output is 0.")
            .at(s -> "db" + s.layers(), (s, q, db) -> times(db, 0)),
        Fault.of(
                "bias-gradient-first-row",
                "bias-gradient-first-row",
                "db is the first row of dz instead of their sum.")
            .at(s -> "db" + s.layers(), (s, q, db) -> firstRow(q, s.layers())),
        Fault.of(
                "bias-gradient-first-row-hidden",
                "bias-gradient-first-row",
                "db of the first layer is the first row of dz instead of their sum.")
            .when(s -> s.hasBias(1))
            .at("db1", (s, q, db) -> firstRow(q, 1)),
        Fault.of(
                "undropped-input-backward",
                "undropped-input",
                "dW of the layer behind dropout takes the outputs as they were before it.")
            .when(s -> s.droppedLayer() > 0)
            .at(s -> "dW" + (s.droppedLayer() + 1), (s, q, dw) -> {
              int l = s.droppedLayer() + 1;
              return product(transposed(q.get(s.undropped(l))), q.get("dz" + l));
            }),
        Fault.of(
                "gradients-not-zeroed",
                "gradients-not-zeroed",
                "Every step's gradients are added to those of the steps before.")
            .when(s -> s.step() > 0)
            .first(s -> "dW" + s.layers())
            .each("d(W|b|gamma|beta)\\d+", (s, q, d) -> accumulated(q, d)),
        Fault.of(
                "bias-gradients-not-zeroed",
                "gradients-not-zeroed",
                "Every step's gradients of biases are added to those of the steps before.")
            .when(s -> s.step() > 0)
            .first(s -> "db" + s.layers())
            .each("db\\d+", (s, q, d) -> accumulated(q, d)));
  }

  private static double[][] firstRow(Quantities q, int l) {
    return new double[][] {q.get("dz" + l)[0].clone()};
  }

  private static double[][] accumulated(Quantities q, double[][] d) {
    return zip(d, q.before(q.name()), Double::sum);
  }

  private static double[][] byColumns(double[][] a) {
    double[][] result = Values.copy(a);
    int rows = a.length;
    for (int i = 0; i < rows * a[0].length; i++) {
      result[i / a[0].length][i % a[0].length] = a[i % rows][i / rows];
    }
    return result;
  }

  private static List<Fault> derivatives() {
    return List.of(
        missing("activation-derivative-missing", "all hidden layers")
            .first(s -> s.behindActivation(s.layers() - 1))
            .each("(dbn\\d+\\.out|dz\\d+)", (s, q, d) -> {
              int l = ForwardFaults.number(q);
              boolean is = s.hasHidden(l) && s.behindActivation(l).equals(q.name());
              return is ? map(q.get("da" + l), v -> v) : d;
            }),
        missing("activation-derivative-missing-first", "the first layer")
            .at(s -> s.behindActivation(1), (s, q, d) -> map(q.get("da1"), v -> v)),
        Fault.of(
                "activation-derivative-missing-output",
                "activation-derivative-missing",
                "The derivative of the output layer's activation is left out.")
            .when(s -> s.has(Loss.SQUARED_ERROR) && s.activation(s.layers()) != Activation.IDENTITY)
            .at(s -> "dz" + s.layers(), (s, q, d) -> map(q.get("da" + s.layers()), v -> v)),
        ofHidden(
            "derivative-of-activation",
            "derivative-of-activation",
            "The first layer's derivative is taken at a, σ′(a), instead of at z.",
            s -> s.activation(1) != Activation.IDENTITY,
            (s, q, z) -> q.slope(s.activation(1), q.value(s.activation(1), z))),
        ofHidden(
            "derivative-formula-at-z-sigmoid",
            "derivative-formula-at-z",
            "The derivative z(1 − z) is written where a(1 − a) is meant.",
            s -> s.activation(1) == Activation.SIGMOID,
            (s, q, z) -> z * (1 - z)),
        ofHidden(
            "derivative-formula-at-z-tanh",
            "derivative-formula-at-z",
            "The derivative 1 − z² is written where 1 − a² is meant.",
            s -> s.activation(1) == Activation.TANH,
            (s, q, z) -> 1 - z * z),
        ofHidden(
            "relu-derivative-at-zero-one",
            "relu-derivative-at-zero",
            "ReLU′(0) is 1.",
            s -> s.activation(1) == Activation.RELU,
            (s, q, z) -> z >= 0 ? 1 : 0),
        ofHidden(
            "relu-derivative-at-zero-half",
            "relu-derivative-at-zero",
            "ReLU′(0) is 1/2.",
            s -> s.activation(1) == Activation.RELU,
            (s, q, z) -> z == 0 ? 0.5 : z > 0 ? 1 : 0));
  }

  private static Fault missing(String name, String of) {
    return Fault.of(
            name,
            "activation-derivative-missing",
            "The derivative of the activation is left out of " + of + ": dz = da.")
        .when(s -> s.hasHidden(1) && s.activation(1) != Activation.IDENTITY);
  }

  private interface Derivative {
    double of(Setup s, Quantities q, double z);
  }

  private static Fault ofHidden(
      String name, String cause, String description, Predicate<Setup> when, Derivative derivative) {
    return Fault.of(name, cause, description)
        .when(s -> s.hasHidden(1) && when.test(s))
        .at(s -> s.behindActivation(1), (s, q, dz) -> behind(s, q, 1, z -> derivative.of(s, q, z)));
  }

  /** da ⊙ σ′(z), with another σ′. */
  static double[][] behind(Setup s, Quantities q, int l, DoubleUnaryOperator derivative) {
    DoubleBinaryOperator product = (da, z) -> da * derivative.applyAsDouble(z);
    return zip(q.get("da" + l), ForwardFaults.z(s, q, l), product);
  }

  private static List<Fault> inputs() {
    return List.of(
        Fault.of(
                "weight-transposed-backward",
                "weight-transposed",
                "The gradient goes back through a square W instead of its transpose: dx = dz·W.")
            .when(s -> s.squareLayer() > 0)
            .at(
                s -> s.fromAbove(s.squareLayer() - 1),
                (s, q, d) ->
                    product(q.get("dz" + s.squareLayer()), ForwardFaults.w(q, s.squareLayer()))),
        Fault.of(
                "updated-weights-used",
                "updated-weights-used",
                "The gradient goes back through the last layer's weights after their update.")
            .when(s -> s.layers() > 1 && !s.clipsByNorm() && s.training().maxNorm() == 0)
            .at(
                s -> s.fromAbove(s.layers() - 1),
                (s, q, d) ->
                    product(q.get("dz" + s.layers()), transposed(q.updated("W" + s.layers())))));
  }
}
