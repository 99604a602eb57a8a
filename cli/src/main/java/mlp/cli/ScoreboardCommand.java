package mlp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.equivalence.scoreboard.Scoreboard;
import mlp.formats.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mlp scoreboard}: how well the diagnosis does. */
@Command(
    name = "scoreboard",
    abbreviateSynopsis = true,
    description = "Plants known mistakes into right training steps, one at a time and in pairs, and"
        + " counts how often mlp diff finds them, the operation, and the cause; and compares right"
        + " implementations, of which it must accuse none.")
final class ScoreboardCommand implements Callable<Integer> {
  private static final int IN_SHORT = 2;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--quick",
      description = "Plant each mistake into two scenarios only, not into all.")
  private boolean isQuick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every case as JSON to this file.")
  private Path json;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Write the result as a page in Markdown to this file.")
  private Path page;

  @Override
  public Integer call() {
    if (json != null) {
      OutputOptions.requireWritableFile("--json", json);
    }
    if (page != null) {
      OutputOptions.requireWritableFile("--page", page);
    }
    OutputOptions.requireApart("--json", json, "--page", page);
    Scoreboard board;
    try (Progress progress = Progress.on(spec.commandLine().getErr())) {
      progress.begin("diagnosing", Scoreboard.cases());
      int scenarios = isQuick ? IN_SHORT : Integer.MAX_VALUE;
      board = Scoreboard.play(Track.all(), scenarios, name -> progress.stepDone());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(ScoreboardText.of(board));
    if (json != null) {
      write(json, ScoreboardJson.of(board));
      out.println("results: " + json);
    }
    if (page != null) {
      write(page, ScoreboardPage.of(board));
      out.println("page: " + page);
    }
    if (out.checkError()) {
      throw new InvalidInput("standard output cannot be written to");
    }
    return board.alarms().isEmpty() ? 0 : 1;
  }

  private static void write(Path path, String text) {
    AtomicFile.write(path, file -> file.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
