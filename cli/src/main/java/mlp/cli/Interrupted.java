package mlp.cli;

/** The user ended a training before its last epoch; nothing was written. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Interrupted(int epochsDone, int epochs) {
    super("interrupted after " + epochsDone + " of " + epochs + " epochs; nothing was written");
  }
}
