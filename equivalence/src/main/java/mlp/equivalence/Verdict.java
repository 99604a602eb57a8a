package mlp.equivalence;

/** What a comparison of two sets of parameters comes to. */
public enum Verdict {
  /** Every bit is the same. */
  EQUAL,
  /** Nothing but rounding need be assumed: see {@link Tolerances#rounding}. */
  ROUNDING,
  /**
   * More than rounding lies between the two: the two sides compute something else, or the training
   * has enlarged rounding errors, which {@link Restart} finds out.
   */
  DIFFERENT
}
