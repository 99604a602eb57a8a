package mlp.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be measured, and how long.
 *
 * @param chapters in this order
 * @param rounds how often training steps and MNIST are measured, tracks and peers in turn; all else
 *     once
 * @param dataTypes float32, float64
 * @param threads that every track and peer computes with
 * @param iterations of each measurement, after {@link #WARM_UPS}
 * @param milliseconds of an iteration
 * @param python that runs the peers
 * @param mnist the folder of MNIST's files, for {@link Chapter#TIME_TO_ACCURACY}
 */
public record Plan(
    List<Chapter> chapters,
    int rounds,
    List<String> dataTypes,
    int threads,
    int iterations,
    int milliseconds,
    Optional<Path> python,
    Optional<Path> mnist) {
  /** Iterations that are not counted: the JVM compiles the hottest methods last. */
  static final int WARM_UPS = 5;
  /** Of each of them. */
  static final int WARM_UP_MILLISECONDS = 500;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if MNIST is to be trained on, but not given
   */
  public Plan {
    if (chapters.contains(Chapter.TIME_TO_ACCURACY) && mnist.isEmpty()) {
      throw new IllegalArgumentException("no folder of MNIST");
    }
    chapters = List.copyOf(chapters);
    dataTypes = List.copyOf(dataTypes);
  }
}
