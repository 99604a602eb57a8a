package mlp.equivalence.diagnosis;

/** What a difference comes to; the later, the worse. */
public enum Severity {
  /** Every bit is the same. */
  EQUAL,
  /** No further apart than roundings bring two right implementations. */
  ROUNDING,
  /**
   * A little beyond the bound of rounding, and no known cause: as an approximation of a function is
   * that is less exact than a library's.
   */
  SUSPICIOUS,
  /** One of the two computes something else. */
  DIFFERENT;

  Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
