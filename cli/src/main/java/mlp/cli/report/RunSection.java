package mlp.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mlp.cli.Environment;
import mlp.cli.Outcome;
import mlp.cli.Settings;
import mlp.cli.TrackResult;
import mlp.cli.Wording;

/** What was run, where, and how long it took. */
final class RunSection {
  private RunSection() {}

  /** @return the three figures at the head of the page */
  static String figures(Outcome outcome) {
    StringBuilder html = new StringBuilder("<dl class=\"figures\">");
    List<TrackResult> tracks = outcome.tracks();
    if (tracks.get(0).hasAccuracy()) {
      figure(html, "test accuracy", accuracies(tracks));
    } else {
      figure(html, "test loss", Wording.loss(tracks.get(0).finalTest().loss()));
    }
    outcome
        .finalDifference()
        .ifPresent(pair -> figure(
            html,
            "largest difference of a weight",
            Wording.difference(pair.largest().absolute())));
    figure(html, "time per step", times(tracks));
    return html.append("</dl>").toString();
  }

  private static String accuracies(List<TrackResult> tracks) {
    double[] sorted = tracks.stream()
        .mapToDouble(track -> track.finalTest().accuracy())
        .sorted()
        .toArray();
    String least = String.format(Locale.ROOT, "%.2f", 100 * sorted[0]);
    String most = String.format(Locale.ROOT, "%.2f", 100 * sorted[sorted.length - 1]);
    return (least.equals(most) ? least : least + " – " + most) + " %";
  }

  private static String times(List<TrackResult> tracks) {
    double[] sorted =
        tracks.stream().mapToDouble(TrackResult::microsecondsPerStep).sorted().toArray();
    String least = Wording.microseconds(sorted[0]);
    return sorted.length == 1
        ? least
        : least.replace(" µs", "") + " – " + Wording.microseconds(sorted[sorted.length - 1]);
  }

  private static void figure(StringBuilder html, String name, String value) {
    html.append("<div>")
        .append(Html.element("dt", name))
        .append(Html.element("dd", value))
        .append("</div>");
  }

  static String html(Outcome outcome) {
    return "<section id=\"run\"><h2>The run</h2><h3>Time per step</h3>"
        + "<p>One step of "
        + Wording.count(outcome.experiment().training().batchSize(), "example")
        + ", without the making of the batch: the median of the epochs' medians.</p>"
        + bars(outcome.tracks())
        + "<h3>Settings</h3>" + table(Settings.of(outcome.experiment()))
        + "<h3>Machine and versions</h3>" + table(environment(outcome.environment()))
        + "</section>";
  }

  private static String bars(List<TrackResult> tracks) {
    double longest =
        tracks.stream().mapToDouble(TrackResult::microsecondsPerStep).max().orElseThrow();
    StringBuilder html = new StringBuilder("<table class=\"bars\"><tbody>");
    for (int i = 0; i < tracks.size(); i++) {
      TrackResult track = tracks.get(i);
      html.append("<tr>")
          .append("<th scope=\"row\">")
          .append(Html.escape(track.name()))
          .append("</th><td class=\"bar\"><span class=\"b")
          .append(i % 3)
          .append("\" style=\"--share: ")
          .append(String.format(Locale.ROOT, "%.4f", track.microsecondsPerStep() / longest))
          .append("\"></span></td>")
          .append(Html.element("td", Wording.microseconds(track.microsecondsPerStep())))
          .append(tracks.size() > 1 ? Html.element("td", Wording.ratio(track, tracks)) : "")
          .append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static Map<String, Object> environment(Environment environment) {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("system", environment.os() + ", " + environment.architecture());
    environment.cpu().ifPresent(cpu -> rows.put("processor", cpu));
    rows.put("cores", environment.cores());
    environment.threads().ifPresent(threads -> rows.put("threads of ND4J", threads));
    rows.put("JDK", environment.jdk());
    rows.put(
        "DL4J, ND4J",
        environment.dl4j().equals(environment.nd4j())
            ? environment.dl4j()
            : environment.dl4j() + ", " + environment.nd4j());
    rows.put("mlp", environment.project());
    return rows;
  }

  private static String table(Map<String, ?> rows) {
    StringBuilder html = new StringBuilder("<table class=\"rows\"><tbody>");
    rows.forEach((name, value) -> html.append("<tr><th scope=\"row\">")
        .append(Html.escape(name))
        .append("</th>")
        .append(Html.element("td", value))
        .append("</tr>"));
    return html.append("</tbody></table>").toString();
  }
}
