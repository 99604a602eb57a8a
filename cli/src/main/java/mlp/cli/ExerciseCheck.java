package mlp.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mlp.exercises.Exercise;
import mlp.exercises.Grade;
import mlp.exercises.Grading;
import mlp.exercises.Progress;
import mlp.exercises.Workspace;

/** Checks an exercise and tells each point as soon as it is known: once, or at each save. */
record ExerciseCheck(
    Workspace workspace, String options, Interruption interruption, PrintWriter out) {
  private static final int POLL_MILLISECONDS = 200;

  /** @return whether all points passed */
  boolean once(Exercise exercise) {
    Path files = workspace.started(exercise);
    long begin = System.nanoTime();
    out.println(ExerciseText.headline(exercise));
    AtomicReference<String> part = new AtomicReference<>("");
    Grade grade = Grading.forked(exercise, files, point -> {
      // Ctrl-C ends the JVM that grades, too: what is missing is not the learner's fault.
      requireNotInterrupted();
      if (!part.getAndSet(point.part()).equals(point.part())) {
        out.println(point.part());
      }
      out.print(ExerciseText.point(point));
      out.flush();
    });
    new Progress(workspace.folder()).checked(exercise, grade);
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.print(ExerciseText.outcome(exercise, grade, seconds, options));
    out.flush();
    return grade.isSolved();
  }

  /** @return true: it ends when all points pass, or is interrupted */
  boolean atEachSave(Exercise exercise) {
    while (true) {
      Map<String, Long> before = times(workspace.started(exercise));
      if (once(exercise)) {
        return true;
      }
      out.println("Waiting until you save. Ctrl-C ends this.");
      out.println();
      out.flush();
      while (times(workspace.started(exercise)).equals(before)) {
        requireNotInterrupted();
        sleep();
      }
    }
  }

  private void requireNotInterrupted() {
    if (interruption.isRequested()) {
      throw new Interrupted("interrupted");
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted("interrupted");
    }
  }

  // When each file was last saved, and how long it is: asked again and again, which works
  // everywhere.
  private static Map<String, Long> times(Path folder) {
    Map<String, Long> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        times.put(
            file.toString(), Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file));
      }
    } catch (IOException | UncheckedIOException vanished) {
      // An editor may just be putting the new file in the place of the old one: look again.
      return times;
    }
    return times;
  }
}
