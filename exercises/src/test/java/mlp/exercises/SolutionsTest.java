package mlp.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import mlp.exercises.grading.Point;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Solutions pass all points; starters compile and pass not all. */
class SolutionsTest {
  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicTest> solutionsPassAllPoints() {
    return Chosen.exercises().stream()
        .map(exercise -> dynamicTest(exercise.number() + "-" + exercise.name(), () -> {
          Path files =
              Chosen.write(folder.resolve(exercise.packageName()), Sources.solution(exercise));
          Grade grade = Grading.forked(exercise, files, point -> {});
          assertThat(grade.errors()).isEmpty();
          assertThat(grade.points())
              .isNotEmpty()
              .allSatisfy(
                  point -> assertThat(point.explanation()).as(point.asks()).isEmpty());
          assertThat(grade.isSolved()).isTrue();
        }));
  }

  @TestFactory
  Stream<DynamicTest> startersCompileAndFail() {
    return Chosen.exercises().stream()
        .map(exercise -> dynamicTest(exercise.number() + "-" + exercise.name(), () -> {
          Path files =
              Chosen.write(folder.resolve(exercise.packageName()), Sources.starter(exercise));
          Grade grade = Grading.forked(exercise, files, point -> {});
          assertThat(grade.errors()).isEmpty();
          assertThat(grade.isSolved()).isFalse();
          assertThat(grade.points())
              .filteredOn(point -> point.state() == Point.State.FAILED)
              .isNotEmpty()
              .allSatisfy(point -> assertThat(point.explanation())
                  .doesNotContain("error of the grader", "did not end"));
        }));
  }
}
