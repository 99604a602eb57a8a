package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mlp.api.Tensor;
import mlp.equivalence.replay.Cause;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Precision;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/**
 * Looks for what explains a record that is off the rules: replays it under every cause that could
 * have changed it, and, if none alone gives what was recorded, under every two.
 */
final class CauseSearch {
  /** Elements times pairs: beyond that, pairs are not tried. */
  private static final long MOST_WORK = 40_000_000;

  private static final double LEAST = 1e-9;

  /** Those whose numbers the result is linear in, so that they can be found from it. */
  static final Set<Cause> FITTED = EnumSet.of(
      Cause.LEARNING_RATE,
      Cause.STATISTICS_CLIPPED,
      Cause.NORMALIZATION_DECAY,
      Cause.MOMENTUM_VALUE,
      Cause.BETA1,
      Cause.BETA2,
      Cause.ACCUMULATOR_DECAY);

  private final Records records;
  private final Tensor found;
  private final double before;
  private final Set<Cause> asked;

  /**
   * @param records of the side that has the fault
   * @param found the record that is off the rules
   */
  CauseSearch(Records records, Tensor found) {
    Records fresh = records.fresh();
    this.records = records;
    this.found = found;
    before = StepReplay.of(fresh, found.name()).orElseThrow().residual(found);
    asked = Set.copyOf(fresh.asked());
  }

  /** @return all that explain it alone, in the catalogue's order; else the pairs that do */
  List<NamedCause> all() {
    List<NamedCause> causes = new ArrayList<>();
    List<Map<Cause, Double>> variants = variants();
    for (Map<Cause, Double> variant : variants) {
      boolean isNamed =
          causes.stream().anyMatch(cause -> cause.causes().keySet().equals(variant.keySet()));
      if (!isNamed) {
        fit(variant).ifPresent(causes::add);
      }
    }
    if (causes.size() > 1) {
      causes.removeIf(cause -> cause.causes().containsKey(Cause.LOSS_FROM_PROBABILITIES));
    }
    long pairs = (long) variants.size() * variants.size() / 2;
    if (causes.isEmpty() && pairs * found.values().length <= MOST_WORK) {
      addPairs(variants, causes);
    }
    return causes;
  }

  private List<Map<Cause, Double>> variants() {
    List<Map<Cause, Double>> variants = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      if (asked.contains(cause)) {
        for (double number : cause.numbers()) {
          variants.add(new EnumMap<>(Map.of(cause, number)));
        }
        if (FITTED.contains(cause) && !cause.numbers().get(0).isNaN()) {
          variants.add(new EnumMap<>(Map.of(cause, Double.NaN)));
        }
      }
    }
    return variants;
  }

  private void addPairs(List<Map<Cause, Double>> variants, List<NamedCause> causes) {
    for (int i = 0; i < variants.size(); i++) {
      for (int j = i + 1; j < variants.size(); j++) {
        Map<Cause, Double> both = new EnumMap<>(variants.get(i));
        both.putAll(variants.get(j));
        if (both.size() == 2) {
          fit(both).ifPresent(causes::add);
        }
      }
    }
  }

  /** @return the causes, if the replay under them gives what was recorded */
  Optional<NamedCause> fit(Map<Cause, Double> causes) {
    Map<Cause, Double> fitted = new EnumMap<>(causes);
    for (Map.Entry<Cause, Double> each : causes.entrySet()) {
      if (each.getValue().isNaN()) {
        Optional<Double> number = number(causes, each.getKey());
        if (number.isEmpty()) {
          return Optional.empty();
        }
        fitted.put(each.getKey(), number.get());
      }
    }
    Optional<Expected> expected = StepReplay.of(records.with(fitted), found.name());
    if (expected.isEmpty() || !(expected.get().excess(found) <= 1)) {
      return Optional.empty();
    }
    double after = expected.get().residual(found);
    boolean isPossible = fitted.entrySet().stream()
        .allMatch(each -> Precision.allows(each.getKey(), each.getValue(), found.values()));
    boolean isRounding = fitted.containsKey(Cause.LOSS_FROM_PROBABILITIES);
    return isPossible && (isRounding || after <= before / 2)
        ? Optional.of(new NamedCause(fitted, before, after))
        : Optional.empty();
  }

  // The result is linear in the number: f(0) + p·(f(1) − f(0)), p by least squares
  private Optional<Double> number(Map<Cause, Double> causes, Cause fitted) {
    Optional<Expected> zero = StepReplay.of(records.with(with(causes, fitted, 0)), found.name());
    Optional<Expected> one = StepReplay.of(records.with(with(causes, fitted, 1)), found.name());
    if (zero.isEmpty() || one.isEmpty()) {
      return Optional.empty();
    }
    double product = 0;
    double square = 0;
    for (int k = 0; k < found.values().length; k++) {
      double direction = one.get().values()[k] - zero.get().values()[k];
      product += direction * (found.values()[k] - zero.get().values()[k]);
      square += direction * direction;
    }
    if (square == 0) {
      return Optional.of(1.0); // it does not depend on the number
    }
    double number = product / square;
    boolean isShare = fitted != Cause.LEARNING_RATE;
    return number > LEAST && (isShare ? number < 1 : Double.isFinite(number))
        ? Optional.of(number)
        : Optional.empty();
  }

  private static Map<Cause, Double> with(Map<Cause, Double> causes, Cause fitted, double number) {
    Map<Cause, Double> changed = new EnumMap<>(causes);
    changed.put(fitted, number);
    return changed;
  }
}
