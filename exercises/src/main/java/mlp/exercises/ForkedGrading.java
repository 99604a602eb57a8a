package mlp.exercises;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Point;
import mlp.exercises.grading.Submission;

/** Grades in a {@link GradingProcess}, and says what became of it where it did not end well. */
final class ForkedGrading {
  /** Beyond the exercise's limit, for the JVM's start and for it to say where the code was. */
  private static final int MORE_SECONDS = 5;

  private static final int POLL_MILLISECONDS = 20;

  private final Exercise exercise;
  private final Path classes;
  private final Path results;
  private final Path messages;
  private final Consumer<Point> onPoint;
  private final List<Check> checks;
  private final List<Point> points = new ArrayList<>();
  private int begun = -1;

  ForkedGrading(Exercise exercise, Path classes, Consumer<Point> onPoint) {
    this.exercise = exercise;
    this.classes = classes;
    this.onPoint = onPoint;
    results = classes.resolve("results.jsonl");
    messages = classes.resolve("messages.txt");
    try (Submission nothing = new Submission(classes, exercise.packageName())) {
      checks = exercise.checks(nothing);
    }
  }

  List<Point> points() {
    try {
      Process process = start();
      try {
        follow(process);
      } finally {
        process.destroyForcibly().waitFor();
      }
      return points;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("grading was interrupted", e);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-Xmx" + exercise.limits().megabytes() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=" + (exercise.limits().hasVectors() ? 4 : 1));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(
        GradingProcess.class.getName(), exercise.number(), classes.toString(), results.toString()));
    Files.createFile(results);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(messages.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(nothingToRead()))
        .start();
  }

  private File nothingToRead() throws IOException {
    return Files.createFile(classes.resolve("input.txt")).toFile();
  }

  // What this JVM was started with, but for its memory and what the exercise has no need of.
  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      boolean isVectors = flag.contains("jdk.incubator.vector");
      boolean isKept = flag.startsWith("--")
          || flag.startsWith("-XX:+Ignore")
          || flag.startsWith("-Dorg.bytedeco.");
      if (isKept && (!isVectors || exercise.limits().hasVectors())) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private void follow(Process process) throws IOException, InterruptedException {
    long end =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(exercise.limits().seconds() + MORE_SECONDS);
    boolean isOver = false;
    while (!isOver && System.nanoTime() < end) {
      isOver = process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
      read();
    }
    if (points.size() < checks.size()) {
      broken(isOver ? ended(process.exitValue()) : unending());
    }
  }

  private void read() throws IOException {
    List<String> lines = Files.readAllLines(results);
    for (String line : lines) {
      GradingProcess.Line read = GradingProcess.Line.parse(line);
      begun = Math.max(begun, read.begun());
      if (read.point() != null && read.index() == points.size()) {
        add(read.point());
      }
    }
  }

  private void add(Point point) {
    points.add(point);
    onPoint.accept(point);
  }

  // The check at which it broke has failed, those behind stay open.
  private void broken(String why) {
    Point.State state = Point.State.FAILED;
    String explanation = why + " What follows was not looked at.";
    while (points.size() < checks.size()) {
      add(Point.of(checks.get(points.size()), state, explanation));
      state = Point.State.OPEN;
      explanation = "";
    }
  }

  private String unending() {
    return "Your code did not end within " + exercise.limits().seconds()
        + " seconds, and was broken off.";
  }

  private String ended(int exitCode) throws IOException {
    String said = Files.readString(messages);
    if (begun < 0) {
      return "The JVM that grades did not start, exit code " + exitCode + ": " + said.strip();
    }
    if (said.contains("OutOfMemoryError")) {
      return "Your code needs more memory than the " + exercise.limits().megabytes()
          + " MB of this exercise (OutOfMemoryError).";
    }
    return "Your code ended the JVM, with exit code " + exitCode
        + ": is there a System.exit in it? A method shall return its result, or throw.";
  }
}
