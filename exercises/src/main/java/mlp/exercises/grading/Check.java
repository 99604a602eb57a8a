package mlp.exercises.grading;

import java.util.List;

/**
 * One check of an exercise. Nothing of the learner's runs before its body does.
 *
 * @param part the method or topic that it belongs to
 * @param needs other parts that must have passed, or it stays open
 * @param asks what is asked, as a learner reads it in the list of points
 * @param body throws {@link Wrong}, or whatever the learner's code throws
 */
public record Check(String part, List<String> needs, String asks, Body body) {
  /** Copies the list. */
  public Check {
    needs = List.copyOf(needs);
  }

  /** Calls the learner's code and judges what it gives. */
  @FunctionalInterface
  public interface Body {
    /** @throws Exception a {@link Wrong} with its explanation, or what the learner's code throws */
    void run() throws Exception;
  }
}
