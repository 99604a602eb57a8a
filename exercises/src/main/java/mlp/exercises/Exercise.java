package mlp.exercises;

import java.util.List;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Submission;

/**
 * An exercise: a page, starters and solutions that mirror each other file by file, and the checks.
 * It is found through {@code META-INF/services/mlp.exercises.Exercise}.
 */
public interface Exercise {

  /** Two digits: 01. */
  String number();

  /** As in the name of its page: add-dropout. */
  String name();

  /** How long it takes a learner, about. */
  int minutes();

  /** What the learner writes, by the names of the files in starters/e01. */
  List<String> files();

  /**
   * In the order in which a learner shall pass them: shapes, numbers worked out by hand, finite
   * differences, agreement with the reference, the goal.
   *
   * @param submission its classes are made within the bodies of the checks, not before
   */
  List<Check> checks(Submission submission);

  /** What the learner's code may use. */
  default Limits limits() {
    return Limits.QUICK;
  }

  /** Whether the learner's code is written with ND4J or DL4J. */
  default boolean usesLibraries() {
    return false;
  }

  /** @return the folder and package of its files: e01 */
  default String packageName() {
    return "e" + number();
  }

  /** @return its page: title and hints */
  default Page page() {
    return Page.of(this);
  }
}
