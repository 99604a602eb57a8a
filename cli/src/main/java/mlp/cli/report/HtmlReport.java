package mlp.cli.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import mlp.cli.Outcome;
import mlp.cli.Wording;
import mlp.equivalence.Verdict;

/** The results as one page that needs nothing but itself. */
public final class HtmlReport {
  /** The name of the page in its folder. */
  public static final String PAGE = "index.html";

  private HtmlReport() {}

  /**
   * Writes the page as a whole or not at all.
   *
   * @param folder created if it is not there
   * @return the page's file
   */
  public static Path write(Path folder, Outcome outcome) {
    return Page.write(folder, of(outcome));
  }

  static String of(Outcome outcome) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("data", Html.escape(outcome.experiment().data().name()));
    parts.put("verdict", outcome.verdict().map(HtmlReport::verdictClass).orElse("none"));
    parts.put("headline", Html.escape(Wording.headline(outcome)));
    parts.put("explanation", Html.escape(Wording.explanation(outcome)));
    parts.put("figures", RunSection.figures(outcome));
    parts.put("curves", CurvesSection.html(outcome));
    parts.put("differences", DifferencesSection.html(outcome));
    parts.put("source", SourceSection.html(outcome));
    parts.put("confusion", ConfusionSection.html(outcome));
    parts.put("weights", WeightsSection.html(outcome));
    parts.put("boundaries", BoundarySection.html(outcome));
    parts.put("run", RunSection.html(outcome));
    return Page.of("template.html", parts);
  }

  private static String verdictClass(Verdict verdict) {
    return verdict == Verdict.DIFFERENT ? "different" : "same";
  }
}
