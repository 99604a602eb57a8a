package mlp.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be measured, and how long.
 *
 * @param chapters in this order
 * @param rounds how often the training step is measured, tracks and peers in turn; all else once
 * @param dataTypes float32, float64
 * @param threads that every track and peer computes with
 * @param iterations of each measurement, after {@link #WARM_UPS}
 * @param milliseconds of an iteration
 * @param python that runs the peers
 */
public record Plan(
    List<Chapter> chapters,
    int rounds,
    List<String> dataTypes,
    int threads,
    int iterations,
    int milliseconds,
    Optional<Path> python) {
  /** Iterations that are not counted: the JVM compiles the hottest methods last. */
  static final int WARM_UPS = 5;
  /** Of each of them. */
  static final int WARM_UP_MILLISECONDS = 500;

  /** Copies the lists. */
  public Plan {
    chapters = List.copyOf(chapters);
    dataTypes = List.copyOf(dataTypes);
  }
}
