package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.copy;
import static mlp.equivalence.inject.Values.scalar;
import static mlp.equivalence.inject.Values.sumOfSquares;
import static mlp.equivalence.inject.Values.times;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import mlp.equivalence.naive.Quantities;

/** Faults of L2, of decoupled decay and of max-norm (R10, R15). */
final class DecayFaults {
  private static final String WEIGHTS = "W\\d+";
  private static final String OTHERS = "(b|gamma|beta)\\d+";
  private static final Predicate<Setup> L2 = s -> s.training().l2() > 0;
  private static final Predicate<Setup> DECOUPLED = s -> s.training().decoupledDecay() > 0;

  private DecayFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(amount("decay-missing", "is not applied", 0));
    all.addAll(amount("decay-doubled", "is applied twice", 2));
    all.addAll(amount("decay-halved", "is applied by half", 0.5));
    all.addAll(kinds());
    all.addAll(others());
    all.addAll(penalties());
    all.add(Fault.of("max-norm-missing", "max-norm-missing", "No norm of weights is limited.")
        .when(s -> s.training().maxNorm() > 0)
        .first(s -> "W1.after")
        .each(
            "W\\d+\\.after",
            (s, q, after) -> copy(q.get("decayed." + q.name().replace(".after", "")))));
    return all;
  }

  /** The parameter in the name of a quantity as g.W1. */
  static String parameter(Quantities q) {
    return q.name().substring(q.name().lastIndexOf('.') + 1);
  }

  static double rate(Quantities q) {
    return q.get("rate.used")[0][0];
  }

  // g + factor·θ
  private static double[][] withL2(Quantities q, double factor) {
    String parameter = parameter(q);
    return zip(q.get("clipped." + parameter), q.get(parameter), (g, theta) -> g + factor * theta);
  }

  // θ − u − factor·θ
  private static double[][] decayed(Quantities q, double factor) {
    String parameter = parameter(q);
    return zip(
        q.get("moved." + parameter), q.get(parameter), (moved, theta) -> moved - factor * theta);
  }

  private static List<Fault> amount(String cause, String how, double factor) {
    return List.of(
        Fault.of(cause + "-l2", cause, "L2 " + how + ".")
            .when(L2)
            .first(s -> s.firstOf("W1"))
            .each("g\\." + WEIGHTS, (s, q, g) -> withL2(q, factor * s.training().l2())),
        Fault.of(cause + "-decoupled", cause, "The decoupled decay " + how + ".")
            .when(DECOUPLED)
            .first(s -> "W1.after")
            .each(
                "decayed\\." + WEIGHTS,
                (s, q, w) -> decayed(q, factor * rate(q) * s.training().decoupledDecay())));
  }

  private static List<Fault> kinds() {
    return List.of(
        Fault.of(
                "decay-decoupled",
                "decay-decoupled",
                "L2 is asked for, but W ← W − u − ηλW is done.")
            .when(L2.and(DECOUPLED.negate()).and(Setup::keepsState))
            .first(s -> s.firstOf("W1"))
            .each("g\\." + WEIGHTS, (s, q, g) -> withL2(q, 0))
            .each(
                "decayed\\." + WEIGHTS,
                (s, q, w) -> decayed(q, rate(q) * s.training().l2())),
        Fault.of(
                "decay-coupled",
                "decay-coupled",
                "Decoupled decay is asked for, but g + λW is done.")
            .when(DECOUPLED.and(L2.negate()).and(Setup::keepsState))
            .first(s -> s.firstOf("W1"))
            .each("g\\." + WEIGHTS, (s, q, g) -> withL2(q, s.training().decoupledDecay()))
            .each("decayed\\." + WEIGHTS, (s, q, w) -> decayed(q, 0)),
        Fault.of(
                "decay-without-rate",
                "decay-without-rate",
                "The decoupled decay is not multiplied by η: W ← W − u − λW.")
            .when(DECOUPLED)
            .first(s -> "W1.after")
            .each("decayed\\." + WEIGHTS, (s, q, w) -> decayed(q, s.training().decoupledDecay())),
        Fault.of(
                "decay-after-step",
                "decay-after-step",
                "The decoupled decay takes W after the optimizer's step: (W − u)(1 − ηλ).")
            .when(DECOUPLED)
            .first(s -> "W1.after")
            .each(
                "decayed\\." + WEIGHTS,
                (s, q, w) -> times(
                    q.get("moved." + parameter(q)), 1 - rate(q) * s.training().decoupledDecay())));
  }

  private static List<Fault> others() {
    return List.of(
        Fault.of("decay-on-biases-l2", "decay-on-biases", "L2 is applied to biases, γ and β, too.")
            .when(L2)
            .first(s -> s.firstOf(s.firstUndecayed()))
            .each("g\\." + OTHERS, (s, q, g) -> withL2(q, s.training().l2())),
        Fault.of(
                "decay-on-biases-decoupled",
                "decay-on-biases",
                "The decoupled decay is applied to biases, γ and β, too.")
            .when(DECOUPLED)
            .first(s -> s.firstUndecayed() + ".after")
            .each(
                "decayed\\." + OTHERS,
                (s, q, b) -> decayed(q, rate(q) * s.training().decoupledDecay())),
        Fault.of("decay-on-gamma", "decay-on-biases", "The decay is applied to γ, too.")
            .when(s -> s.normalizedLayer() > 0 && (L2.test(s) || DECOUPLED.test(s)))
            .first(s -> {
              String gamma = "gamma" + s.normalizedLayer();
              return L2.test(s) ? s.firstOf(gamma) : gamma + ".after";
            })
            .each("g\\.gamma\\d+", (s, q, g) -> withL2(q, s.training().l2()))
            .each(
                "decayed\\.gamma\\d+",
                (s, q, b) -> decayed(q, rate(q) * s.training().decoupledDecay())));
  }

  private static List<Fault> penalties() {
    return List.of(
        penalty("penalty-in-loss", "½λΣW²", 0.5),
        penalty("penalty-in-loss-whole", "λΣW²", 1),
        Fault.of(
                "penalty-in-gradients",
                "penalty-in-gradients",
                "λW is in dW already, and is not added again behind.")
            .when(L2)
            .first(s -> "dW" + s.layers())
            .each("d" + WEIGHTS, (s, q, dw) -> {
              double lambda = s.training().l2();
              return zip(dw, q.get(q.name().substring(1)), (g, w) -> g + lambda * w);
            })
            .each("g\\." + WEIGHTS, (s, q, g) -> withL2(q, 0)));
  }

  private static Fault penalty(String name, String formula, double factor) {
    return Fault.of(name, "penalty-in-loss", "The loss that is told has " + formula + " in it.")
        .when(L2)
        .at("loss", (s, q, loss) -> {
          double squares = 0;
          for (int l = 1; l <= s.layers(); l++) {
            squares += sumOfSquares(q.get("W" + l));
          }
          return scalar(loss[0][0] + factor * s.training().l2() * squares);
        });
  }
}
