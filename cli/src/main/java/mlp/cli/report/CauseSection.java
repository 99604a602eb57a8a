package mlp.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import mlp.api.Activation;
import mlp.api.Labels;
import mlp.cli.Wording;
import mlp.equivalence.diagnosis.CauseText;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.replay.Cause;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/** Why the first fault is one: both formulas, what to change, and how the tracks compute it. */
final class CauseSection {
  /** Causes whose number says which of several things was done, and is no quantity. */
  private static final Set<Cause> CHOICES = EnumSet.of(
      Cause.BIAS_CORRECTION_MISSING,
      Cause.BFLOAT16_PRODUCTS,
      Cause.FLOAT16_PRODUCTS,
      Cause.TF32_PRODUCTS);

  private static final MathContext DIGITS = new MathContext(4);

  private CauseSection() {}

  static String html(Diagnosis diagnosis) {
    return diagnosis.faults().stream()
        .findFirst()
        .map(fault -> "<section id=\"cause\"><h2>Why " + Html.escape(fault.record())
            + (isGiven(fault)
                ? " differs"
                : " of " + Html.escape(fault.side()) + " is off the rules")
            + "</h2>" + body(diagnosis, fault) + "</section>")
        .orElse("");
  }

  // Seen not by a replay, but by comparing both sides
  private static boolean isGiven(Fault fault) {
    return fault.cause().stream()
        .flatMap(cause -> cause.causes().keySet().stream())
        .anyMatch(cause -> cause.compareTo(Cause.MASK_DIFFERS) >= 0);
  }

  private static String body(Diagnosis diagnosis, Fault fault) {
    return fault
        .cause()
        .map(cause -> named(diagnosis, fault, cause))
        .orElseGet(() -> unexplained(diagnosis, fault));
  }

  private static String named(Diagnosis diagnosis, Fault fault, NamedCause cause) {
    StringBuilder html = new StringBuilder();
    cause.causes().forEach((each, number) -> html.append(formulas(fault, each, number)));
    html.append(
            isGiven(fault)
                ? "<h3>The record, compared</h3><p>"
                : "<h3>The record, replayed</h3><p>")
        .append(replayed(fault, cause))
        .append("</p>");
    html.append(new ResidualBars(cause, bound(diagnosis, fault)).html());
    String rule = cause.texts().get(0).rule();
    return html + source(diagnosis, fault, rule);
  }

  private static String formulas(Fault fault, Cause cause, double number) {
    CauseText text = CauseText.of(cause);
    return "<h3><code>" + Labels.of(cause) + "</code>" + Html.escape(number(cause, number))
        + "</h3><div class=\"versus\"><div class=\"v0\"><h4>the rule, " + Html.escape(text.rule())
        + "</h4><p class=\"formula\">" + Html.escape(text.ours())
        + "</p></div><div class=\"v4\"><h4>" + Html.escape(fault.side())
        + "</h4><p class=\"formula\">" + Html.escape(text.theirs()) + "</p></div></div>"
        + "<table class=\"rows\"><tbody><tr><th scope=\"row\">who does it so</th>"
        + prose(text.who()) + "</tr><tr><th scope=\"row\">what to change</th>"
        + prose(text.change()) + "</tr></tbody></table>";
  }

  // The catalogue's `code` as HTML
  private static String prose(String text) {
    return "<td>" + Html.escape(text).replaceAll("`([^`]*)`", "<code>$1</code>") + "</td>";
  }

  private static String number(Cause cause, double number) {
    if (cause == Cause.ACTIVATION_DIFFERS) {
      return ": " + Labels.of(Activation.values()[(int) number]);
    }
    boolean isQuantity = cause.numbers().size() > 1 || number != 1;
    return isQuantity && !CHOICES.contains(cause)
        ? ": " + Wording.number(new BigDecimal(number).round(DIGITS).doubleValue())
        : "";
  }

  private static String replayed(Fault fault, NamedCause cause) {
    String whence = isGiven(fault)
        ? "Given, not computed: the largest distance from the other side is "
        : "Computed again from what was recorded before it: under the rules the largest distance"
            + " is ";
    return whence + DiffNumbers.of(cause.residualBefore()) + ", with " + Html.escape(cause.name())
        + " it is " + DiffNumbers.of(cause.residualAfter()) + ".";
  }

  private static double bound(Diagnosis diagnosis, Fault fault) {
    return diagnosis.records().stream()
        .filter(record -> record.step() == fault.step() && record.record().equals(fault.record()))
        .mapToDouble(RecordVerdict::bound)
        .findFirst()
        .orElse(0);
  }

  private static String unexplained(Diagnosis diagnosis, Fault fault) {
    Diagnosis.StepPair shown = diagnosis.shown();
    Records records = fault.side().equals(shown.leftName()) ? shown.left() : shown.right();
    Optional<Expected> expected = fault.step() == records.step()
        ? StepReplay.of(records.fresh(), fault.record())
        : Optional.empty();
    return "<p>Unexplained: what it was computed from is right, or taken as it stands, and the"
        + " result is up to " + DiffNumbers.of(fault.residual())
        + " from the rules; no known cause, alone or with another, gives the numbers that were"
        + " recorded.</p>"
        + expected
            .map(replay -> "<div class=\"versus\"><div class=\"v0\"><h4>the rule, "
                + Html.escape(replay.rule()) + "</h4><p class=\"formula\">"
                + Html.escape(replay.formula()) + "</p></div></div>"
                + source(diagnosis, fault, replay.rule()))
            .orElse("");
  }

  private static String source(Diagnosis diagnosis, Fault fault, String rule) {
    Records records = diagnosis.shown().left();
    String lines = new RuleSource(records.network(), records.training()).html(fault.record(), rule);
    return lines.isEmpty()
        ? ""
        : "<h3>How the tracks compute it</h3><p>Cut from the sources of the build that made this"
            + " page.</p>" + lines;
  }
}
