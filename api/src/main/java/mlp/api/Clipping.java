package mlp.api;

/** What is done to the mean gradients before anything else uses them (R13). */
public sealed interface Clipping {

  /** Nothing. */
  record None() implements Clipping {}

  /**
   * g ← g·max/‖g‖ where ‖g‖, the L2 norm of all gradients together, is above the maximum (Pascanu,
   * Mikolov and Bengio 2013, algorithm 1).
   *
   * @param max above 0
   */
  record GlobalNorm(double max) implements Clipping {
    /** @throws InvalidInput if the maximum is not above 0 */
    public GlobalNorm {
      Checks.requirePositive("max", max);
    }
  }

  /**
   * g ← min(max(g, −max), max), element by element.
   *
   * @param max above 0
   */
  record Value(double max) implements Clipping {
    /** @throws InvalidInput if the maximum is not above 0 */
    public Value {
      Checks.requirePositive("max", max);
    }
  }
}
