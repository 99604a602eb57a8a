package mlp.equivalence;

/** What a comparison of two sets of parameters comes to. */
public enum Verdict {
  /** Every bit is the same. */
  EQUAL,
  /** Nothing but rounding need be assumed: see {@link Tolerances#rounding}. */
  ROUNDING,
  /** The two sides computed something else. */
  DIFFERENT
}
