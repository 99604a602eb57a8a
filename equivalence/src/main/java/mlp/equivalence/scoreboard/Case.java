package mlp.equivalence.scoreboard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.inject.Effect;

/**
 * One fault, or two, planted into one scenario, and what the diagnosis said of it.
 *
 * @param faults their names
 * @param scenario its name
 * @param effect where the wrong run first differs from the right one
 * @param expected the causes in the catalogue; none of a fault that the catalogue does not have
 * @param found step and record that the diagnosis tells, and the cause of each fault it lists
 * @param isDetected whether it says suspicious or different
 */
public record Case(
    List<String> faults,
    String scenario,
    Effect effect,
    List<String> expected,
    Found found,
    boolean isDetected) {
  /**
   * What the diagnosis said.
   *
   * @param step of the first difference, or −1
   * @param record of the first difference, or empty
   * @param cause of the first fault, if one was named
   * @param all causes of all faults
   */
  public record Found(long step, String record, Optional<String> cause, Set<String> all) {}

  static Case of(
      List<String> faults,
      String scenario,
      Effect effect,
      List<String> expected,
      Diagnosis diagnosis) {
    Set<String> all = new TreeSet<>();
    diagnosis
        .faults()
        .forEach(fault ->
            fault.cause().ifPresent(cause -> all.addAll(List.of(cause.name().split("\\+")))));
    Found found = new Found(
        diagnosis.first().map(first -> first.step()).orElse(-1L),
        diagnosis.first().map(first -> first.record()).orElse(""),
        diagnosis.cause().map(NamedCause::name),
        all);
    boolean isDetected = diagnosis.verdict().compareTo(Severity.SUSPICIOUS) >= 0;
    return new Case(faults, scenario, effect, expected, found, isDetected);
  }

  /** @return whether the first operation told is the one that is wrong */
  public boolean isFirstRight() {
    return found.step() == effect.step() && found.record().equals(effect.record());
  }

  /** @return whether every fault of the catalogue is named; of one, as the first cause */
  public boolean isCauseRight() {
    return expected.size() == 1
        ? found.cause().equals(Optional.of(expected.get(0)))
        : !expected.isEmpty() && found.all().containsAll(new HashSet<>(expected));
  }

  /** @return whether a cause is named that was not planted */
  public boolean isCauseWrong() {
    return expected.size() < 2 && found.cause().isPresent() && !isCauseRight()
        || expected.size() == 2 && !expected.containsAll(found.all());
  }
}
