package mlp.cli.report;

import java.util.List;
import mlp.cli.Wording;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.diagnosis.NamedCause;

/** All records that are wrong by themselves, not only the first. */
final class FaultsSection {
  private static final int MOST_ROWS = 200;

  private FaultsSection() {}

  static String html(Diagnosis diagnosis) {
    List<Fault> faults = diagnosis.faults();
    if (faults.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<section id=\"faults\"><h2>All faults</h2><p>"
        + "Records that are off the rules although what they were computed from is taken as it"
        + " stands; and what was given, and is not the same on both sides"
        + (faults.size() > MOST_ROWS
            ? ": the first " + MOST_ROWS + " of "
                + Wording.count(faults.size(), "fault")
                + "; <code>--json</code> holds all."
            : ".")
        + "</p><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr>"
        + "<th scope=\"col\">record</th><th scope=\"col\">step</th><th scope=\"col\">in</th>"
        + "<th scope=\"col\">distance</th><th scope=\"col\">cause</th>"
        + "<th scope=\"col\">distance with the cause</th></tr></thead><tbody>");
    faults.stream().limit(MOST_ROWS).forEach(fault -> html.append(row(fault)));
    return html.append("</tbody></table></div></section>").toString();
  }

  private static String row(Fault fault) {
    return "<tr><th scope=\"row\">" + Html.escape(fault.record()) + "</th>"
        + Html.element("td", fault.step())
        + Html.element("td", fault.side())
        + Html.element("td", DiffNumbers.of(fault.residual()))
        + Html.element("td", fault.cause().map(NamedCause::name).orElse("unexplained"))
        + Html.element(
            "td",
            fault.cause().map(cause -> DiffNumbers.of(cause.residualAfter())).orElse("–"))
        + "</tr>";
  }
}
