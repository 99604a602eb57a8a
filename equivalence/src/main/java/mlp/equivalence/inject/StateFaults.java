package mlp.equivalence.inject;

import static mlp.equivalence.inject.AdaptiveFaults.ADAGRAD;
import static mlp.equivalence.inject.AdaptiveFaults.ADAM;
import static mlp.equivalence.inject.AdaptiveFaults.LATER;
import static mlp.equivalence.inject.AdaptiveFaults.RMSPROP;
import static mlp.equivalence.inject.AdaptiveFaults.epsilon;
import static mlp.equivalence.inject.DecayFaults.parameter;
import static mlp.equivalence.inject.Values.filled;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import mlp.api.Optimizer;

/** Faults of what the adaptive optimizers keep from step to step (R11). */
final class StateFaults {
  private StateFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(states());
    for (double decay : new double[] {0.99, 0.95, 0.5}) {
      all.add(accumulatorDecay(decay));
    }
    return all;
  }

  private static Fault accumulatorDecay(double decay) {
    return Fault.of(
            "accumulator-decay-" + decay, "accumulator-decay", "RMSProp's ρ is " + decay + ".")
        .when(RMSPROP.and(s -> ((Optimizer.Rmsprop) s.training().optimizer()).decay() != decay))
        .first(s -> "opt.meanSquare.W1")
        .each(
            "opt\\.meanSquare\\.\\w+",
            (s, q, right) -> zip(
                q.get(q.name() + ".before"),
                q.get("g." + parameter(q)),
                (before, g) -> decay * before + (1 - decay) * g * g));
  }

  private static List<Fault> states() {
    return List.of(
        initial("state-initial-adagrad", "AdaGrad's sum begins at 0.1.", ADAGRAD, 0.1),
        initial("state-initial-adagrad-dl4j", "AdaGrad's sum begins at 1e-6.", ADAGRAD, 1e-6),
        initial("state-initial-rmsprop", "RMSProp's mean square begins at 0.1.", RMSPROP, 0.1),
        Fault.of(
                "state-initial-rmsprop-epsilon",
                "state-initial",
                "RMSProp's mean square begins at ε.")
            .when(RMSPROP.and(s -> s.step() == 0))
            .first(s -> s.firstOf("W1"))
            .each("opt\\..*\\.before", (s, q, before) -> filled(before, epsilon(s))),
        forgotten("state-forgotten-adam", "m and v are", ADAM, "opt\\..*\\.before", "m"),
        forgotten("state-forgotten-v", "v is", ADAM, "opt\\.v\\..*\\.before", "v"),
        forgotten("state-forgotten-rmsprop", "s is", RMSPROP, "opt\\..*\\.before", "meanSquare"),
        forgotten("state-forgotten-adagrad", "h is", ADAGRAD, "opt\\..*\\.before", "squareSum"));
  }

  private static Fault initial(
      String name, String description, Predicate<Setup> when, double value) {
    return Fault.of(name, "state-initial", description)
        .when(when.and(s -> s.step() == 0))
        .first(s -> s.firstOf("W1"))
        .each("opt\\..*\\.before", (s, q, before) -> filled(before, value));
  }

  private static Fault forgotten(
      String name, String what, Predicate<Setup> when, String pattern, String first) {
    return Fault.of(name, "state-forgotten", what + " taken as 0 before every step.")
        .when(when.and(LATER))
        .first(s -> "opt." + first + ".W1")
        .each(pattern, (s, q, before) -> filled(before, 0));
  }
}
