package mlp.equivalence.inject;

import static java.lang.Math.pow;
import static java.lang.Math.sqrt;
import static mlp.equivalence.inject.DecayFaults.parameter;
import static mlp.equivalence.inject.DecayFaults.rate;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import mlp.api.Optimizer;
import mlp.equivalence.naive.Quantities;

/** Faults of Adam, AdamW, RMSProp and AdaGrad (R11). */
final class AdaptiveFaults {
  static final Predicate<Setup> ADAM =
      s -> s.uses(Optimizer.Adam.class) || s.uses(Optimizer.Adamw.class);
  static final Predicate<Setup> RMSPROP = s -> s.uses(Optimizer.Rmsprop.class);
  static final Predicate<Setup> ADAGRAD = s -> s.uses(Optimizer.Adagrad.class);
  static final Predicate<Setup> LATER = s -> s.step() > 0;

  private AdaptiveFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(adamSteps());
    all.addAll(rootSteps());
    for (double epsilon : new double[] {1e-8, 1e-7, 1e-5, 1e-3}) {
      all.add(optimizerEpsilon(epsilon));
    }
    for (double beta1 : new double[] {0.95, 0.5, 0}) {
      all.add(beta("beta1", "m", beta1).when(s -> s.adam().beta1() != beta1));
    }
    for (double beta2 : new double[] {0.99, 0.95, 0.9}) {
      all.add(beta("beta2", "v", beta2).when(s -> s.adam().beta2() != beta2));
    }
    return all;
  }

  /** What Adam's step divides, from the moments. */
  private interface AdamStep {
    double of(Setup s, double m, double v);
  }

  private static Fault adam(
      String name, String cause, String description, String when, AdamStep step) {
    return Fault.of(name, cause, description)
        .when(ADAM)
        .first(s -> "W1.after")
        .each(
            "moved\\..*",
            (s, q, moved) -> moved(
                q,
                zip(
                    q.get("opt.m." + parameter(q) + when),
                    q.get("opt.v." + parameter(q) + when),
                    (m, v) -> step.of(s, m, v))));
  }

  // θ − η·step
  private static double[][] moved(Quantities q, double[][] step) {
    return zip(q.get(parameter(q)), step, (theta, u) -> theta - rate(q) * u);
  }

  // Algorithm 1, or with ε̂, as asked for; each moment corrected as if it were step t
  private static double adamStep(Setup s, double m, double v, double t1, double t2) {
    double correction1 = 1 - pow(s.adam().beta1(), t1);
    double correction2 = 1 - pow(s.adam().beta2(), t2);
    double epsilon = s.adam().epsilon() * (s.adam().epsilonHat() ? 1 / sqrt(correction2) : 1);
    return m / correction1 / (sqrt(v / correction2) + epsilon);
  }

  private static double corrected1(Setup s, double m) {
    return m / (1 - pow(s.adam().beta1(), s.step() + 1));
  }

  private static double corrected2(Setup s, double v) {
    return v / (1 - pow(s.adam().beta2(), s.step() + 1));
  }

  private static List<Fault> adamSteps() {
    double never = Double.POSITIVE_INFINITY;
    return List.of(
        adam(
            "epsilon-hat",
            "epsilon-hat",
            "ε stands where ε̂ should, or the reverse.",
            "",
            (s, m, v) -> {
              double root = sqrt(1 - pow(s.adam().beta2(), s.step() + 1));
              double epsilon = s.adam().epsilon() * (s.adam().epsilonHat() ? 1 : 1 / root);
              return corrected1(s, m) / (sqrt(corrected2(s, v)) + epsilon);
            }),
        adam(
                "epsilon-inside-root-adam",
                "epsilon-inside-root",
                "Adam divides by √(v̂ + ε).",
                "",
                (s, m, v) -> corrected1(s, m) / sqrt(corrected2(s, v) + s.adam().epsilon()))
            .when(s -> !s.adam().epsilonHat()),
        adam(
            "bias-correction-missing",
            "bias-correction-missing",
            "m and v are as they are.",
            "",
            (s, m, v) -> adamStep(s, m, v, never, never)),
        adam(
            "bias-correction-missing-m",
            "bias-correction-missing",
            "Only v is corrected.",
            "",
            (s, m, v) -> adamStep(s, m, v, never, s.step() + 1)),
        adam(
            "bias-correction-missing-v",
            "bias-correction-missing",
            "Only m is corrected.",
            "",
            (s, m, v) -> adamStep(s, m, v, s.step() + 1, never)),
        adam(
                "step-count-from-zero",
                "step-count",
                "t counts from 0.",
                "",
                (s, m, v) -> adamStep(s, m, v, s.step(), s.step()))
            .when(LATER),
        adam(
            "step-count-from-two",
            "step-count",
            "t counts from 2.",
            "",
            (s, m, v) -> adamStep(s, m, v, s.step() + 2, s.step() + 2)),
        adam(
                "stale-moments",
                "stale-moments",
                "m and v are those of before the step.",
                ".before",
                (s, m, v) -> adamStep(s, m, v, s.step() + 1, s.step() + 1))
            .when(LATER),
        adam(
            "root-missing-adam",
            "root-missing",
            "Adam divides by v̂ instead of √v̂.",
            "",
            (s, m, v) -> corrected1(s, m) / (corrected2(s, v) + s.adam().epsilon())));
  }

  private interface RootStep {
    double of(double g, double squares, double epsilon);
  }

  private static Fault root(
      String name, String cause, String description, Predicate<Setup> when, RootStep step) {
    return Fault.of(name, cause, description)
        .when(when)
        .first(s -> "W1.after")
        .each("moved\\..*", (s, q, moved) -> {
          String state = s.training().optimizer().stateNames().get(0);
          return moved(
              q,
              zip(
                  q.get("g." + parameter(q)),
                  q.get("opt." + state + "." + parameter(q)),
                  (g, squares) -> step.of(g, squares, epsilon(s))));
        });
  }

  static double epsilon(Setup s) {
    return s.training().optimizer() instanceof Optimizer.Rmsprop rmsprop
        ? rmsprop.epsilon()
        : ADAM.test(s)
            ? s.adam().epsilon()
            : ((Optimizer.Adagrad) s.training().optimizer()).epsilon();
  }

  private static List<Fault> rootSteps() {
    RootStep inside = (g, squares, epsilon) -> g / sqrt(squares + epsilon);
    RootStep missing = (g, squares, epsilon) -> g / (squares + epsilon);
    return List.of(
        root(
            "epsilon-inside-root-rmsprop",
            "epsilon-inside-root",
            "RMSProp divides by √(s + ε).",
            RMSPROP,
            inside),
        root(
            "epsilon-inside-root-adagrad",
            "epsilon-inside-root",
            "AdaGrad divides by √(h + ε).",
            ADAGRAD,
            inside),
        root("root-missing-rmsprop", "root-missing", "RMSProp divides by s.", RMSPROP, missing),
        root("root-missing-adagrad", "root-missing", "AdaGrad divides by h.", ADAGRAD, missing));
  }

  private static Fault optimizerEpsilon(double epsilon) {
    String label = LossFaults.label(epsilon);
    Fault.Wrong wrong = (s, q, moved) -> {
      String parameter = parameter(q);
      if (ADAM.test(s)) {
        double hat = sqrt(1 - pow(s.adam().beta2(), s.step() + 1));
        double added = s.adam().epsilonHat() ? epsilon / hat : epsilon;
        DoubleBinaryOperator step = (m, v) -> corrected1(s, m) / (sqrt(corrected2(s, v)) + added);
        return moved(q, zip(q.get("opt.m." + parameter), q.get("opt.v." + parameter), step));
      }
      String state = s.training().optimizer().stateNames().get(0);
      return moved(
          q,
          zip(
              q.get("g." + parameter),
              q.get("opt." + state + "." + parameter),
              (g, squares) -> g / (sqrt(squares) + epsilon)));
    };
    return Fault.of("optimizer-epsilon-" + label, "optimizer-epsilon", "ε is " + label + ".")
        .when(ADAM.or(RMSPROP).or(ADAGRAD).and(s -> epsilon(s) != epsilon))
        .first(s -> "W1.after")
        .each("moved\\..*", wrong);
  }

  // Another β, also where the bias is corrected
  private static Fault beta(String cause, String moment, double beta) {
    boolean isFirst = moment.equals("m");
    return Fault.of(cause + "-" + beta, cause, "β" + (isFirst ? "₁" : "₂") + " is " + beta + ".")
        .when(ADAM)
        .first(s -> "opt." + moment + ".W1")
        .each(
            "opt\\." + moment + "\\.\\w+",
            (s, q, right) -> zip(
                q.get(q.name() + ".before"),
                q.get("g." + parameter(q)),
                (before, g) -> beta * before + (1 - beta) * (isFirst ? g : g * g)))
        .each("moved\\..*", (s, q, moved) -> {
          double correction = 1 - pow(beta, s.step() + 1);
          return moved(
              q, zip(q.get("opt.m." + parameter(q)), q.get("opt.v." + parameter(q)), (m, v) -> {
                double meanOfG = isFirst ? m / correction : corrected1(s, m);
                double meanOfSquares = isFirst ? corrected2(s, v) : v / correction;
                return meanOfG / (sqrt(meanOfSquares) + s.adam().epsilon());
              }));
        })
        .when(s -> !s.adam().epsilonHat());
  }
}
