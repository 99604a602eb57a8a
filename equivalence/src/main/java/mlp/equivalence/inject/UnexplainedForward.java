package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.columnsRotated;
import static mlp.equivalence.inject.Values.copy;
import static mlp.equivalence.inject.Values.filled;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.product;
import static mlp.equivalence.inject.Values.scalar;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.transposed;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Loss;

/** Faults that no catalogue has, on the way from the inputs to the loss. */
final class UnexplainedForward {
  private UnexplainedForward() {}

  static List<Fault> all() {
    return List.of(
        Fault.unexplained("columns-off-by-one", "z takes the columns of W one place further.")
            .at(
                "z1",
                (s, q, z) ->
                    ForwardFaults.affine(s, q, 1, columnsRotated(ForwardFaults.w(q, 1)), 1)),
        Fault.unexplained("last-input-left-out", "z sums over all inputs but the last one.")
            .at("z1", (s, q, z) -> {
              double[][] w = copy(ForwardFaults.w(q, 1));
              Arrays.fill(w[w.length - 1], 0);
              return ForwardFaults.affine(s, q, 1, w, 1);
            }),
        Fault.unexplained("stale-inputs", "z is that of the batch before.")
            .when(s -> s.step() > 0 && !s.isDropped(0))
            .at("z1", (s, q, z) -> stale(q.before("x"), q.get("x"), z, ForwardFaults.w(q, 1))),
        Fault.unexplained("bias-of-first-row", "The bias is added to the first row alone.")
            .when(s -> s.hasBias(1))
            .at("z1", (s, q, z) -> {
              double[][] without = ForwardFaults.affine(s, q, 1, ForwardFaults.w(q, 1), 0);
              without[0] = z[0].clone();
              return without;
            }),
        Fault.unexplained("nan-in-z", "One element of z is NaN.")
            .at(s -> "z" + s.layers(), (s, q, z) -> element(z, v -> Double.NaN)),
        activation("cosine-for-tanh", Activation.TANH, "tanh is a cosine.", Math::cos),
        activation(
            "hard-tanh",
            Activation.TANH,
            "tanh is cut to [−1, 1].",
            z -> Math.max(-1, Math.min(1, z))),
        activation(
            "hard-sigmoid",
            Activation.SIGMOID,
            "The sigmoid is the line z/5 + 1/2, cut to [0, 1].",
            z -> Math.max(0, Math.min(1, z / 5 + 0.5))),
        activation(
            "relu-of-a-tenth",
            Activation.RELU,
            "ReLU lets pass what is above 0.1.",
            z -> z > 0.1 ? z : 0),
        activation(
            "gelu-constant",
            Activation.GELU_TANH,
            "GELU's constant 0.044715 is written 0.44715.",
            z -> z / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.44715 * z * z * z)))),
        activation(
            "gelu-by-sigmoid",
            Activation.GELU,
            "GELU is z·sigmoid(1.702 z).",
            z -> z / (1 + Math.exp(-1.702 * z))),
        Fault.unexplained("one-output-off", "One output of the first layer is 1% too large.")
            .at("a1", (s, q, a) -> element(a, v -> v * 1.01 + 0.001)),
        Fault.unexplained("dead-unit", "The first unit of the first layer always gives 0.3.")
            .when(s -> s.hasHidden(1))
            .at("a1", (s, q, a) -> {
              double[][] dead = transposed(a);
              Arrays.fill(dead[0], 0.3);
              return transposed(dead);
            }),
        Fault.unexplained("softmax-over-batch", "The softmax sums over the rows of the batch.")
            .when(s -> s.has(Loss.SOFTMAX_CROSS_ENTROPY))
            .at(s -> "a" + s.layers(), (s, q, a) -> overRows(q.get("z" + s.layers()))),
        Fault.unexplained("softmax-temperature", "The softmax takes half the logits.")
            .when(s -> s.has(Loss.SOFTMAX_CROSS_ENTROPY))
            .at(
                s -> "a" + s.layers(),
                (s, q, a) -> transposed(overRows(transposed(times(q.get("z" + s.layers()), 0.5))))),
        Fault.unexplained("loss-with-offset", "The loss that is told is 0.05 larger.")
            .at("loss", (s, q, loss) -> scalar(loss[0][0] + 0.05)),
        Fault.unexplained("mean-of-first-half", "μ is the mean of the first rows of the batch.")
            .when(s -> s.normalizedLayer() > 0 && s.rows() > 3)
            .at(s -> "bn" + s.normalizedLayer() + ".mean", (s, q, mean) -> {
              double[][] z = q.get("z" + s.normalizedLayer());
              double[][] half = Arrays.copyOf(z, z.length / 2);
              return times(product(filled(new double[1][half.length], 1), half), 1.0 / half.length);
            }),
        Fault.unexplained("unit-not-normalized", "The first unit is centred, but not scaled.")
            .when(s -> s.normalizedLayer() > 0)
            .at(s -> "bn" + s.normalizedLayer() + ".xhat", (s, q, xhat) -> {
              double mean = q.get("bn" + s.normalizedLayer() + ".mean")[0][0];
              double[][] z = q.get("z" + s.normalizedLayer());
              double[][] wrong = copy(xhat);
              for (int i = 0; i < z.length; i++) {
                wrong[i][0] = z[i][0] - mean;
              }
              return wrong;
            }),
        Fault.unexplained("scale-without-one", "Normalized values are scaled by γ − 1.")
            .when(s -> s.normalizedLayer() > 0)
            .at(
                s -> "bn" + s.normalizedLayer() + ".out",
                (s, q, out) ->
                    Values.zip(out, q.get("bn" + s.normalizedLayer() + ".xhat"), (o, x) -> o - x)),
        Fault.unexplained("mask-scaled-twice", "What is kept is multiplied by 1/(1 − p)².")
            .when(s -> s.droppedLayer() > 0)
            .at(s -> "drop" + s.droppedLayer() + ".mask", (s, q, mask) -> map(mask, m -> m * m)));
  }

  /** All but one element as they are: the largest. */
  static double[][] element(double[][] a, DoubleUnaryOperator wrong) {
    double[][] result = copy(a);
    int row = 0;
    int column = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        if (Math.abs(a[i][j]) > Math.abs(a[row][column])) {
          row = i;
          column = j;
        }
      }
    }
    result[row][column] = wrong.applyAsDouble(a[row][column]);
    return result;
  }

  // What the batch before gives, for as many rows as there were
  private static double[][] stale(double[][] before, double[][] x, double[][] z, double[][] w) {
    double[][] inputs = copy(x);
    for (int i = 0; i < Math.min(x.length, before.length); i++) {
      inputs[i] = before[i];
    }
    return Values.zip(z, product(Values.zip(inputs, x, (b, now) -> b - now), w), Double::sum);
  }

  private static Fault activation(
      String name, Activation right, String description, DoubleUnaryOperator wrong) {
    return Fault.unexplained(name, description)
        .when(s -> s.hasHidden(1) && s.activation(1) == right)
        .at("a1", (s, q, a) -> map(ForwardFaults.z(s, q, 1), wrong));
  }

  private static double[][] overRows(double[][] z) {
    double[][] columns = transposed(z);
    for (double[] column : columns) {
      double max = Arrays.stream(column).max().orElseThrow();
      Arrays.setAll(column, i -> Math.exp(column[i] - max));
      double sum = Arrays.stream(column).sum();
      Arrays.setAll(column, i -> column[i] / sum);
    }
    return transposed(columns);
  }
}
