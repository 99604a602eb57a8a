package mlp.exercises.grading;

/**
 * One thing that an exercise asks for, and how it stands.
 *
 * @param part the method or topic that it belongs to: forward
 * @param asks what is asked: the mask is 1/(1 − p) where u ≥ p, and 0 elsewhere
 * @param state how it stands
 * @param explanation why it failed, or what it comes after; empty where it passed, or follows a
 *     point of its part that failed
 * @param printed what the learner's code wrote to standard output and error meanwhile
 */
public record Point(String part, String asks, State state, String explanation, String printed) {
  /** How a point stands. */
  public enum State {
    /** As asked. */
    PASSED,
    /** Not as asked. */
    FAILED,
    /** Not looked at, because something before it failed. */
    OPEN
  }

  /** @return the point of a check, with nothing printed */
  public static Point of(Check check, State state, String explanation) {
    return new Point(check.part(), check.asks(), state, explanation, "");
  }

  /** @return whether it passed */
  public boolean isPassed() {
    return state == State.PASSED;
  }

  /** @return the same point with what was printed meanwhile */
  public Point withPrinted(String text) {
    return new Point(part, asks, state, explanation, text);
  }
}
