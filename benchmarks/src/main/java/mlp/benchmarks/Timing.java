package mlp.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * How long one thing took, time after time.
 *
 * @param chapter what was measured
 * @param method the benchmark's method
 * @param subject the track or the peer; empty for the machine itself
 * @param dataType float32 or float64; empty for what has none
 * @param parameters of the benchmark, by name, but track, peer, dataType and threads
 * @param microseconds per operation, one for each iteration of every round
 * @param bytesAllocated per operation, where it was measured
 */
public record Timing(
    Chapter chapter,
    String method,
    String subject,
    String dataType,
    Map<String, String> parameters,
    double[] microseconds,
    Optional<Double> bytesAllocated) {

  /** @return the middle one of the times */
  public double median() {
    return quantile(0.5);
  }

  /**
   * @param share in [0, 1] of the times that are shorter
   * @return the time, between two where it falls between them
   */
  public double quantile(double share) {
    double[] sorted = microseconds.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (above - sorted[below]);
  }
}
