package mlp.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mlp.equivalence.Verdict;

/**
 * All that a run of {@code compare} or {@code train} found.
 *
 * @param tracks from the lowest level to the highest
 * @param agreement one for each pair of tracks and epoch, epoch by epoch; empty for a single track
 * @param enlargement what was found out about tracks that came apart; none where they did not
 * @param otherOutputs what differs in the outputs of tracks whose parameters agree, if anything
 *     does
 */
public record Outcome(
    Experiment experiment,
    List<TrackResult> tracks,
    List<PairAgreement> agreement,
    Optional<Enlargement> enlargement,
    Optional<String> otherOutputs,
    Environment environment) {
  /** Copies the lists. */
  public Outcome {
    tracks = List.copyOf(tracks);
    agreement = List.copyOf(agreement);
  }

  /**
   * @return the worst verdict after any epoch, unless the tracks came apart and yet take the same
   *     steps from the same weights: that is rounding, enlarged; none where there was nothing to
   *     compare
   */
  public Optional<Verdict> verdict() {
    if (otherOutputs.isPresent()) {
      return Optional.of(Verdict.DIFFERENT);
    }
    if (enlargement.isPresent()) {
      return Optional.of(enlargement.get().isRounding() ? Verdict.ROUNDING : Verdict.DIFFERENT);
    }
    return agreement.stream()
        .map(pair -> pair.agreement().verdict())
        .max(Comparator.naturalOrder());
  }

  /** @return the comparison with the largest absolute difference after an epoch, from 1 */
  public Optional<PairAgreement> largestDifference(int epoch) {
    return agreement.stream()
        .filter(pair -> pair.epoch() == epoch)
        .max(Comparator.comparingDouble(pair -> pair.largest().absolute()));
  }

  /** @return that after the last epoch that was compared */
  public Optional<PairAgreement> finalDifference() {
    return agreement.isEmpty()
        ? Optional.empty()
        : largestDifference(agreement.get(agreement.size() - 1).epoch());
  }

  /** The number of epochs that were trained, by the track that trained longest. */
  public int epochs() {
    return tracks.stream().mapToInt(track -> track.epochs().size()).max().orElseThrow();
  }
}
