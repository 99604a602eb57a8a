package mlp.cli;

/** The user ended a training before its last epoch. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message what was done, and what became of it */
  Interrupted(String message) {
    super(message);
  }

  /** @param kept what was written, in words */
  Interrupted(int epochsDone, int epochs, String kept) {
    this("interrupted after " + epochsDone + " of " + epochs + " epochs; " + kept);
  }
}
