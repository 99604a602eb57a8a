package mlp.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mlp.cli.Wording;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.RecordVerdict;

/** Every record of every step in a row of a table. */
final class RecordsSection {
  private static final int MOST_ROWS = 1500;

  private RecordsSection() {}

  static String html(Diagnosis diagnosis) {
    List<RecordVerdict> rows = rows(diagnosis);
    boolean isWhole = rows.size() == diagnosis.records().size();
    StringBuilder html = new StringBuilder("<section id=\"records\"><h2>All records</h2><p>"
        + (isWhole
            ? ""
            : "All of step " + diagnosis.shown().left().step()
                + ", and the worst of each other step as far as there is room: "
                + rows.size() + " of "
                + Wording.count(diagnosis.records().size(), "record")
                + "; <code>--json</code> holds all. ")
        + "The bound is how far the roundings of the operation may bring the element that differs"
        + " most apart, on both sides together; ulps are how many numbers of the data type lie"
        + " between the two.</p><div class=\"scroll\" tabindex=\"0\">"
        + "<table class=\"numbers\"><thead><tr><th scope=\"col\">record</th><th scope=\"col\">step"
        + "</th><th scope=\"col\">largest difference</th><th scope=\"col\">bound</th>"
        + "<th scope=\"col\">headroom</th><th scope=\"col\">ulps</th><th scope=\"col\">verdict</th>"
        + "</tr></thead><tbody>");
    Set<RecordVerdict> pictured = Set.copyOf(TensorsSection.pictured(diagnosis));
    for (RecordVerdict record : rows) {
      boolean isTarget =
          record.step() == diagnosis.shown().left().step() && !pictured.contains(record);
      html.append(row(record, isTarget));
    }
    return html.append("</tbody></table></div></section>").toString();
  }

  private static List<RecordVerdict> rows(Diagnosis diagnosis) {
    if (diagnosis.records().size() <= MOST_ROWS) {
      return diagnosis.records();
    }
    List<RecordVerdict> rows = new ArrayList<>(GraphSection.recordsOfShownStep(diagnosis));
    Map<Long, RecordVerdict> worst = new LinkedHashMap<>();
    diagnosis.records().stream()
        .filter(record -> record.step() != diagnosis.shown().left().step())
        .forEach(record -> worst.merge(
            record.step(),
            record,
            (a, b) -> TensorsSection.WORST_FIRST.compare(a, b) <= 0 ? a : b));
    worst.values().stream().limit(Math.max(0, MOST_ROWS - rows.size())).forEach(rows::add);
    rows.sort(Comparator.comparingLong(RecordVerdict::step));
    return rows;
  }

  // What leads to a record without a picture leads to its row.
  private static String row(RecordVerdict record, boolean isTarget) {
    String name = Html.escape(record.record());
    return "<tr" + (isTarget ? " id=\"record-" + name + "\"" : "") + "><th scope=\"row\">" + name
        + "</th>"
        + Html.element("td", record.step()) + TensorsSection.cells(record) + "<td>"
        + VerdictMark.of(record).html() + "</td></tr>";
  }
}
