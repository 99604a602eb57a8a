package mlp.cli.report;

import java.util.stream.Collectors;
import mlp.api.Labels;
import mlp.cli.Wording;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.diagnosis.Severity;

/** The head of the page: the answer in a sentence and a colour, and what it is an answer to. */
final class AnswerSection {
  private AnswerSection() {}

  static String html(Diagnosis diagnosis) {
    Diagnosis.StepPair shown = diagnosis.shown();
    VerdictMark mark = VerdictMark.of(diagnosis.verdict());
    return "<header class=\"answer " + mark.style() + "\"><p class=\"eyebrow\">"
        + Html.escape(shown.leftName()) + " (" + Labels.of(shown.left().dataType()) + ") and "
        + Html.escape(shown.rightName()) + " (" + Labels.of(shown.right().dataType()) + ") · "
        + Html.escape(Wording.network(shown.left().network())) + " · "
        + Html.escape(Wording.optimizer(shown.left().training())) + "</p><h1><span class=\"sign\""
        + " aria-hidden=\"true\">" + mark.sign() + "</span> " + Html.escape(headline(diagnosis))
        + "</h1><p class=\"lead\">" + Html.escape(explanation(diagnosis)) + "</p>"
        + figures(diagnosis) + assumed(diagnosis) + "</header>";
  }

  private static String headline(Diagnosis diagnosis) {
    String both = diagnosis.shown().leftName() + " and " + diagnosis.shown().rightName();
    String first = diagnosis.first().map(RecordVerdict::record).orElse("");
    return switch (diagnosis.verdict()) {
      case EQUAL -> "Equal: " + both + " agree to the last bit.";
      case ROUNDING -> "Rounding: " + both + " differ by nothing else.";
      case SUSPICIOUS ->
        "Suspicious: " + both + " are a little further apart at " + first
            + " than rounding brings them.";
      case DIFFERENT ->
        "Different: " + both + " first differ at " + first
            + diagnosis.cause().map(cause -> ", by " + cause.name() + ".").orElse(", unexplained.");
    };
  }

  private static String explanation(Diagnosis diagnosis) {
    return switch (diagnosis.verdict()) {
      case EQUAL ->
        "All " + Wording.count(diagnosis.records().size(), "record")
            + " of both sides have the same bits.";
      case ROUNDING ->
        "Every record lies as near to the rules as the roundings of its own operation allow, on"
            + " both sides. The first whose bits differ is "
            + diagnosis.first().map(RecordVerdict::record).orElse("none") + ".";
      case SUSPICIOUS ->
        "No known cause explains it. An approximation of a function that is less exact than a"
            + " library's looks like this.";
      case DIFFERENT ->
        side(diagnosis)
            + diagnosis
                .cause()
                .map(AnswerSection::explanation)
                .orElse("no known cause, alone or with another, gives the numbers that were"
                    + " recorded.");
    };
  }

  private static String explanation(NamedCause cause) {
    return cause.texts().stream()
        .map(text -> text.theirs() + ", where the rule (" + text.rule() + ") says " + text.ours())
        .collect(Collectors.joining("; and ", "", "."));
  }

  private static String side(Diagnosis diagnosis) {
    return diagnosis.faults().stream()
        .findFirst()
        .map(fault -> "In " + fault.side() + ": ")
        .orElse("");
  }

  private static String figures(Diagnosis diagnosis) {
    StringBuilder html = new StringBuilder("<dl class=\"figures\">");
    diagnosis.first().ifPresent(first -> {
      figure(html, "step", Long.toString(first.step()));
      figure(html, "first differing record", first.record());
      figure(html, "largest difference", DiffNumbers.of(first.maxAbsoluteDifference()));
      if (first.bound() > 0) {
        figure(html, "bound of rounding", DiffNumbers.of(first.bound()));
      }
    });
    if (diagnosis.verdict().compareTo(Severity.ROUNDING) > 0) {
      figure(html, "cause", diagnosis.cause().map(NamedCause::name).orElse("unexplained"));
      long faults = diagnosis.faults().stream().map(Fault::record).distinct().count();
      figure(html, "records with a fault", Long.toString(faults));
    } else {
      figure(html, "records compared", Integer.toString(diagnosis.records().size()));
    }
    return html.append("</dl>").toString();
  }

  private static void figure(StringBuilder html, String name, String value) {
    html.append("<div>")
        .append(Html.element("dt", name))
        .append(Html.element("dd", value))
        .append("</div>");
  }

  private static String assumed(Diagnosis diagnosis) {
    if (diagnosis.assumed().isEmpty()) {
      return "";
    }
    return "<div class=\"assumed\"><h2>What was assumed</h2><ul>"
        + diagnosis.assumed().stream()
            .map(each -> Html.element("li", each))
            .collect(Collectors.joining())
        + "</ul></div>";
  }
}
