package mlp.cli.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import mlp.equivalence.diagnosis.Diagnosis;

/** Where and why two implementations first differ, as one page that needs nothing but itself. */
public final class DiffPage {
  private DiffPage() {}

  /**
   * Writes the page as a whole or not at all.
   *
   * @param folder created if it is not there
   * @return the page's file
   */
  public static Path write(Path folder, Diagnosis diagnosis) {
    return Page.write(folder, of(diagnosis));
  }

  static String of(Diagnosis diagnosis) {
    Map<String, String> parts = new LinkedHashMap<>();
    Diagnosis.StepPair shown = diagnosis.shown();
    parts.put("left", Html.escape(shown.leftName()));
    parts.put("right", Html.escape(shown.rightName()));
    parts.put("answer", AnswerSection.html(diagnosis));
    parts.put("graph", GraphSection.html(diagnosis));
    parts.put("cause", CauseSection.html(diagnosis));
    parts.put("faults", FaultsSection.html(diagnosis));
    parts.put("tensors", TensorsSection.html(diagnosis));
    parts.put("growth", GrowthSection.html(diagnosis));
    parts.put("records", RecordsSection.html(diagnosis));
    return Page.of("diff.html", parts);
  }
}
