package mlp.equivalence.inject;

import static java.lang.Math.sqrt;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import mlp.equivalence.naive.Quantities;

/** Faults of batch normalization (R8). */
final class NormalizationFaults {
  private static final Predicate<Setup> NORMALIZED = s -> s.normalizedLayer() > 0 && s.rows() > 1;

  private NormalizationFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(statistics());
    for (double decay : new double[] {0.99, 0.95, 0.5}) {
      all.add(running(
          "normalization-decay-" + decay,
          "normalization-decay",
          "The running statistics keep " + decay + " of what they were.",
          s -> decay(s) != decay,
          s -> decay));
    }
    for (double epsilon : new double[] {1e-3, 1e-5, 1e-8, 0}) {
      all.add(deviation(
              "normalization-epsilon-" + LossFaults.label(epsilon),
              "normalization-epsilon",
              "ε under the root is " + LossFaults.label(epsilon) + ".",
              (s, variance) -> sqrt(variance + epsilon))
          .when(s -> epsilon(s) != epsilon));
    }
    all.addAll(gradients());
    return all;
  }

  private static String bn(Setup s, String what) {
    return "bn" + s.normalizedLayer() + what;
  }

  private static double decay(Setup s) {
    return s.normalization(s.normalizedLayer()).decay();
  }

  private static double epsilon(Setup s) {
    return s.normalization(s.normalizedLayer()).epsilon();
  }

  private static List<Fault> statistics() {
    return List.of(
        Fault.of("unbiased-variance", "unbiased-variance", "The batch's variance divides by n − 1.")
            .when(NORMALIZED)
            .first(s -> bn(s, ".var"))
            .each("bn\\d+\\.var", (s, q, var) -> times(var, unbiased(s))),
        Fault.of(
                "unbiased-running-variance",
                "unbiased-running-variance",
                "The running variance follows one that divides by n − 1.")
            .when(NORMALIZED)
            .first(s -> bn(s, ".running.var.after"))
            .each(
                "bn\\d+\\.running\\.var\\.after",
                (s, q, after) -> followed(q, decay(s), times(batch(q), unbiased(s)))),
        running(
            "running-momentum-reversed",
            "running-momentum-reversed",
            "The decay is taken as the weight of the batch.",
            s -> decay(s) != 0.5,
            s -> 1 - decay(s)),
        Fault.of(
                "running-momentum-reversed-of-variance",
                "running-momentum-reversed",
                "The decay of the running variance is taken as the weight of the batch.")
            .when(NORMALIZED.and(s -> decay(s) != 0.5))
            .at(
                s -> bn(s, ".running.var.after"),
                (s, q, after) -> followed(q, 1 - decay(s), batch(q))),
        Fault.of(
                "running-statistics-used",
                "running-statistics-used",
                "Training normalizes with the running statistics.")
            .when(NORMALIZED)
            .first(s -> bn(s, ".mean"))
            .each(
                "bn\\d+\\.(mean|var)",
                (s, q, right) -> Values.copy(q.get(q.name().replace(".", ".running.")))),
        Fault.of("scale-and-shift-missing", "scale-and-shift-missing", "γ and β are not used.")
            .when(NORMALIZED)
            .at(s -> bn(s, ".out"), (s, q, out) -> Values.copy(q.get(bn(s, ".xhat")))),
        deviation(
            "epsilon-outside-root",
            "epsilon-outside-root",
            "ε is added to the root: √σ² + ε.",
            (s, variance) -> sqrt(variance) + epsilon(s)));
  }

  private static double unbiased(Setup s) {
    return s.rows() / (s.rows() - 1.0);
  }

  // The batch's statistic that bn1.running.var.after follows
  private static double[][] batch(Quantities q) {
    return q.get(q.name().replace(".running", "").replace(".after", ""));
  }

  private static double[][] followed(Quantities q, double decay, double[][] batch) {
    return zip(
        q.get(q.name().replace(".after", "")),
        batch,
        (before, now) -> decay * before + (1 - decay) * now);
  }

  private static Fault running(
      String name,
      String cause,
      String description,
      Predicate<Setup> when,
      ToDoubleFunction<Setup> decay) {
    return Fault.of(name, cause, description)
        .when(NORMALIZED.and(when))
        .first(s -> bn(s, ".running.mean.after"))
        .each(
            "bn\\d+\\.running\\.(mean|var)\\.after",
            (s, q, after) -> followed(q, decay.applyAsDouble(s), batch(q)));
  }

  private interface Deviation {
    double of(Setup s, double variance);
  }

  // √(σ² + ε) is another one, on both ways.
  private static Fault deviation(
      String name, String cause, String description, Deviation deviation) {
    return Fault.of(name, cause, description)
        .when(NORMALIZED)
        .at(s -> bn(s, ".xhat"), (s, q, xhat) -> {
          double[] mean = q.get(bn(s, ".mean"))[0];
          double[] variance = q.get(bn(s, ".var"))[0];
          double[][] z = Values.copy(q.get("z" + s.normalizedLayer()));
          for (double[] row : z) {
            for (int j = 0; j < row.length; j++) {
              row[j] = (row[j] - mean[j]) / deviation.of(s, variance[j]);
            }
          }
          return z;
        })
        .at(
            s -> "dz" + s.normalizedLayer(),
            (s, q, dz) -> gradient(s, q, variance -> deviation.of(s, variance), 1, 1));
  }

  private static List<Fault> gradients() {
    return List.of(
        through("mean", "without −dβ/n", 0, 1),
        through("variance", "without −x̂·dγ/n", 1, 0),
        through("statistics", "as if μ and σ² were constants", 0, 0));
  }

  private static Fault through(String what, String how, double mean, double variance) {
    String name = "gradient-through-" + what + "-missing";
    return Fault.of(name, name, "The gradient goes through the normalization " + how + ".")
        .when(NORMALIZED)
        .at(
            s -> "dz" + s.normalizedLayer(),
            (s, q, dz) -> gradient(s, q, v -> sqrt(v + epsilon(s)), mean, variance));
  }

  // γ/√(σ² + ε)·(dout − mean·dβ/n − variance·x̂·dγ/n)
  private static double[][] gradient(
      Setup s, Quantities q, DoubleUnaryOperator deviation, double mean, double variance) {
    int l = s.normalizedLayer();
    double[] gamma = q.get("gamma" + l)[0];
    double[] dgamma = q.get("dgamma" + l)[0];
    double[] dbeta = q.get("dbeta" + l)[0];
    double[] deviations = map(q.get(bn(s, ".var")), deviation)[0];
    double[][] xhat = q.get(bn(s, ".xhat"));
    double[][] dz = Values.copy(q.get("dbn" + l + ".out"));
    for (int i = 0; i < dz.length; i++) {
      for (int j = 0; j < dz[i].length; j++) {
        double ways = mean * dbeta[j] + variance * xhat[i][j] * dgamma[j];
        dz[i][j] = gamma[j] / deviations[j] * (dz[i][j] - ways / s.rows());
      }
    }
    return dz;
  }
}
