package mlp.exercises.grading;

/** What a learner wrote is wrong; the message says what, and if it is known why. */
public final class Wrong extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param explanation whole sentences, for the learner */
  public Wrong(String explanation) {
    super(explanation);
  }
}
