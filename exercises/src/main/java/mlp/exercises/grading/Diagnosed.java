package mlp.exercises.grading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.equivalence.diagnosis.CauseText;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.recorded.TracesRun;

/** Judges whole training steps by the diagnosis that {@code mlp diff} makes. */
public final class Diagnosed {
  /** By which the same step of two implementations may differ in double precision. */
  private static final double ROUNDING = 1e-8;

  private Diagnosed() {}

  /**
   * @param learners the learner's arrays under the names of the trace (x, W1, z1, …, dW1,
   *     W1.after); any may be missing, and those of the reference's inputs are taken then
   * @param reference the same step of the reference
   * @throws Wrong with the first fault and its cause from the catalogue, if one is known
   */
  public static void require(List<Tensor> learners, Trace reference) {
    Trace trace = new Trace(
        "your code",
        reference.dataType(),
        reference.network(),
        reference.training(),
        reference.step(),
        learners);
    require(List.of(trace), List.of(reference));
  }

  /** The same for several steps of one run. */
  public static void require(List<Trace> learners, List<Trace> reference) {
    explain(learners, reference).ifPresent(text -> {
      throw new Wrong(text);
    });
  }

  /** @return the first fault, with its cause if one is known; nothing if all is right */
  public static Optional<String> explain(List<Trace> learners, List<Trace> reference) {
    Trace first = reference.get(0);
    Diagnosis diagnosis = Diagnoser.diagnose(
        first.network(), first.training(), new TracesRun(learners), new TracesRun(reference));
    if (diagnosis.verdict().compareTo(Severity.ROUNDING) <= 0) {
      return Optional.empty();
    }
    if (diagnosis.faults().isEmpty()) {
      return diagnosis
          .first()
          .map(record -> "Your " + record.record() + " differs from the reference in step "
              + record.step() + ", by more than rounding.");
    }
    return Optional.of(sentence(diagnosis.faults().get(0), learners, reference));
  }

  private static String sentence(Fault fault, List<Trace> learners, List<Trace> reference) {
    return "Your " + fault.record() + " of step " + fault.step()
        + " is the first that is wrong by itself: what it is computed from is right. "
        + fault
            .cause()
            .map(Diagnosed::sentence)
            .or(() -> compared(step(learners, fault), step(reference, fault), fault.record()))
            .orElse("No known mistake gives these numbers: they are off by "
                + Multiples.number(fault.residual()) + " at most.");
  }

  private static Trace step(List<Trace> traces, Fault fault) {
    return traces.stream()
        .filter(trace -> trace.step() == fault.step())
        .findFirst()
        .orElseThrow();
  }

  // What it is computed from is the reference's but for rounding, so that it can be compared
  // itself.
  private static Optional<String> compared(Trace learners, Trace reference, String record) {
    Optional<Tensor> found = learners.find(record);
    Optional<Tensor> expected = reference.find(record);
    if (found.isEmpty() || expected.isEmpty()) {
      return Optional.empty();
    }
    Explanation explanation = Explanation.of(record, expected.get())
        .within(ROUNDING)
        .rows(rows(reference))
        .factor("k, the number of outputs", reference.network().outputs());
    for (Tensor other : reference.records()) {
      if (!other.name().equals(record)) {
        explanation.other("the reference's " + other.name(), () -> other);
      }
    }
    return explanation.explain(found.get());
  }

  private static int rows(Trace reference) {
    return reference.find("x").orElseThrow().shape()[0];
  }

  private static String sentence(NamedCause cause) {
    String texts =
        cause.texts().stream().map(CauseText::explanation).collect(Collectors.joining(" "));
    return "The cause is " + cause.name()
        + cause.detail().map(detail -> " (" + detail + ")").orElse("") + ". " + texts;
  }
}
