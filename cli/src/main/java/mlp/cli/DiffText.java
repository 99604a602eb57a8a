package mlp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import mlp.api.Labels;
import mlp.equivalence.diagnosis.CauseText;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Drift;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.replay.SummationOrder;

/** A diagnosis as text: the four questions in their order, and what was assumed. */
final class DiffText {
  private static final int MOST_LINES = 12;
  private static final long MANY = 1_000_000;

  private DiffText() {}

  static String of(Diagnosis diagnosis) {
    StringJoiner text = new StringJoiner(System.lineSeparator(), "", System.lineSeparator());
    text.add(headline(diagnosis));
    diagnosis.first().ifPresent(first -> text.add("  " + where(first)));
    if (!diagnosis.faults().isEmpty()) {
      addCause(diagnosis, diagnosis.faults().get(0), text);
      addFurther(diagnosis, text);
    }
    if (diagnosis.verdict() == Severity.ROUNDING) {
      addOrders(diagnosis, text);
    }
    diagnosis.drift().ifPresent(drift -> text.add(drift(drift, diagnosis)));
    text.add("records: " + counts(diagnosis));
    diagnosis.assumed().forEach(each -> text.add("assumed: " + each));
    return text.toString();
  }

  private static String headline(Diagnosis diagnosis) {
    String sides = diagnosis.shown().leftName() + " and " + diagnosis.shown().rightName();
    String where = diagnosis.first().map(DiffText::place).orElse("");
    return switch (diagnosis.verdict()) {
      case EQUAL -> "= equal: " + sides + " have the same bits in every record";
      case ROUNDING -> "✓ rounding: " + sides + " differ by nothing else; bits first in " + where;
      case SUSPICIOUS ->
        diagnosis.faults().isEmpty()
            ? "? suspicious: " + sides + " come apart further than rounding explains"
            : "? suspicious: " + sides + " differ by a little more than rounding, first in "
                + where;
      case DIFFERENT -> "✗ different: " + sides + " first differ in " + where;
    };
  }

  private static String place(RecordVerdict record) {
    return "step " + record.step() + ", " + record.record();
  }

  private static String where(RecordVerdict record) {
    return String.format(
        Locale.ROOT,
        "largest difference %.3g (%s), rounding allows %.3g",
        record.maxAbsoluteDifference(),
        ulps(record.ulps()),
        record.bound());
  }

  private static void addOrders(Diagnosis diagnosis, StringJoiner text) {
    Diagnosis.StepPair step = diagnosis.shown();
    String record = diagnosis.first().map(RecordVerdict::record).orElse("");
    SummationOrder.of(step.left(), record)
        .ifPresent(order -> text.add("  " + step.leftName() + " adds " + order.words()));
    SummationOrder.of(step.right(), record)
        .ifPresent(order -> text.add("  " + step.rightName() + " adds " + order.words()));
  }

  private static String ulps(long ulps) {
    if (ulps == Long.MAX_VALUE) {
      return "∞ ulps";
    }
    return ulps < MANY
        ? Wording.count(ulps, "ulp")
        : String.format(Locale.ROOT, "%.1e ulps", (double) ulps);
  }

  private static void addCause(Diagnosis diagnosis, Fault fault, StringJoiner text) {
    if (fault.cause().isEmpty()) {
      text.add("cause: unexplained; " + fault.record() + " of " + fault.side()
          + " is not what its own inputs give, and no known cause makes it so");
      Hint.of(diagnosis, fault).ifPresent(hint -> text.add(line("but", hint)));
      return;
    }
    NamedCause cause = fault.cause().get();
    String detail = cause.detail().map(which -> " (" + which + ")").orElse("");
    text.add("cause: " + cause.name() + detail + ", in " + fault.side());
    for (CauseText each : cause.texts()) {
      text.add(line("rule " + each.rule(), each.ours()));
      text.add(line("here", each.theirs()));
      text.add(line("seen in", each.who()));
      text.add(line("change", each.change()));
    }
    text.add(line(
        "replayed",
        String.format(
            Locale.ROOT,
            "%.3g from the rule, %.3g from this",
            cause.residualBefore(),
            cause.residualAfter())));
  }

  private static String line(String label, String text) {
    return String.format(Locale.ROOT, "  %-9s %s", label + ":", text);
  }

  // One line for each step, side and cause
  private static void addFurther(Diagnosis diagnosis, StringJoiner text) {
    Map<String, List<String>> records = new LinkedHashMap<>();
    for (Fault fault : diagnosis.faults().subList(1, diagnosis.faults().size())) {
      String cause = fault.cause().map(NamedCause::name).orElse("unexplained");
      records
          .computeIfAbsent(
              "step " + fault.step() + " of " + fault.side() + ", " + cause + ": ",
              unused -> new ArrayList<>())
          .add(fault.record());
    }
    records.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(each -> text.add("also:  " + each.getKey() + String.join(", ", each.getValue())));
    if (records.size() > MOST_LINES) {
      text.add("also:  more of that kind in later steps; --json has all");
    }
  }

  private static String drift(Drift drift, Diagnosis diagnosis) {
    boolean isBeyond = drift.isBeyondRounding(diagnosis.shown().coarser());
    return String.format(
        Locale.ROOT,
        "growth: parameters are %.2g apart after the last step, where a disturbance of one rounding"
            + " has grown to %.2g: %s",
        drift.growth().get(drift.growth().size() - 1).relative(),
        drift.control().get(drift.control().size() - 1).relative(),
        isBeyond ? "drift, something too small to be seen in a step" : "rounding, enlarged");
  }

  private static String counts(Diagnosis diagnosis) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      counts.put(Labels.of(severity), 0);
    }
    for (RecordVerdict record : diagnosis.records()) {
      boolean isInherited = record.verdict() == Severity.DIFFERENT && !record.isFault();
      counts.merge(
          isInherited ? "different by what they are computed from" : Labels.of(record.verdict()),
          1,
          Integer::sum);
    }
    StringJoiner text = new StringJoiner(", ");
    counts.forEach((name, count) -> {
      if (count > 0) {
        text.add(count + " " + name);
      }
    });
    return text.toString();
  }
}
