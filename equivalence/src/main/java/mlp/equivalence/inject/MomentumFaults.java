package mlp.equivalence.inject;

import static mlp.equivalence.inject.DecayFaults.parameter;
import static mlp.equivalence.inject.DecayFaults.rate;
import static mlp.equivalence.inject.Values.zip;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Optimizer;
import mlp.equivalence.naive.Quantities;

/** Faults of momentum and Nesterov's momentum, and of the step as such (R11). */
final class MomentumFaults {
  private MomentumFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>(velocities());
    for (double mu : new double[] {0.5, 0.99, 0.95}) {
      all.add(velocity(
              "momentum-value-" + mu,
              "momentum-value",
              "μ is " + mu + ".",
              (s, q) -> mu,
              (s, q) -> 1)
          .when(s -> s.step() > 0 && s.momentum() != mu));
    }
    all.addAll(steps());
    return all;
  }

  private interface Factor {
    double of(Setup s, Quantities q);
  }

  // v = a·v − η·b·g
  private static Fault velocity(String name, String cause, String description, Factor a, Factor b) {
    return Fault.of(name, cause, description)
        .when(s -> s.keeps("velocity"))
        .first(s -> s.firstOf("W1"))
        .each("opt\\.velocity\\.\\w+", (s, q, v) -> {
          double old = a.of(s, q);
          double now = rate(q) * b.of(s, q);
          return zip(
              q.get(q.name() + ".before"),
              q.get("g." + parameter(q)),
              (before, g) -> old * before - now * g);
        });
  }

  private static List<Fault> velocities() {
    return List.of(
        velocity(
            "dampening",
            "dampening",
            "The gradient is dampened: v = μv − η(1 − μ)g.",
            (s, q) -> s.momentum(),
            (s, q) -> 1 - s.momentum()),
        velocity(
                "momentum-missing",
                "momentum-missing",
                "The velocity is not kept: v = −ηg, plain SGD.",
                (s, q) -> 0,
                (s, q) -> 1)
            .when(s -> s.uses(Optimizer.Momentum.class) && s.step() > 0),
        velocity(
                "rate-outside-velocity",
                "rate-outside-velocity",
                "The rate multiplies the whole velocity, so that a new rate changes its past.",
                (s, q) -> s.momentum() * rate(q) / q.before("rate.used")[0][0],
                (s, q) -> 1)
            .when(s -> s.hasSchedule() && s.step() > 0));
  }

  private static List<Fault> steps() {
    return List.of(
        Fault.of(
                "nesterov-for-momentum",
                "nesterov-for-momentum",
                "Nesterov's step is taken: θ + μv − ηg.")
            .when(s -> s.uses(Optimizer.Momentum.class))
            .first(s -> "W1.after")
            .each("moved\\..*", (s, q, moved) -> {
              double[][] v = q.get("opt.velocity." + parameter(q));
              double[][] ahead =
                  zip(v, q.get("g." + parameter(q)), (vij, g) -> s.momentum() * vij - rate(q) * g);
              return zip(q.get(parameter(q)), ahead, Double::sum);
            }),
        Fault.of(
                "momentum-for-nesterov",
                "momentum-for-nesterov",
                "The step of plain momentum is taken: θ + v.")
            .when(s -> s.uses(Optimizer.Nesterov.class))
            .first(s -> "W1.after")
            .each(
                "moved\\..*",
                (s, q, moved) ->
                    zip(q.get(parameter(q)), q.get("opt.velocity." + parameter(q)), Double::sum)),
        Fault.of(
                "stale-velocity",
                "stale-moments",
                "The step is that of the velocity of the step before.")
            .when(s -> s.uses(Optimizer.Momentum.class) && s.step() > 0)
            .first(s -> "W1.after")
            .each(
                "moved\\..*",
                (s, q, moved) -> zip(
                    q.get(parameter(q)),
                    q.get("opt.velocity." + parameter(q) + ".before"),
                    Double::sum)),
        Fault.of("update-sign", "update-sign", "The step goes uphill: θ + u.")
            .first(s -> "W1.after")
            .each(
                "moved\\..*",
                (s, q, moved) ->
                    zip(moved, q.get(parameter(q)), (after, before) -> 2 * before - after)));
  }
}
