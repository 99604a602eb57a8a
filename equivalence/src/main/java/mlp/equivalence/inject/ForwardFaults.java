package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.plusRow;
import static mlp.equivalence.inject.Values.product;
import static mlp.equivalence.inject.Values.transposed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import mlp.api.Activation;
import mlp.api.Labels;
import mlp.equivalence.naive.Quantities;

/** Faults on the way from the inputs to the outputs (R1, R6). */
final class ForwardFaults {
  private ForwardFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(affine());
    all.addAll(activations());
    return all;
  }

  private static List<Fault> affine() {
    return List.of(
        Fault.of(
                "weight-transposed-forward",
                "weight-transposed",
                "A square W is used as its transpose: z = xWᵀ + b.")
            .when(s -> s.squareLayer() > 0)
            .at(
                s -> "z" + s.squareLayer(),
                (s, q, z) -> affine(s, q, s.squareLayer(), transposed(w(q, s.squareLayer())), 1)),
        Fault.of("bias-missing-first", "bias-missing", "The first layer has no bias: z = xW.")
            .when(s -> s.hasBias(1))
            .at("z1", (s, q, z) -> affine(s, q, 1, w(q, 1), 0)),
        Fault.of("bias-missing-last", "bias-missing", "The output layer has no bias: z = xW.")
            .at(s -> "z" + s.layers(), (s, q, z) -> affine(s, q, s.layers(), w(q, s.layers()), 0)),
        Fault.of("bias-missing-everywhere", "bias-missing", "No layer has a bias: z = xW.")
            .when(s -> s.hasBias(1))
            .first(s -> "z1")
            .each("z\\d+", (s, q, z) -> affine(s, q, number(q), w(q, number(q)), 0)),
        Fault.of("bias-doubled-first", "bias-doubled", "The first layer adds its bias twice.")
            .when(s -> s.hasBias(1))
            .at("z1", (s, q, z) -> affine(s, q, 1, w(q, 1), 2)),
        Fault.of("bias-doubled-last", "bias-doubled", "The output layer adds its bias twice.")
            .at(s -> "z" + s.layers(), (s, q, z) -> affine(s, q, s.layers(), w(q, s.layers()), 2)),
        Fault.of(
                "undropped-input-forward",
                "undropped-input",
                "The layer behind dropout is given the outputs as they were before it.")
            .when(s -> s.droppedLayer() > 0)
            .at(
                s -> "z" + (s.droppedLayer() + 1),
                (s, q, z) -> undropped(s, q, s.droppedLayer() + 1)),
        Fault.of(
                "undropped-input-network",
                "undropped-input",
                "The first layer is given x as it was before the dropout of inputs.")
            .when(s -> s.isDropped(0))
            .at("z1", (s, q, z) -> undropped(s, q, 1)));
  }

  private static List<Fault> activations() {
    List<Fault> all = new ArrayList<>(List.of(
        missing(1),
        missing(2),
        other("activation-sigmoid-for-tanh", Activation.TANH, Activation.SIGMOID),
        other("activation-tanh-for-sigmoid", Activation.SIGMOID, Activation.TANH),
        other("activation-elu-for-relu", Activation.RELU, Activation.ELU),
        other("activation-relu-for-leaky-relu", Activation.LEAKY_RELU, Activation.RELU),
        other("activation-silu-for-gelu", Activation.GELU, Activation.SILU),
        swapped("gelu-tanh-for-exact", Activation.GELU, Activation.GELU_TANH),
        swapped("gelu-exact-for-tanh", Activation.GELU_TANH, Activation.GELU)));
    for (double slope : new double[] {0.2, 0.3, 0.1, 0.05}) {
      all.add(Fault.of(
              "leaky-slope-" + slope, "leaky-slope", "Leaky ReLU's slope is " + slope + ".")
          .when(hidden(Activation.LEAKY_RELU))
          .at("a1", (s, q, a) -> map(z(s, q, 1), z -> z > 0 ? z : slope * z))
          .at(
              s -> s.behindActivation(1),
              (s, q, dz) -> BackwardFaults.behind(s, q, 1, z -> z > 0 ? 1 : slope)));
    }
    all.add(Fault.of(
            "leaky-slope-of-gradient",
            "leaky-slope",
            "Leaky ReLU's derivative left of 0 is 0.001, its own slope is right.")
        .when(hidden(Activation.LEAKY_RELU))
        .at(
            s -> s.behindActivation(1),
            (s, q, dz) -> BackwardFaults.behind(s, q, 1, z -> z > 0 ? 1 : 0.001)));
    all.add(Fault.of(
            "gelu-form-of-gradient",
            "gelu-form",
            "GELU is exact, and its derivative that of the form with tanh.")
        .when(hidden(Activation.GELU))
        .at(
            s -> s.behindActivation(1),
            (s, q, dz) -> BackwardFaults.behind(s, q, 1, z -> q.slope(Activation.GELU_TANH, z))));
    return all;
  }

  private static Predicate<Setup> hidden(Activation activation) {
    return s -> s.hasHidden(1) && s.activation(1) == activation;
  }

  private static Fault missing(int l) {
    return Fault.of(
            "activation-missing-" + l, "activation-missing", "Layer " + l + " has none: a = z.")
        .when(s -> s.hasHidden(l) && s.activation(l) != Activation.IDENTITY)
        .at("a" + l, (s, q, a) -> z(s, q, l));
  }

  private static Fault other(String name, Activation right, Activation wrong) {
    return consistently(name, "activation-differs", right, wrong);
  }

  private static Fault swapped(String name, Activation right, Activation wrong) {
    return consistently(name, "gelu-form", right, wrong);
  }

  private static Fault consistently(String name, String cause, Activation right, Activation wrong) {
    return Fault.of(
            name,
            cause,
            "The first layer computes " + Labels.of(wrong) + ", and its derivative, for "
                + Labels.of(right) + ".")
        .when(hidden(right))
        .at("a1", (s, q, a) -> map(z(s, q, 1), z -> q.value(wrong, z)))
        .at(
            s -> s.behindActivation(1),
            (s, q, dz) -> BackwardFaults.behind(s, q, 1, z -> q.slope(wrong, z)));
  }

  private static double[][] undropped(Setup s, Quantities q, int l) {
    return plusRow(product(q.get(s.undropped(l)), w(q, l)), bias(s, q, l));
  }

  // xW + times·b
  static double[][] affine(Setup s, Quantities q, int l, double[][] w, double times) {
    double[] b = Arrays.stream(bias(s, q, l)).map(bj -> times * bj).toArray();
    return plusRow(product(q.get(s.input(l)), w), b);
  }

  static double[] bias(Setup s, Quantities q, int l) {
    return s.hasBias(l) ? q.get("b" + l)[0] : new double[s.layer(l).units()];
  }

  static double[][] w(Quantities q, int l) {
    return q.get("W" + l);
  }

  static double[][] z(Setup s, Quantities q, int l) {
    return q.get(s.preActivation(l));
  }

  /** The layer's number in the quantity's name. */
  static int number(Quantities q) {
    return Integer.parseInt(q.name().replaceAll("\\D", ""));
  }
}
