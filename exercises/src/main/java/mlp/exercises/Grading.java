package mlp.exercises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import mlp.exercises.grading.GradingRun;
import mlp.exercises.grading.Point;
import mlp.exercises.grading.Submission;

/** Compiles what a learner wrote, and grades it. */
public final class Grading {
  private Grading() {}

  /**
   * Grades in a JVM of its own, which may loop forever, run out of memory or end.
   *
   * @param folder the learner's files
   * @param onPoint hears of each point as soon as it is known
   * @throws mlp.api.InvalidInput if there are no files, or no compiler
   */
  public static Grade forked(Exercise exercise, Path folder, Consumer<Point> onPoint) {
    return compiled(
        exercise, folder, classes -> new ForkedGrading(exercise, classes, onPoint).points());
  }

  /**
   * Grades in this JVM: for code that is known to end.
   *
   * @throws mlp.api.InvalidInput if there are no files, or no compiler
   */
  public static Grade here(Exercise exercise, Path folder) {
    return compiled(exercise, folder, classes -> {
      try (Submission submission = new Submission(classes, exercise.packageName())) {
        return GradingRun.of(
            exercise.checks(submission), submission::holds, new GradingRun.Listener() {});
      }
    });
  }

  private static Grade compiled(Exercise exercise, Path folder, Function<Path, List<Point>> grade) {
    try {
      Path classes = Files.createTempDirectory("mlp-exercise");
      try {
        Compilation compilation = Compilation.of(exercise, folder, classes);
        return compilation.isDone()
            ? new Grade(List.of(), grade.apply(classes))
            : new Grade(compilation.errors(), List.of());
      } finally {
        delete(classes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
