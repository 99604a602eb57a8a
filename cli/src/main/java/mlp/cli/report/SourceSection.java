package mlp.cli.report;

import java.util.List;
import java.util.Optional;
import mlp.cli.Outcome;
import mlp.cli.TrackResult;

/** One dense layer as each track writes it, beside the formula. */
final class SourceSection {
  private SourceSection() {}

  static String html(Outcome outcome) {
    return "<section id=\"source\"><h2>One layer, "
        + (outcome.tracks().size() == 1 ? "in the source" : "line beside line")
        + "</h2><p>A dense layer with n examples, cut from the sources of the build that made this"
        + " page: <code>DenseLayer.java</code> of each track. W and b are weights and biases, σ the"
        + " activation; dW is the gradient of the mean loss by W.</p>"
        + part(outcome, "Forward", "forward", "z = xW + b", "a = σ(z)")
        + part(
            outcome,
            "Backward",
            "backward",
            "dz = da ⊙ σ′(z)",
            "dW = xᵀ · dz",
            "db = Σ<sub>rows</sub> dz",
            "dx = dz · Wᵀ")
        + "</section>";
  }

  /** @param formulas as HTML */
  private static String part(Outcome outcome, String title, String tag, String... formulas) {
    StringBuilder html = new StringBuilder("<h3>" + title + "</h3><p class=\"formula\">");
    for (String formula : formulas) {
      html.append("<span>").append(formula).append("</span> ");
    }
    html.append("</p><div class=\"columns\">");
    for (TrackResult track : outcome.tracks()) {
      Optional<List<String>> lines = SourceLines.of(track.name(), tag);
      lines.ifPresent(found -> html.append(column(track.name(), found)));
    }
    return html.append("</div>").toString();
  }

  /** @return lines of source under a title */
  static String column(String title, List<String> lines) {
    StringBuilder html =
        new StringBuilder("<div class=\"source\"><h4>" + Html.escape(title) + "</h4><pre>");
    lines.forEach(line -> html.append(line(line)));
    return html.append("</pre></div>").toString();
  }

  // A line that is too long goes on below, further in than its beginning.
  private static String line(String line) {
    String code = line.stripLeading();
    int comment = code.startsWith("*") || code.startsWith("/*") ? 0 : code.indexOf("//");
    String html = comment < 0
        ? Html.escape(code)
        : Html.escape(code.substring(0, comment)) + "<i>" + Html.escape(code.substring(comment))
            + "</i>";
    return "<code style=\"--indent: " + (line.length() - code.length()) + "\">" + html
        + "\n</code>";
  }
}
