package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mlp.api.Tensor;
import mlp.equivalence.diagnosis.StepDiagnosis.Finding;
import mlp.equivalence.replay.Cause;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/**
 * The faults of a step with their causes. One cause often makes several records wrong; of the
 * causes that explain a record, that is taken which explains most of the others.
 */
final class FaultNaming {
  private final StepDiagnosis step;
  private final Map<String, NamedCause> known; // by side and record, of steps before
  private final List<String> order = new ArrayList<>();

  FaultNaming(StepDiagnosis step, Map<String, NamedCause> known) {
    this.step = step;
    this.known = known;
    step.verdicts().forEach(verdict -> order.add(verdict.record()));
  }

  /** @return in the order of the records */
  List<Fault> faults() {
    Map<Finding, List<NamedCause>> candidates = new LinkedHashMap<>();
    step.findings().values().stream()
        .flatMap(List::stream)
        .forEach(finding -> candidates.put(finding, candidates(finding)));
    List<Fault> faults = new ArrayList<>(step.given());
    candidates.forEach((finding, causes) -> {
      Optional<NamedCause> cause = best(finding, causes, candidates);
      cause.ifPresent(named -> known.put(key(finding), named));
      faults.add(new Fault(
          finding.side().records().step(),
          finding.found().name(),
          finding.side().name(),
          finding.expected().residual(finding.found()),
          cause));
    });
    faults.sort(Comparator.comparingInt(fault -> order.indexOf(fault.record())));
    return faults;
  }

  private static String key(Finding finding) {
    return finding.side().name() + " " + finding.found().name();
  }

  private List<NamedCause> candidates(Finding finding) {
    CauseSearch search = new CauseSearch(finding.side().records(), finding.found());
    NamedCause before = known.get(key(finding));
    if (before != null) {
      Optional<NamedCause> again = search.fit(before.causes());
      if (again.isPresent()) {
        return List.of(again.get());
      }
    }
    return search.all();
  }

  private Optional<NamedCause> best(
      Finding finding, List<NamedCause> causes, Map<Finding, List<NamedCause>> candidates) {
    long most = causes.stream()
        .mapToLong(cause -> explained(cause.causes(), candidates))
        .max()
        .orElse(0);
    List<NamedCause> left = causes.stream()
        .filter(cause -> explained(cause.causes(), candidates) == most)
        .toList();
    return left.size() < 2
        ? left.stream().findFirst()
        : left.stream().min(Comparator.comparingLong(cause -> contradicted(finding, cause)));
  }

  // How many records are right that would be wrong if the cause acted
  private long contradicted(Finding finding, NamedCause cause) {
    Records acting = finding.side().records().with(cause.causes());
    return step.verdicts().stream()
        .map(RecordVerdict::record)
        .filter(record -> !step.findings().containsKey(record))
        .filter(record -> isOff(finding.side(), acting, record))
        .count();
  }

  private static boolean isOff(StepDiagnosis.Side side, Records acting, String record) {
    Optional<Tensor> found = side.find(record);
    return found.isPresent()
        && StepReplay.of(acting, record)
            .map(expected -> expected.excess(found.get()) > 1)
            .orElse(false);
  }

  private static long explained(
      Map<Cause, Double> causes, Map<Finding, List<NamedCause>> candidates) {
    return candidates.values().stream()
        .filter(list -> list.stream().anyMatch(cause -> cause.causes().equals(causes)))
        .count();
  }
}
