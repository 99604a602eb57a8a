package mlp.cli;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;
import mlp.equivalence.scoreboard.Case;
import mlp.equivalence.scoreboard.Scoreboard;

/** A scoreboard in seven lines. */
final class ScoreboardText {
  private ScoreboardText() {}

  static String of(Scoreboard board) {
    StringJoiner text = new StringJoiner(System.lineSeparator(), "", System.lineSeparator());
    rows(board)
        .forEach(row -> text.add(String.format(
            Locale.ROOT,
            "%-46s %6d of %-6d %6.2f%%",
            row.what(),
            row.count(),
            row.of(),
            row.share())));
    board.alarms().forEach(alarm -> text.add("false alarm: " + alarm));
    return text.toString();
  }

  /**
   * One line.
   *
   * @param what is counted
   * @param count of these
   * @param of all of these
   */
  record Row(String what, long count, long of) {
    double share() {
      return of == 0 ? 0 : 100.0 * count / of;
    }
  }

  static List<Row> rows(Scoreboard board) {
    List<Case> known =
        board.singles().stream().filter(each -> !each.expected().isEmpty()).toList();
    List<Case> others =
        board.singles().stream().filter(each -> each.expected().isEmpty()).toList();
    return List.of(
        row("single mistakes, seen", board.singles(), Case::isDetected),
        row("first operation right", board.singles(), Case::isFirstRight),
        row("cause right, of those in the catalogue", known, Case::isCauseRight),
        row(
            "unexplained, of those that are not",
            others,
            each -> each.found().cause().isEmpty()),
        row("wrong cause named, of all", board.singles(), Case::isCauseWrong),
        row("two mistakes at once, both causes right", board.pairs(), Case::isCauseRight),
        new Row(
            "false alarms, of right steps in pairs", board.alarms().size(), board.rightPairs()));
  }

  private static Row row(String what, List<Case> cases, Predicate<Case> isCounted) {
    return new Row(what, cases.stream().filter(isCounted).count(), cases.size());
  }
}
