package mlp.equivalence.inject;

import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;
import static mlp.equivalence.inject.Values.map;
import static mlp.equivalence.inject.Values.scalar;
import static mlp.equivalence.inject.Values.sumOfSquares;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.zip;

import java.util.List;
import java.util.function.Predicate;
import mlp.api.Network;
import mlp.equivalence.naive.Quantities;

/** Faults of clipping (R13). */
final class ClippingFaults {
  private static final double PYTORCH_EPSILON = 1e-6;

  private ClippingFaults() {}

  static List<Fault> all() {
    return List.of(
        clipped("clipping-missing-norm", "clipping-missing", "Gradients keep their norm.")
            .when(Setup::clipsByNorm)
            .each("clipped\\..*", (s, q, g) -> raw(q)),
        clipped("clipping-missing-value", "clipping-missing", "Gradients keep their values.")
            .when(Setup::clipsByValue)
            .each("clipped\\..*", (s, q, g) -> raw(q)),
        clipped("clipping-by-layer", "clipping-by-layer", "Each layer is clipped by its own norm.")
            .when(Setup::clipsByNorm)
            .each("clipped\\..*", (s, q, g) -> {
              String layer = DecayFaults.parameter(q).replaceAll("\\D", "");
              return scaled(
                  s, raw(q), norm(s, q, name -> name.replaceAll("\\D", "").equals(layer)));
            }),
        clipped(
                "clipping-by-parameter",
                "clipping-by-parameter",
                "Each parameter's gradient is clipped by its own norm.")
            .when(Setup::clipsByNorm)
            .each(
                "clipped\\..*",
                (s, q, g) -> scaled(s, raw(q), norm(s, q, DecayFaults.parameter(q)::equals))),
        clipped(
                "clipping-by-value",
                "clipping-by-value",
                "Values are clipped at the maximum where the norm is meant.")
            .when(Setup::clipsByNorm)
            .each("clipped\\..*", (s, q, g) -> limited(raw(q), s.clippingMax())),
        Fault.of(
                "clipping-after-decay-norm",
                "clipping-after-decay",
                "L2 is added first, then the norm is taken and clipped.")
            .when(s -> s.clipsByNorm() && s.training().l2() > 0)
            .at("clip.norm", (s, q, norm) -> scalar(normWithL2(s, q)))
            .each("clipped\\..*", (s, q, g) -> scaled(s, withL2(s, q), q.get("clip.norm")[0][0]))
            .each("g\\..*", (s, q, g) -> clippedAlone(q)),
        clipped(
                "clipping-after-decay-value",
                "clipping-after-decay",
                "L2 is added first, then values are clipped.")
            .when(s -> s.clipsByValue() && s.training().l2() > 0)
            .each("clipped\\..*", (s, q, g) -> limited(withL2(s, q), s.clippingMax()))
            .each("g\\..*", (s, q, g) -> clippedAlone(q)),
        Fault.of(
                "clipping-norm-of-sum",
                "clipping-norm-of-sum",
                "The norm is that of the sums over the batch, n times as large.")
            .when(s -> s.clipsByNorm() && s.rows() > 1)
            .at("clip.norm", (s, q, norm) -> times(norm, s.rows())),
        clipped(
                "clipping-epsilon",
                "clipping-epsilon",
                "Gradients are multiplied by min(1, max/(norm + 1e-6)).")
            .when(Setup::clipsByNorm)
            .each("clipped\\..*", (s, q, g) -> {
              double norm = q.get("clip.norm")[0][0];
              return times(raw(q), min(1, s.clippingMax() / (norm + PYTORCH_EPSILON)));
            }));
  }

  private static Fault clipped(String name, String cause, String description) {
    return Fault.of(name, cause, description).first(s -> s.firstOf("W1"));
  }

  private static double[][] raw(Quantities q) {
    return map(q.get("d" + DecayFaults.parameter(q)), g -> g);
  }

  private static double[][] withL2(Setup s, Quantities q) {
    return withL2(s, q, DecayFaults.parameter(q));
  }

  private static double[][] withL2(Setup s, Quantities q, String parameter) {
    double lambda = Network.isWeight(parameter) ? s.training().l2() : 0;
    return zip(q.get("d" + parameter), q.get(parameter), (g, theta) -> g + lambda * theta);
  }

  private static double[][] clippedAlone(Quantities q) {
    return map(q.get("clipped." + DecayFaults.parameter(q)), g -> g);
  }

  private static double norm(Setup s, Quantities q, Predicate<String> of) {
    return sqrt(s.network().parameterShapes().keySet().stream()
        .filter(of)
        .mapToDouble(name -> sumOfSquares(q.get("d" + name)))
        .sum());
  }

  private static double normWithL2(Setup s, Quantities q) {
    return sqrt(s.network().parameterShapes().keySet().stream()
        .mapToDouble(name -> sumOfSquares(withL2(s, q, name)))
        .sum());
  }

  private static double[][] scaled(Setup s, double[][] g, double norm) {
    return times(g, norm > s.clippingMax() ? s.clippingMax() / norm : 1);
  }

  private static double[][] limited(double[][] g, double most) {
    return map(g, v -> max(min(v, most), -most));
  }
}
