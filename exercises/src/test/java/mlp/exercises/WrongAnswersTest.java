package mlp.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mlp.exercises.grading.Point;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Typical wrong answers are told what is wrong with them. */
class WrongAnswersTest {
  private static final int LEAST = 8;

  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicContainer> areExplained() {
    return Chosen.exercises().stream().map(this::ofExercise);
  }

  private DynamicContainer ofExercise(Exercise exercise) {
    try {
      List<WrongAnswer> answers = WrongAnswer.of(exercise);
      Stream<DynamicTest> enough = Stream.of(dynamicTest(
          "there are enough", () -> assertThat(answers).hasSizeGreaterThanOrEqualTo(LEAST)));
      return DynamicContainer.dynamicContainer(
          exercise.number() + "-" + exercise.name(),
          Stream.concat(
              enough,
              answers.stream()
                  .map(answer -> dynamicTest(answer.name(), () -> isExplained(exercise, answer)))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void isExplained(Exercise exercise, WrongAnswer answer) throws IOException {
    Path files = Chosen.write(Files.createTempDirectory(folder, "wrong"), answer.files(exercise));
    Grade grade = answer.isForked()
        ? Grading.forked(exercise, files, point -> {})
        : Grading.here(exercise, files);
    assertThat(grade.errors()).as("javac").isEmpty();
    assertThat(grade.isSolved()).as("solved").isFalse();
    assertThat(answer.expected()).as("expect:").isNotEmpty();
    Point first = grade.points().stream()
        .filter(point -> point.state() == Point.State.FAILED)
        .findFirst()
        .orElseThrow();
    assertThat(first.explanation()).as(first.asks()).contains(answer.expected());
  }
}
