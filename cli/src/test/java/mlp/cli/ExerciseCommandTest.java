package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mlp.exercises.Exercise;
import mlp.exercises.Exercises;
import mlp.exercises.Sources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExerciseCommandTest {
  private static final Exercise EXERCISE = Exercises.named("01");

  @TempDir
  Path temporary;

  private Path folder;
  private Path file;

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("mine");
    file = folder.resolve("e01").resolve("Dropout.java");
  }

  @Test
  void fromTheStartToTheLastPoint() throws IOException {
    CommandLineRun run = exercise("start", "01");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("01. Add dropout", file.toString(), "exercise check 01");

    run = exercise("check", "01");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("✗ the mask has the shape of u", "is not written yet, at Dropout.java:")
        .contains("comes after mask", "0 of 13 points passed", "exercise hint 01 --folder");

    solve();
    run = exercise("check", "add-dropout");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("✓ p = 0.2", "All 13 points passed");
    assertThat(exercise("list").out()).contains("✓ 01  Add dropout", "13 of 13 points");
  }

  @Test
  void javacsErrorsAreShown() throws IOException {
    exercise("start", "01");
    Files.writeString(file, Files.readString(file).replace("throw new", "throw now"));
    CommandLineRun run = exercise("check", "01");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(file + ":10: ", "throw now Unsupported", "This does not compile yet");
  }

  @Test
  void hintsOpenOneAfterAnother() {
    exercise("start", "01");
    for (int i = 1; i <= 3; i++) {
      assertThat(exercise("hint", "01").out().lines().toList())
          .contains("Hint " + i + " of 3")
          .doesNotContain("Hint " + (i + 1) + " of 3");
    }
    assertThat(exercise("hint", "01").out()).contains("All hints are open", "Hint 1", "Hint 3");
    assertThat(exercise("list").out()).contains("3 hints");
  }

  @Test
  void theSolutionAsksFirst() {
    exercise("start", "01");
    Path solution = folder.resolve("e01.solution").resolve("Dropout.java");
    assertThat(answering("no\n", "solution", "01").out())
        .contains("3 hints are still closed", "stays closed");
    assertThat(answering("", "solution", "01").out()).contains("stays closed");
    assertThat(solution).doesNotExist();
    assertThat(answering("yes\n", "solution", "01").out()).contains(solution.toString());
    assertThat(solution).hasContent(Sources.solution(EXERCISE).get("Dropout.java"));
    assertThat(answering("", "solution", "01", "--yes").exitCode()).isZero();
    assertThat(exercise("list").out()).contains("solution seen");
  }

  @Test
  void resetKeepsABackup() throws IOException {
    exercise("start", "01");
    solve();
    CommandLineRun run = exercise("reset", "01");
    assertThat(run.out()).contains("e01.backup-1");
    assertThat(folder.resolve("e01.backup-1").resolve("Dropout.java"))
        .hasContent(Sources.solution(EXERCISE).get("Dropout.java"));
    assertThat(file).hasContent(Sources.starter(EXERCISE).get("Dropout.java"));
  }

  @Test
  @Timeout(120)
  void watchChecksAgainAtEachSaveUntilAllPass() throws Exception {
    exercise("start", "01");
    StringWriter out = new StringWriter();
    CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> Main.commandLine(
            new Interruption(), new PrintWriter(out), new PrintWriter(new StringWriter()))
        .execute("exercise", "watch", "01", "--folder", folder.toString()));
    awaitText(out, "Waiting until you save");
    assertThat(out.toString()).contains("0 of 13 points passed");
    solve();
    assertThat(watch.get(60, TimeUnit.SECONDS)).isZero();
    assertThat(out.toString()).contains("All 13 points passed");
  }

  @Test
  @Timeout(120)
  void watchEndsWhenInterrupted() throws Exception {
    exercise("start", "01");
    StringWriter out = new StringWriter();
    Interruption interruption = new Interruption();
    CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> Main.commandLine(
            interruption, new PrintWriter(out), new PrintWriter(new StringWriter()))
        .execute("exercise", "watch", "01", "--folder", folder.toString()));
    awaitText(out, "Waiting until you save");
    interruption.request();
    assertThat(watch.get(60, TimeUnit.SECONDS)).isEqualTo(130);
  }

  @Test
  void whatCannotBeDoneIsRefusedInOneLine() throws IOException {
    refused("expected list, start");
    refused("expected one of 01-add-dropout", "start", "99");
    refused("there is no such folder; ./mlp exercise start 01 makes it", "check", "01");
    refused("there is no such folder", "watch", "01");
    refused("there is no such folder", "hint", "01");
    refused("there is no such folder", "solution", "01", "--yes");
    refused("there is no such folder", "reset", "01");
    refused("Missing required parameter", "start");
    assertThat(folder).doesNotExist();
    exercise("start", "01");
    refused("stays as it is", "start", "01");
    Files.delete(file);
    refused("no .java file", "check", "01");
    Files.writeString(folder.resolve("progress.json"), "{");
    refused("is damaged", "list");
  }

  private void refused(String expected, String... arguments) {
    CommandLineRun run = exercise(arguments);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1).first().asString().contains(expected);
  }

  private void solve() throws IOException {
    Files.writeString(file, Sources.solution(EXERCISE).get("Dropout.java"));
  }

  private CommandLineRun exercise(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "exercise";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--folder";
    all[arguments.length + 2] = folder.toString();
    return CommandLineRun.of(all);
  }

  private CommandLineRun answering(String typed, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    try {
      return exercise(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private static void awaitText(StringWriter out, String text) throws InterruptedException {
    while (!out.toString().contains(text)) {
      Thread.sleep(50);
    }
  }
}
