package mlp.cli;

import mlp.equivalence.Agreement;
import mlp.equivalence.Difference;
import mlp.equivalence.Verdict;

/**
 * How far the parameters of two tracks have come apart.
 *
 * @param first the track of the lower level
 * @param second the track of the higher level
 * @param epoch after which they were compared, from 1
 * @param agreement what the comparison found
 */
public record PairAgreement(String first, String second, int epoch, Agreement agreement) {

  /** Both names: numpy-style/lowlevel. */
  public String pair() {
    return first + "/" + second;
  }

  /** Whether rounding alone is not known to bring parameters so far apart. */
  public boolean isDifferent() {
    return agreement.verdict() == Verdict.DIFFERENT;
  }

  /** The tensor with the largest absolute difference. */
  public Difference largest() {
    return agreement.largest();
  }
}
