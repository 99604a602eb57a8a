package mlp.cli;

import mlp.equivalence.Restart;

/**
 * What was found out about tracks that came apart: whether the training enlarged rounding.
 *
 * @param restart whether they take the same few steps, put back on the same weights
 * @param matchesControl whether one track, disturbed by roundings, comes about as far apart from
 *     itself after every epoch
 */
public record Enlargement(Restart restart, boolean matchesControl) {

  /** Whether nothing but rounding need be assumed. */
  boolean isRounding() {
    return restart.same() && matchesControl;
  }
}
