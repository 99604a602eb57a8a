package mlp.cli;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import mlp.exercises.Exercise;
import mlp.exercises.Exercises;
import mlp.exercises.Grade;
import mlp.exercises.Progress;
import mlp.exercises.grading.Point;

/** Exercises and their points as text. */
final class ExerciseText {
  private static final int WIDTH = 96;
  private static final String INDENT = "      ";

  private ExerciseText() {}

  static String headline(Exercise exercise) {
    return exercise.number() + ". " + exercise.page().title();
  }

  static String list(List<Exercise> exercises, Progress progress) {
    StringJoiner text = joiner();
    for (Exercise exercise : exercises) {
      Progress.Entry entry = progress.of(exercise);
      text.add(String.format(
              Locale.ROOT,
              "%s %s  %-32s %3d minutes   %s",
              entry.isSolved() ? "✓" : " ",
              exercise.number(),
              exercise.page().title(),
              exercise.minutes(),
              progress(entry))
          .stripTrailing());
    }
    long solved =
        exercises.stream().filter(each -> progress.of(each).isSolved()).count();
    text.add("");
    text.add(solved + " of " + exercises.size() + " solved. "
        + exercises.stream()
            .filter(each -> !progress.of(each).isSolved())
            .findFirst()
            .map(next -> "Next: ./mlp exercise start " + next.number())
            .orElse("Well done."));
    return text.toString();
  }

  private static String progress(Progress.Entry entry) {
    StringJoiner parts = new StringJoiner(", ");
    if (entry.points() > 0) {
      parts.add(entry.passed() + " of " + Wording.count(entry.points(), "point"));
    }
    if (entry.hints() > 0) {
      parts.add(Wording.count(entry.hints(), "hint"));
    }
    if (entry.isSolutionSeen()) {
      parts.add("solution seen");
    }
    return parts.toString();
  }

  static String point(Point point) {
    StringJoiner text = joiner();
    switch (point.state()) {
      case PASSED -> text.add("  ✓ " + point.asks());
      case OPEN ->
        text.add("  · " + point.asks()
            + (point.explanation().isEmpty() ? "" : " (" + point.explanation() + ")"));
      case FAILED -> {
        text.add("  ✗ " + point.asks());
        wrapped(point.explanation(), text);
      }
    }
    if (!point.printed().isBlank()) {
      text.add(INDENT + "your code printed:");
      point.printed().lines().forEach(line -> text.add(INDENT + "| " + line));
    }
    return text.toString();
  }

  static String outcome(Exercise exercise, Grade grade, double seconds, String options) {
    StringJoiner text = joiner();
    text.add("");
    String number = exercise.number();
    if (!grade.errors().isEmpty()) {
      grade.errors().forEach(text::add);
      text.add("");
      text.add("This does not compile yet; javac says where.");
    } else if (grade.isSolved()) {
      text.add(String.format(
          Locale.ROOT,
          "All %d points passed (%.1f s).%s",
          grade.passed(),
          seconds,
          next(exercise)));
    } else {
      text.add(String.format(
          Locale.ROOT,
          "%d of %d points passed (%.1f s). Stuck? ./mlp exercise hint %s%s",
          grade.passed(),
          grade.points().size(),
          seconds,
          number,
          options));
    }
    return text.toString();
  }

  private static String next(Exercise solved) {
    return Exercises.all().stream()
        .filter(exercise -> exercise.number().compareTo(solved.number()) > 0)
        .findFirst()
        .map(exercise -> " Next: ./mlp exercise start " + exercise.number())
        .orElse("");
  }

  static String hint(List<String> hints, int index) {
    StringJoiner text = joiner();
    text.add("Hint " + (index + 1) + " of " + hints.size());
    hints.get(index).lines().forEach(line -> wrapped(line, text));
    return text.toString();
  }

  private static void wrapped(String sentences, StringJoiner text) {
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : sentences.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.add(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    text.add(line.toString().stripTrailing());
  }

  private static StringJoiner joiner() {
    return new StringJoiner(System.lineSeparator(), "", System.lineSeparator());
  }
}
