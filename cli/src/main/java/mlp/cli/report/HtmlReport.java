package mlp.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.cli.Outcome;
import mlp.cli.Wording;
import mlp.equivalence.Verdict;
import mlp.formats.AtomicFile;

/** The results as one page that needs nothing but itself. */
public final class HtmlReport {
  /** The name of the page in its folder. */
  public static final String PAGE = "index.html";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private HtmlReport() {}

  /**
   * Writes the page as a whole or not at all.
   *
   * @param folder created if it is not there
   * @return the page's file
   */
  public static Path write(Path folder, Outcome outcome) {
    String page = of(outcome);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = folder.resolve(PAGE);
    AtomicFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  static String of(Outcome outcome) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("style", resource("style.css"));
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
    return PLACEHOLDER
        .matcher(resource("template.html"))
        .replaceAll(match -> Matcher.quoteReplacement(parts.get(match.group(1))));
  }

  private static String verdictClass(Verdict verdict) {
    return verdict == Verdict.DIFFERENT ? "different" : "same";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
