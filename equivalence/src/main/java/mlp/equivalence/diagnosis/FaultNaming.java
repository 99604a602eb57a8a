package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import mlp.api.Tensor;
import mlp.equivalence.diagnosis.StepDiagnosis.Finding;
import mlp.equivalence.replay.Cause;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/**
 * The faults of a run with their causes. Often several causes give the numbers of one record in one
 * step, and one cause makes many records wrong in many steps: that is named which explains most.
 */
final class FaultNaming {
  /** A record that was searched so often in vain is not searched again. */
  private static final int VAIN_SEARCHES = 3;

  private static final Set<Cause> OF_ALL = EnumSet.of(
      Cause.DAMPENING,
      Cause.MOMENTUM_MISSING,
      Cause.RATE_OUTSIDE_VELOCITY,
      Cause.STATE_FORGOTTEN,
      Cause.SINGLE_PRECISION_CONSTANTS);

  private static final double SAME_FACTOR = 1e-3;

  private final List<Occurrence> occurrences = new ArrayList<>();
  private final Map<String, List<Occurrence>> byKey = new LinkedHashMap<>();

  /** A fault, and what might explain it, each with the number of records that speak against it. */
  private record Occurrence(
      long step,
      int place,
      String side,
      String record,
      double residual,
      Map<NamedCause, Long> candidates) {
    Optional<NamedCause> named(Set<Cause> causes) {
      return candidates.keySet().stream()
          .filter(cause -> cause.causes().keySet().equals(causes))
          .findFirst();
    }
  }

  /** Looks for the causes of a step's faults. */
  void add(StepDiagnosis step) {
    List<String> order = step.verdicts().stream().map(RecordVerdict::record).toList();
    for (Fault fault : step.given()) {
      Map<NamedCause, Long> certain = new LinkedHashMap<>();
      fault.cause().ifPresent(cause -> certain.put(cause, 0L));
      keep(new Occurrence(
          fault.step(),
          order.indexOf(fault.record()),
          fault.side(),
          fault.record(),
          fault.residual(),
          certain));
    }
    step.findings().values().stream().flatMap(List::stream).forEach(finding -> {
      String record = finding.found().name();
      keep(new Occurrence(
          finding.side().records().step(),
          order.indexOf(record),
          finding.side().name(),
          record,
          finding.expected().residual(finding.found()),
          candidates(finding, step)));
    });
  }

  private void keep(Occurrence occurrence) {
    occurrences.add(occurrence);
    byKey
        .computeIfAbsent(key(occurrence.side(), occurrence.record()), unused -> new ArrayList<>())
        .add(occurrence);
  }

  private static String key(String side, String record) {
    return side + " " + record;
  }

  private Map<NamedCause, Long> candidates(Finding finding, StepDiagnosis step) {
    CauseSearch search = new CauseSearch(finding.side().records(), finding.found());
    List<Occurrence> before =
        byKey.getOrDefault(key(finding.side().name(), finding.found().name()), List.of());
    List<NamedCause> found = new ArrayList<>();
    if (!before.isEmpty()) {
      before
          .get(before.size() - 1)
          .candidates()
          .keySet()
          .forEach(cause -> search.fit(cause.causes()).ifPresent(found::add));
    }
    long inVain = before.stream().filter(each -> each.candidates().isEmpty()).count();
    if (found.isEmpty() && inVain < VAIN_SEARCHES) {
      found.addAll(search.all());
    }
    Map<NamedCause, Long> candidates = new LinkedHashMap<>();
    for (NamedCause cause : found) {
      List<String> against = against(finding, step, cause);
      if (!isOfAll(cause) || against.stream().noneMatch(isLike(finding.found().name()))) {
        candidates.put(cause, (long) against.size());
      }
    }
    return candidates;
  }

  // What an optimizer does, and a number that is made to fit one record, must fit its neighbours
  private static boolean isOfAll(NamedCause cause) {
    return cause.causes().keySet().stream()
        .anyMatch(each -> OF_ALL.contains(each)
            || CauseSearch.FITTED.contains(each) && each != Cause.LEARNING_RATE);
  }

  private static Predicate<String> isLike(String record) {
    String kind = record.replaceFirst("[A-Za-z]+\\d+$", "");
    return other -> kind.endsWith(".") && other.startsWith(kind);
  }

  // The records that are right, and would be wrong if the cause acted
  private static List<String> against(Finding finding, StepDiagnosis step, NamedCause cause) {
    Records acting = finding.side().records().with(cause.causes());
    return step.verdicts().stream()
        .map(RecordVerdict::record)
        .filter(record -> !step.findings().containsKey(record))
        .filter(record -> isOff(finding.side(), acting, record))
        .toList();
  }

  private static boolean isOff(StepDiagnosis.Side side, Records acting, String record) {
    Optional<Tensor> found = side.find(record);
    return found.isPresent()
        && StepReplay.of(acting, record)
            .map(expected -> expected.excess(found.get()) > 1)
            .orElse(false);
  }

  /** @return all faults, in the order of steps and records */
  List<Fault> faults() {
    Map<String, Optional<Set<Cause>>> best = new HashMap<>();
    byKey.forEach((key, all) -> best.put(key, best(all)));
    List<Occurrence> inOrder = new ArrayList<>(occurrences);
    inOrder.sort(Comparator.comparingLong(Occurrence::step).thenComparingInt(Occurrence::place));
    List<Fault> faults = new ArrayList<>();
    for (Occurrence each : inOrder) {
      Optional<NamedCause> cause = best.get(key(each.side(), each.record()))
          .flatMap(causes ->
              each.named(causes).or(() -> each.candidates().keySet().stream().findFirst()));
      faults.add(new Fault(each.step(), each.record(), each.side(), each.residual(), cause));
    }
    return faults;
  }

  // Of one record in all steps: nothing, where a step is left without any explanation
  private Optional<Set<Cause>> best(List<Occurrence> all) {
    if (all.stream().anyMatch(each -> each.candidates().isEmpty())) {
      return Optional.empty();
    }
    Map<Set<Cause>, Integer> rank = new LinkedHashMap<>();
    for (Occurrence each : all) {
      for (NamedCause cause : each.candidates().keySet()) {
        rank.putIfAbsent(cause.causes().keySet(), rank.size());
      }
    }
    rank.keySet().removeIf(causes -> !isConstant(causes, all));
    return rank.keySet().stream()
        .min(Comparator.comparingLong((Set<Cause> causes) -> -explained(causes, all))
            .thenComparingLong(causes -> -explained(causes, ofSide(all.get(0).side())))
            .thenComparingLong(causes -> against(causes, all))
            .thenComparingInt(rank::get));
  }

  private List<Occurrence> ofSide(String side) {
    return occurrences.stream().filter(each -> each.side().equals(side)).toList();
  }

  private static long explained(Set<Cause> causes, List<Occurrence> all) {
    return all.stream().filter(each -> each.named(causes).isPresent()).count();
  }

  private static long against(Set<Cause> causes, List<Occurrence> all) {
    return all.stream()
        .mapToLong(each -> each.named(causes).map(each.candidates()::get).orElse(0L))
        .sum();
  }

  // Another learning rate is the same other rate in every step
  private static boolean isConstant(Set<Cause> causes, List<Occurrence> all) {
    double[] factors = all.stream()
        .flatMap(each -> each.named(causes).stream())
        .mapToDouble(cause -> cause.causes().getOrDefault(Cause.LEARNING_RATE, 1.0))
        .toArray();
    for (double factor : factors) {
      if (!(Math.abs(factor / factors[0] - 1) <= SAME_FACTOR)) {
        return false;
      }
    }
    return true;
  }
}
