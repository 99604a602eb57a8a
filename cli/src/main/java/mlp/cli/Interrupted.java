package mlp.cli;

/** The user ended a training before its last epoch. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param kept what became of the training so far */
  Interrupted(int epochsDone, int epochs, String kept) {
    super("interrupted after " + epochsDone + " of " + epochs + " epochs; " + kept);
  }
}
