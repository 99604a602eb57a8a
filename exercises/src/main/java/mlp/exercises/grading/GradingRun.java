package mlp.exercises.grading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Runs the checks of an exercise in this JVM, one after another. */
public final class GradingRun {
  private GradingRun() {}

  /** Hears how a run gets on. */
  public interface Listener {
    /** A check begins. */
    default void onBegin(int index) {}

    /** A check has ended, or is passed over. */
    default void onPoint(Point point) {}
  }

  /**
   * @param isLearners whether a class was written by the learner, to tell where it failed
   * @return a point for each check
   */
  public static List<Point> of(
      List<Check> checks, Predicate<String> isLearners, Listener listener) {
    List<Point> points = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      Optional<String> before = openBecause(check, failed);
      Point point;
      if (before.isPresent()) {
        point = Point.of(check, Point.State.OPEN, before.get());
        failed.add(check.part());
      } else {
        listener.onBegin(i);
        point = run(check, isLearners);
        if (!point.isPassed()) {
          failed.add(check.part());
        }
      }
      listener.onPoint(point);
      points.add(point);
    }
    return points;
  }

  // Within a part the list shows what it comes after; of other parts it is told.
  private static Optional<String> openBecause(Check check, Set<String> failed) {
    if (failed.contains(check.part())) {
      return Optional.of("");
    }
    return check.needs().stream()
        .filter(failed::contains)
        .findFirst()
        .map(part -> "comes after " + part);
  }

  // Throwable: the learner's code may run out of stack or memory, and the next part shall go on.
  private static Point run(Check check, Predicate<String> isLearners) {
    try {
      check.body().run();
      return Point.of(check, Point.State.PASSED, "");
    } catch (Wrong wrong) {
      return Point.of(check, Point.State.FAILED, wrong.getMessage());
    } catch (Throwable thrown) {
      return Point.of(check, Point.State.FAILED, Thrown.sentence(thrown, isLearners));
    }
  }
}
