package mlp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import mlp.equivalence.inject.Fault;
import mlp.equivalence.inject.Faults;
import mlp.equivalence.inject.Scenario;
import mlp.equivalence.scoreboard.Case;
import mlp.equivalence.scoreboard.Scoreboard;

/** A scoreboard as a page in Markdown: {@code docs/scoreboard.md}. */
final class ScoreboardPage {
  private ScoreboardPage() {}

  static String of(Scoreboard board) {
    StringJoiner page = new StringJoiner("\n", "", "\n");
    page.add("# The scoreboard");
    page.add("");
    page.add(
        "How well `./mlp diff` does. Made by `./mlp scoreboard --page docs/scoreboard.md`: each of "
            + Faults.all().size() + " mistakes is planted into those of "
            + Scenario.all().size()
            + " small trainings (all losses, activations, optimizers and schedules, batch"
            + " normalization, dropout, clipping, decay; float32 and float64) in which it changes"
            + " something, and the run is compared with numpy-style, which knows nothing of it. What"
            + " plants a mistake is another implementation than what looks for it. \"Right steps in"
            + " pairs\" are those of the three tracks and of that implementation, each with each.");
    page.add("");
    page.add("| | | | |");
    page.add("| --- | --- | --- | --- |");
    for (ScoreboardText.Row row : ScoreboardText.rows(board)) {
      page.add(String.format(
          Locale.ROOT,
          "| %s | %d | of %d | %.2f%% |",
          row.what(),
          row.count(),
          row.of(),
          row.share()));
    }
    page.add("");
    addMisses(board, page);
    addFaults(board, page);
    return page.toString();
  }

  private static void addMisses(Scoreboard board, StringJoiner page) {
    List<Case> misses = new ArrayList<>(board.singles());
    misses.addAll(board.pairs());
    misses.removeIf(each -> each.isDetected()
        && each.isFirstRight()
        && !each.isCauseWrong()
        && (each.expected().isEmpty() || each.isCauseRight()));
    page.add("## What was not found, or found wrong");
    page.add("");
    page.add("| planted | into | first in | expected | said |");
    page.add("| --- | --- | --- | --- | --- |");
    for (Case each : misses) {
      page.add("| " + String.join(" and ", each.faults()) + " | " + each.scenario() + " | step "
          + each.effect().step() + ", `" + each.effect().record() + "` | "
          + (each.expected().isEmpty() ? "unexplained" : String.join(", ", each.expected())) + " | "
          + said(each) + " |");
    }
    page.add("");
  }

  private static String said(Case each) {
    if (!each.isDetected()) {
      return "nothing";
    }
    String where = each.isFirstRight()
        ? ""
        : "step " + each.found().step() + ", `" + each.found().record() + "`: ";
    String causes = each.faults().size() == 1
        ? each.found().cause().orElse("unexplained")
        : String.join(", ", each.found().all());
    return where + (causes.isEmpty() ? "unexplained" : causes);
  }

  private static void addFaults(Scoreboard board, StringJoiner page) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (Case each : board.singles()) {
      int[] count = counts.computeIfAbsent(each.faults().get(0), unused -> new int[3]);
      boolean isRight =
          each.expected().isEmpty() ? each.found().cause().isEmpty() : each.isCauseRight();
      count[0]++;
      count[1] += each.isFirstRight() ? 1 : 0;
      count[2] += isRight ? 1 : 0;
    }
    page.add("## Every mistake");
    page.add("");
    page.add("| planted | what it is | cause | trainings | operation right | cause right |");
    page.add("| --- | --- | --- | --- | --- | --- |");
    for (Fault fault : Faults.all()) {
      int[] count = counts.getOrDefault(fault.name(), new int[3]);
      page.add("| `" + fault.name() + "` | " + fault.description() + " | "
          + fault.cause().map(cause -> "`" + cause + "`").orElse("in no catalogue") + " | "
          + count[0]
          + " | " + count[1] + " | " + count[2] + " |");
    }
  }
}
