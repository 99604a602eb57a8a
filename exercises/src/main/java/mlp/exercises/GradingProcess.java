package mlp.exercises;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.GradingRun;
import mlp.exercises.grading.Place;
import mlp.exercises.grading.Point;
import mlp.exercises.grading.Submission;

/**
 * The JVM in which a learner's code runs. It writes a line of JSON when a check begins, and one for
 * each point, to a file: the standard output is the learner's.
 */
final class GradingProcess implements GradingRun.Listener {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path results;
  private final Printed printed = new Printed();
  private int index;

  private GradingProcess(Path results) {
    this.results = results;
  }

  /**
   * A line of the file.
   *
   * @param begun the index of a check that begins, or −1
   * @param index of the point, or −1
   * @param point or null
   */
  record Line(int begun, int index, Point point) {
    private static final Line NONE = new Line(-1, -1, null);

    /** @return what the line says; nothing where it is not whole yet */
    static Line parse(String text) {
      try {
        JsonNode node = MAPPER.readTree(text);
        if (node.has("begun")) {
          return new Line(node.get("begun").asInt(), -1, null);
        }
        return node.has("index")
            ? new Line(
                -1,
                node.get("index").asInt(),
                new Point(
                    node.get("part").asText(),
                    node.get("asks").asText(),
                    Point.State.valueOf(node.get("state").asText()),
                    node.get("explanation").asText(),
                    node.get("printed").asText()))
            : NONE;
      } catch (JsonProcessingException unfinished) {
        return NONE;
      }
    }
  }

  /** Arguments: the exercise's number, the folder of the class files, the file for the results. */
  public static void main(String[] arguments) throws InterruptedException {
    Exercise exercise = Exercises.named(arguments[0]);
    endWithParent();
    GradingProcess process = new GradingProcess(Path.of(arguments[2]));
    PrintStream captured = new PrintStream(process.printed, true, StandardCharsets.UTF_8);
    PrintStream messages = System.err;
    System.setOut(captured);
    System.setErr(captured);
    Submission submission = new Submission(Path.of(arguments[1]), exercise.packageName());
    List<Check> checks = exercise.checks(submission);
    Thread grading = new Thread(() -> GradingRun.of(checks, submission::holds, process), "grading");
    grading.setDaemon(true);
    grading.setUncaughtExceptionHandler((thread, thrown) -> messages.println(thrown));
    grading.start();
    grading.join(TimeUnit.SECONDS.toMillis(exercise.limits().seconds()));
    if (grading.isAlive()) {
      process.breakOff(grading, checks, submission, exercise.limits().seconds());
    }
    // Not exit: threads and shutdown hooks of the learner's may be left.
    Runtime.getRuntime().halt(0);
  }

  // Who waits for the results may be killed: nothing of the learner's shall run on.
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
  }

  private void breakOff(Thread grading, List<Check> checks, Submission submission, int seconds) {
    String where = Place.of(grading.getStackTrace(), submission::holds)
        .map(place -> place.method() + " was at work, at " + place.line() + ".")
        .orElse("");
    String why = "Your code did not end within " + seconds + " seconds: does a loop never end? "
        + where + " What follows was not looked at.";
    int broken = index;
    write(
        broken, Point.of(checks.get(broken), Point.State.FAILED, why).withPrinted(printed.take()));
    for (int i = broken + 1; i < checks.size(); i++) {
      write(i, Point.of(checks.get(i), Point.State.OPEN, ""));
    }
  }

  @Override
  public void onBegin(int check) {
    index = check;
    append(MAPPER.createObjectNode().put("begun", check));
  }

  @Override
  public void onPoint(Point point) {
    write(index++, point.withPrinted(printed.take()));
  }

  private void write(int number, Point point) {
    append(MAPPER
        .createObjectNode()
        .put("index", number)
        .put("part", point.part())
        .put("asks", point.asks())
        .put("state", point.state().name())
        .put("explanation", point.explanation())
        .put("printed", point.printed()));
  }

  private void append(ObjectNode line) {
    try {
      Files.writeString(results, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
