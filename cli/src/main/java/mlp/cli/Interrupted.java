package mlp.cli;

/** The user ended a training before its last epoch; nothing was written. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message what was done, and what became of it */
  Interrupted(String message) {
    super(message);
  }

  Interrupted(int epochsDone, int epochs) {
    this("interrupted after " + epochsDone + " of " + epochs + " epochs; nothing was written");
  }
}
