package mlp.equivalence.kit;

import java.util.List;
import java.util.stream.Stream;

/** All checks of a single track. */
final class Kit {
  private static final List<Check> CHECKS = Stream.of(
          HandWorkedChecks.all(),
          AdaptiveOptimizerChecks.all(),
          NormalizationChecks.all(),
          DropoutChecks.all(),
          StepOrderChecks.all(),
          ScheduleChecks.all(),
          SmoothingChecks.all(),
          ExtremeChecks.all(),
          GoldenChecks.all(),
          DerivativeChecks.all(),
          ContractChecks.all(),
          LoadChecks.all(),
          StateChecks.all(),
          BatchChecks.all(),
          ReferenceChecks.all())
      .flatMap(List::stream)
      .toList();

  private Kit() {}

  static List<Check> checks() {
    return CHECKS;
  }

  static Check check(String name) {
    return checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no check is named " + name));
  }
}
