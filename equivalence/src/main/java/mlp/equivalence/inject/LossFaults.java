package mlp.equivalence.inject;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.scalar;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import mlp.api.Loss;
import mlp.equivalence.naive.Quantities;

/** Faults of the loss, its gradient and its targets (R2 to R5, R16). */
final class LossFaults {
  private static final Predicate<Setup> SOFTMAX = s -> s.has(Loss.SOFTMAX_CROSS_ENTROPY);
  private static final Predicate<Setup> SIGMOID = s -> s.has(Loss.SIGMOID_CROSS_ENTROPY);
  private static final Predicate<Setup> SQUARED = s -> s.has(Loss.SQUARED_ERROR);

  private LossFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(factor("sum-over-batch", "not divided by the rows", s -> s.rows() > 1, Setup::rows));
    all.addAll(
        factor("sum-over-outputs", "not divided by the outputs", SOFTMAX.negate(), Setup::outputs));
    all.addAll(factor(
        "mean-over-outputs", "divided by the outputs, too", SOFTMAX, s -> 1.0 / s.outputs()));
    all.addAll(factor("half-squared-error", "halved", SQUARED, s -> 0.5));
    all.addAll(factor(
        "full-batch-size",
        "divided by the batch size where a short batch has fewer rows",
        s -> s.rows() < s.training().batchSize(),
        s -> (double) s.rows() / s.training().batchSize()));
    all.addAll(gradients());
    for (double e : new double[] {1e-5, 1e-7, 1e-12}) {
      all.add(clipped("softmax", SOFTMAX, e));
      all.add(epsilonInside("softmax", SOFTMAX, e));
    }
    for (double e : new double[] {1e-5, 1e-7}) {
      all.add(clipped("sigmoid", SIGMOID, e)
          .at(
              s -> s.lossGradient(),
              (s, q, dz) -> residual(s, q, p -> min(max(p, e), 1 - e), 1 / s.count())));
      all.add(epsilonInside("sigmoid", SIGMOID, e));
    }
    all.addAll(targets());
    return all;
  }

  // The mean is another one: in the gradient alone, in the loss that is told alone, or in both.
  private static List<Fault> factor(
      String cause, String how, Predicate<Setup> when, ToDoubleFunction<Setup> factor) {
    Fault.Wrong gradient = (s, q, right) -> {
      double scale = (s.has(Loss.SQUARED_ERROR) ? 2 : 1) / s.count();
      return residual(s, q, p -> p, scale * factor.applyAsDouble(s));
    };
    Fault.Wrong loss = (s, q, right) -> times(right, factor.applyAsDouble(s));
    return List.of(
        Fault.of(cause + "-in-gradient", cause, "The gradient of the loss is " + how + ".")
            .when(when)
            .at(Setup::lossGradient, gradient),
        Fault.of(cause + "-in-loss", cause, "The loss that is told is " + how + ".")
            .when(when)
            .at("loss", loss),
        Fault.of(cause, cause, "The loss and its gradient are " + how + ".")
            .when(when)
            .at("loss", loss)
            .at(Setup::lossGradient, gradient));
  }

  // (f(p) − y)·scale
  private static double[][] residual(Setup s, Quantities q, DoubleUnaryOperator f, double scale) {
    return zip(outputs(s, q), q.get(s.targets()), (p, y) -> (f.applyAsDouble(p) - y) * scale);
  }

  private static double[][] outputs(Setup s, Quantities q) {
    return q.get("a" + s.layers());
  }

  private static List<Fault> gradients() {
    return List.of(
        Fault.of("gradient-sign", "gradient-sign", "The gradient of the loss is y − p.")
            .at(Setup::lossGradient, (s, q, right) -> times(right, -1)),
        Fault.of(
                "softmax-gradient-twice",
                "softmax-gradient-twice",
                "(p − y)/n, the gradient of the logits, goes through the softmax' derivative again.")
            .when(SOFTMAX)
            .at(Setup::lossGradient, (s, q, dz) -> throughSoftmax(outputs(s, q), dz)),
        Fault.of(
                "softmax-twice",
                "softmax-twice",
                "The loss, which takes logits, is given the softmax' outputs.")
            .when(SOFTMAX)
            .at("loss", (s, q, loss) -> softmaxTwiceLoss(outputs(s, q), q.get(s.targets())))
            .at(Setup::lossGradient, (s, q, dz) -> {
              double[][] p = outputs(s, q);
              double[][] again = softmax(p);
              double n = s.count();
              return throughSoftmax(p, zip(again, q.get(s.targets()), (r, y) -> (r - y) / n));
            }));
  }

  // dzⱼ = pⱼ(gⱼ − Σ g p)
  private static double[][] throughSoftmax(double[][] p, double[][] g) {
    double[][] dz = Values.copy(g);
    for (int i = 0; i < p.length; i++) {
      double inner = 0;
      for (int j = 0; j < p[i].length; j++) {
        inner += g[i][j] * p[i][j];
      }
      for (int j = 0; j < p[i].length; j++) {
        dz[i][j] = p[i][j] * (g[i][j] - inner);
      }
    }
    return dz;
  }

  private static double[][] softmaxTwiceLoss(double[][] p, double[][] y) {
    return loss(zip(softmax(p), y, (again, target) -> -target * log(again)), p.length);
  }

  private static double[][] softmax(double[][] z) {
    double[][] result = Values.copy(z);
    for (double[] row : result) {
      double max = Arrays.stream(row).max().orElseThrow();
      Arrays.setAll(row, j -> exp(row[j] - max));
      double sum = Arrays.stream(row).sum();
      Arrays.setAll(row, j -> row[j] / sum);
    }
    return result;
  }

  private static double[][] loss(double[][] terms, double count) {
    return scalar(Arrays.stream(terms).flatMapToDouble(Arrays::stream).sum() / count);
  }

  // The loss of probabilities, with another logarithm
  private static double[][] crossEntropy(Setup s, Quantities q, DoubleUnaryOperator logarithm) {
    double[][] terms = zip(outputs(s, q), q.get(s.targets()), (p, y) -> {
      double others = SIGMOID.test(s) ? (1 - y) * logarithm.applyAsDouble(1 - p) : 0;
      return -y * logarithm.applyAsDouble(p) - others;
    });
    return loss(terms, s.count());
  }

  private static Fault clipped(String of, Predicate<Setup> when, double e) {
    return Fault.of(
            "loss-clipped-" + of + "-" + label(e),
            "loss-clipped",
            "p is clipped to [" + e + ", 1 − " + e + "] before the logarithm.")
        .when(when)
        .at("loss", (s, q, loss) -> crossEntropy(s, q, p -> log(min(max(p, e), 1 - e))));
  }

  private static Fault epsilonInside(String of, Predicate<Setup> when, double e) {
    return Fault.of(
            "epsilon-in-logarithm-" + of + "-" + label(e),
            "epsilon-in-logarithm",
            "The loss takes the logarithm of p + " + e + ".")
        .when(when)
        .at("loss", (s, q, loss) -> crossEntropy(s, q, p -> log(p + e)));
  }

  /** 1e-5, as users write it. */
  static String label(double e) {
    return e == 0 ? "0" : String.format("1e%d", Math.round(Math.log10(e)));
  }

  private static List<Fault> targets() {
    return List.of(
        Fault.of("smoothing-missing", "smoothing-missing", "Labels are not smoothed.")
            .when(s -> s.training().labelSmoothing() > 0)
            .at("y.smoothed", (s, q, right) -> map(q.get("y"), y -> y)),
        Fault.of(
                "smoothing-over-others",
                "smoothing-over-others",
                "α is shared among the other classes alone.")
            .when(s -> s.training().labelSmoothing() > 0)
            .at("y.smoothed", (s, q, right) -> {
              double alpha = s.training().labelSmoothing();
              int k = SOFTMAX.test(s) ? s.outputs() : 2;
              return map(q.get("y"), y -> (1 - alpha) * y + alpha * (1 - y) / (k - 1));
            }));
  }
}
