package mlp.equivalence.inject;

import static mlp.equivalence.inject.DecayFaults.parameter;
import static mlp.equivalence.inject.DecayFaults.rate;
import static mlp.equivalence.inject.Values.copy;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.product;
import static mlp.equivalence.inject.Values.scalar;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.transposed;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Optimizer;
import mlp.api.Philox;

/** Faults that no catalogue has, on the way back and in the update. */
final class UnexplainedBackward {
  private UnexplainedBackward() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(gradients());
    all.addAll(updates());
    return all;
  }

  private static List<Fault> gradients() {
    return List.of(
        Fault.unexplained("row-of-dz-zeroed", "A row of dz of the output layer, the largest, is 0.")
            .at(s -> "dz" + s.layers(), (s, q, dz) -> {
              double largest = Arrays.stream(dz)
                  .mapToDouble(row -> Values.sumOfSquares(new double[][] {row}))
                  .max()
                  .orElseThrow();
              return Arrays.stream(dz)
                  .map(row -> Values.sumOfSquares(new double[][] {row}) == largest
                      ? new double[row.length]
                      : row.clone())
                  .toArray(double[][]::new);
            }),
        Fault.unexplained("gradient-noise", "Noise of a tenth of its size is added to dW.")
            .at("dW1", (s, q, dw) -> {
              Philox random = new Philox(1, Philox.Purpose.DATA, s.step(), 0);
              return map(dw, d -> d * (1 + 0.1 * random.nextNormal()));
            }),
        Fault.unexplained("nan-in-gradient", "One element of dW is NaN.")
            .at("dW1", (s, q, dw) -> UnexplainedForward.element(dw, d -> Double.NaN)),
        Fault.unexplained("one-gradient-off", "One element of dW is 2% too large.")
            .at(
                s -> "dW" + s.layers(),
                (s, q, dw) -> UnexplainedForward.element(dw, d -> d * 1.02)),
        Fault.unexplained("last-row-twice", "dW counts the last row of the batch twice.")
            .at(s -> "dW" + s.layers(), (s, q, dw) -> {
              double[][] x = q.get(s.input(s.layers()));
              double[][] dz = q.get("dz" + s.layers());
              double[][] lastX = {x[x.length - 1]};
              double[][] lastDz = {dz[dz.length - 1]};
              return zip(dw, product(transposed(lastX), lastDz), Double::sum);
            }),
        Fault.unexplained("gradient-of-the-layer-above", "dW is that of the next layer.")
            .when(s -> s.layers() > 2
                && s.squareLayer() > 0
                && s.squareLayer() + 1 < s.layers()
                && s.network().fanIn(s.squareLayer() + 1)
                    == s.layer(s.squareLayer() + 1).units())
            .at(
                s -> "dW" + s.squareLayer(),
                (s, q, dw) -> copy(q.get("dW" + (s.squareLayer() + 1)))),
        Fault.unexplained("gradient-absolute", "dW has lost its signs.")
            .at(s -> "dW" + s.layers(), (s, q, dw) -> map(dw, Math::abs)),
        Fault.unexplained("bias-gradient-without-first-row", "db leaves the first row out.")
            .when(s -> s.rows() > 2)
            .at(
                s -> "db" + s.layers(),
                (s, q, db) -> zip(
                    db, new double[][] {q.get("dz" + s.layers())[0]}, (sum, first) -> sum - first)),
        Fault.unexplained("gradient-tenth-lost", "A tenth of da is lost.")
            .when(s -> s.layers() > 1)
            .at(s -> s.fromAbove(s.layers() - 1), (s, q, d) -> times(d, 0.9)),
        Fault.unexplained("beta-gradient-too-large", "dβ is a tenth too large.")
            .when(s -> s.normalizedLayer() > 0)
            .at(s -> "dbeta" + s.normalizedLayer(), (s, q, d) -> times(d, 1.1)));
  }

  private static List<Fault> updates() {
    return List.of(
        Fault.unexplained("frozen-weight", "One weight is never updated.")
            .first(s -> "W1.after")
            .each("W1\\.after", (s, q, after) -> {
              double[][] frozen = copy(after);
              frozen[0][0] = q.get("W1")[0][0];
              return frozen;
            }),
        Fault.unexplained("momentum-of-biases", "Biases keep 0.7 of the momentum that weights do.")
            .when(s -> s.keeps("velocity") && s.step() > 0)
            .first(s -> "opt.velocity." + s.firstUndecayed())
            .each(
                "opt\\.velocity\\.(b|gamma|beta)\\d+",
                (s, q, v) -> zip(
                    v,
                    q.get(q.name() + ".before"),
                    (now, before) -> now - 0.3 * s.momentum() * before)),
        Fault.unexplained("l1-for-l2", "The gradient of λ·Σ|W| is added where L2 is meant.")
            .when(s -> s.training().l2() > 0)
            .first(s -> s.firstOf("W1"))
            .each(
                "g\\.W\\d+",
                (s, q, g) -> zip(
                    q.get("clipped." + parameter(q)),
                    q.get(parameter(q)),
                    (d, w) -> d + s.training().l2() * Math.signum(w))),
        Fault.unexplained("second-moment-of-size", "Adam's v follows |g| instead of g².")
            .when(AdaptiveFaults.ADAM)
            .first(s -> "opt.v.W1")
            .each(
                "opt\\.v\\.\\w+",
                (s, q, v) -> zip(
                    q.get(q.name() + ".before"),
                    q.get("g." + parameter(q)),
                    (before, g) ->
                        s.adam().beta2() * before + (1 - s.adam().beta2()) * Math.abs(g))),
        Fault.unexplained("adagrad-cube-root", "AdaGrad divides by the cube root.")
            .when(s -> s.uses(Optimizer.Adagrad.class))
            .first(s -> "W1.after")
            .each(
                "moved\\..*",
                (s, q, moved) -> zip(
                    q.get(parameter(q)),
                    zip(
                        q.get("g." + parameter(q)),
                        q.get("opt.squareSum." + parameter(q)),
                        (g, h) -> g / (Math.cbrt(h) + 1e-3)),
                    (theta, u) -> theta - rate(q) * u)),
        Fault.unexplained("rounded-weights", "Weights are rounded to two decimals.")
            .first(s -> "W1.after")
            .each("W\\d+\\.after", (s, q, after) -> map(after, w -> Math.rint(100 * w) / 100)),
        Fault.unexplained("clipping-by-absolute-sum", "The norm is Σ|g| instead of √Σg².")
            .when(Setup::clipsByNorm)
            .at(
                "clip.norm",
                (s, q, norm) -> scalar(s.network().parameterShapes().keySet().stream()
                    .flatMap(name -> Arrays.stream(q.get("d" + name)))
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .sum())),
        Fault.unexplained("delayed-gradient", "The update takes the gradients of the step before.")
            .when(s -> s.step() > 0)
            .first(s -> s.firstOf("W1"))
            .each("clipped\\..*", (s, q, g) -> copy(q.before("d" + parameter(q)))),
        Fault.unexplained("running-statistics-summed", "The batch's are added to the running ones.")
            .when(s -> s.normalizedLayer() > 0)
            .first(s -> "bn" + s.normalizedLayer() + ".running.mean.after")
            .each(
                "bn\\d+\\.running\\.(mean|var)\\.after",
                (s, q, after) -> zip(
                    q.get(q.name().replace(".after", "")),
                    q.get(q.name().replace(".running", "").replace(".after", "")),
                    Double::sum)),
        Fault.unexplained("max-norm-of-rows", "Rows of W are limited instead of columns.")
            .when(s -> s.training().maxNorm() > 0)
            .first(s -> "W1.after")
            .each("W\\d+\\.after", (s, q, after) -> {
              double[][] w = copy(q.get("decayed." + q.name().replace(".after", "")));
              for (double[] row : w) {
                double norm = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
                double scale = Math.min(1, s.training().maxNorm() / norm);
                Arrays.setAll(row, j -> row[j] * scale);
              }
              return w;
            }));
  }
}
