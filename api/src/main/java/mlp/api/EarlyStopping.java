package mlp.api;

/** When a training ends before its last epoch (R17). */
public sealed interface EarlyStopping {

  /** Never. */
  record None() implements EarlyStopping {}

  /**
   * When the loss on the validation examples has not fallen below its least so far by more than
   * {@code minimumImprovement} for {@code epochs} epochs in a row. At the end, early or not, the
   * network gets back the state it had after its best epoch (Prechelt 1998, Early Stopping – But
   * When?, UP criterion's simplest form).
   *
   * @param epochs at least 1
   * @param minimumImprovement at least 0
   */
  record Patience(int epochs, double minimumImprovement) implements EarlyStopping {
    /** @throws InvalidInput if there is no epoch, or the improvement is negative */
    public Patience {
      Checks.requireAtLeast("epochs", epochs, 1);
      Checks.requireNotNegative("minimumImprovement", minimumImprovement);
    }
  }
}
