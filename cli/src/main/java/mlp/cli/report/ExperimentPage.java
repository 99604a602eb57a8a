package mlp.cli.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import mlp.cli.experiment.Figure;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Figure.Plane;
import mlp.cli.experiment.Figure.Shares;
import mlp.cli.experiment.Findings;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Formula;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Numbers;
import mlp.cli.experiment.Study;

/** What an experiment or the benchmarks found, as one page that needs nothing but itself. */
public final class ExperimentPage {
  /** Columns of a table that has room beside a chart. */
  private static final int NARROW = 5;

  private ExperimentPage() {}

  /**
   * Writes the page as a whole or not at all.
   *
   * @param folder created if it is not there
   * @return the page's file
   */
  public static Path write(Path folder, Study study, String track, long seed, Findings findings) {
    String eyebrow = "Experiment " + study.name() + " · " + track + " · seed " + seed;
    String settings = row("track", track) + row("seed", Long.toString(seed));
    return Page.write(folder, of(eyebrow, study.question(), settings, findings));
  }

  /**
   * Writes the page as a whole or not at all.
   *
   * @param folder created if it is not there
   * @param eyebrow what it is, above the question
   * @return the page's file
   */
  public static Path write(Path folder, String eyebrow, String question, Findings findings) {
    return Page.write(folder, of(eyebrow, question, "", findings));
  }

  private static String of(String eyebrow, String question, String settings, Findings findings) {
    return Page.of(
        "experiment.html",
        Map.of(
            "eyebrow", Html.escape(eyebrow),
            "question", Html.escape(question),
            "claims", all(findings.claims(), ExperimentPage::claim),
            "parts", all(findings.parts(), ExperimentPage::part),
            "rules", findings.formulas().isEmpty() ? "" : rules(findings.formulas()),
            "next", all(findings.next(), ExperimentPage::command),
            "settings",
                settings
                    + all(findings.settings(), setting -> row(setting.name(), setting.value()))));
  }

  private static String rules(List<Formula> formulas) {
    return "<section><h2>The rules behind it</h2><p>The numbers are those of docs/rules.md, where"
        + " each rule stands in full with its source.</p><table class=\"rows rules\"><tbody>"
        + all(formulas, formula -> row(formula.rule(), formula.text()))
        + "</tbody></table></section>";
  }

  private static <T> String all(List<T> elements, Function<T, String> html) {
    return elements.stream().map(html).collect(Collectors.joining("\n"));
  }

  private static String claim(Claim claim) {
    return "<li class=\"" + (claim.holds() ? "same" : "different") + "\"><strong>"
        + (claim.holds() ? "" : "Not in this run: ") + Html.escape(claim.sentence()) + "</strong>"
        + "<br/>"
        + Html.escape(claim.measured()) + "</li>";
  }

  private static String part(Part part) {
    List<Chart> charts = part.figures().stream()
        .filter(Chart.class::isInstance)
        .map(Chart.class::cast)
        .toList();
    List<List<String>> names =
        charts.stream().map(ExperimentPage::names).distinct().toList();
    boolean oneLegend = names.size() == 1;
    StringBuilder html = new StringBuilder(
        "<section>" + Html.element("h2", part.title()) + Html.element("p", part.text()));
    if (oneLegend) {
      html.append(LineChart.legend(names.get(0), LineChart.Style.SEPARATE));
    }
    html.append("<div class=\"").append(container(part)).append("\">");
    for (Figure figure : part.figures()) {
      if (figure instanceof Chart chart) {
        html.append(ChartFigure.html(chart, !oneLegend));
      } else if (figure instanceof Shares shares) {
        html.append(SharesFigure.html(shares));
      } else if (figure instanceof Plane plane) {
        html.append(PlaneFigure.html(plane));
      }
    }
    String tables = all(part.tables(), ExperimentPage::table);
    boolean beside = charts.size() == 1
        && part.tables().stream().allMatch(table -> table.columns().size() <= NARROW);
    html.append(beside ? tables + "</div>" : "</div>" + tables);
    if (!charts.isEmpty()) {
      html.append("<details><summary>The charts as figures</summary>");
      charts.forEach(chart -> html.append(ChartFigure.table(chart)));
      html.append("</details>");
    }
    return html.append("</section>").toString();
  }

  private static String container(Part part) {
    if (part.figures().stream().anyMatch(Chart.class::isInstance)) {
      return "pair";
    }
    return part.figures().stream().anyMatch(Plane.class::isInstance) ? "moments" : "whole";
  }

  private static List<String> names(Chart chart) {
    return chart.lines().stream().map(Line::name).toList();
  }

  /** @return the table with its title, which may scroll sideways */
  static String table(Table table) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table"
        + " class=\"numbers\">" + Html.element("caption", table.title()) + "<thead><tr>");
    table
        .columns()
        .forEach(column ->
            html.append("<th scope=\"col\">").append(Html.escape(column)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<Object> cells : table.rows()) {
      html.append("<tr><th scope=\"row\">")
          .append(Html.escape(Numbers.cell(cells.get(0))))
          .append("</th>");
      cells.stream().skip(1).forEach(cell -> html.append(Html.element("td", Numbers.cell(cell))));
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>").toString();
  }

  private static String row(String name, String value) {
    return "<tr><th scope=\"row\">" + Html.escape(name) + "</th>" + Html.element("td", value)
        + "</tr>";
  }

  // Only between words may the line break.
  private static String command(String command) {
    return Arrays.stream(command.split(" "))
        .map(word -> Html.element("span", word))
        .collect(Collectors.joining(" ", "<li><code>", "</code></li>"));
  }
}
