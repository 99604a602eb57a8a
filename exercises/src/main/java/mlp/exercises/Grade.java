package mlp.exercises;

import java.util.List;
import mlp.exercises.grading.Point;

/**
 * What came of grading.
 *
 * @param errors of javac; then no point was looked at
 * @param points one for each check of the exercise
 */
public record Grade(List<String> errors, List<Point> points) {
  /** Copies the lists. */
  public Grade {
    errors = List.copyOf(errors);
    points = List.copyOf(points);
  }

  /** @return how many points passed */
  public int passed() {
    return (int) points.stream().filter(Point::isPassed).count();
  }

  /** @return whether all points passed */
  public boolean isSolved() {
    return errors.isEmpty() && passed() == points.size();
  }
}
