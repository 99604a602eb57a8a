package mlp.equivalence.inject;

import static mlp.equivalence.inject.Values.scalar;
import static mlp.equivalence.inject.Values.times;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import mlp.api.LearningRate;

/** Faults of the learning rate (R12). */
final class ScheduleFaults {
  private static final long STEPS_PER_EPOCH = 2;

  private ScheduleFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(of(
        "schedule-off-by-one-ahead",
        "schedule-off-by-one",
        "The rate is that of the next step",
        0,
        step -> step + 1));
    all.addAll(of(
        "schedule-off-by-one-behind",
        "schedule-off-by-one",
        "The rate is that of the step before",
        2,
        step -> step - 1));
    // From step 4 on no other fault of a schedule gives the same rates.
    all.addAll(of(
        "schedule-per-epoch",
        "schedule-per-epoch",
        "The schedule counts epochs of " + STEPS_PER_EPOCH + " steps",
        2 * STEPS_PER_EPOCH,
        step -> step / STEPS_PER_EPOCH));
    all.add(Fault.of("schedule-missing", "schedule-missing", "The rate stays η.")
        .when(Setup::hasSchedule)
        .at("learningRate", (s, q, rate) -> scalar(s.training().learningRate())));
    all.add(Fault.of("schedule-missing-used", "schedule-missing", "The rate that is used stays η.")
        .when(Setup::hasSchedule)
        .first(Setup::firstOfRate)
        .each("rate\\.used", (s, q, rate) -> scalar(s.training().learningRate())));
    for (double factor : new double[] {2.5, 0.3}) {
      all.add(Fault.of(
              "learning-rate-times-" + factor, "learning-rate", "The rate is " + factor + "·η.")
          .first(s -> s.hasSchedule() ? "learningRate" : s.firstOfRate())
          .each("learningRate", (s, q, rate) -> times(rate, factor)));
    }
    all.add(Fault.of(
            "learning-rate-of-biases",
            "learning-rate",
            "Biases, γ and β are trained with three times the rate.")
        .when(s -> !s.keeps("velocity"))
        .first(s -> s.firstUndecayed() + ".after")
        .each(
            "moved\\.(b|gamma|beta)\\d+",
            (s, q, moved) -> Values.zip(
                moved,
                q.get(DecayFaults.parameter(q)),
                (after, before) -> 3 * after - 2 * before)));
    return all;
  }

  // The rate of another step: told and used, or told right and used all the same.
  private static List<Fault> of(
      String name, String cause, String description, long from, Function<Long, Long> of) {
    Fault.Wrong wrong =
        (s, q, rate) -> scalar(new LearningRate(s.training()).at(of.apply(s.step())));
    return List.of(
        Fault.of(name, cause, description + ".")
            .when(s -> s.hasTimedSchedule() && s.step() >= from)
            .at("learningRate", wrong),
        Fault.of(name + "-used", cause, description + ", though the right one is told.")
            .when(s -> s.hasTimedSchedule() && s.step() >= from)
            .first(Setup::firstOfRate)
            .each("rate\\.used", wrong));
  }
}
