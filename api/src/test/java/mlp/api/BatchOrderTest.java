package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  @Test
  void visitsEveryRowOnce() {
    int[] order = BatchOrder.of(1, 0, 1000);
    assertThat(IntStream.of(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void dependsOnSeedAndEpochAlone() {
    assertThat(BatchOrder.of(1, 0, 100)).isEqualTo(BatchOrder.of(1, 0, 100));
    assertThat(BatchOrder.of(1, 0, 100)).isNotEqualTo(BatchOrder.of(1, 1, 100));
    assertThat(BatchOrder.of(1, 0, 100)).isNotEqualTo(BatchOrder.of(2, 0, 100));
  }

  @Test
  void everyOrderIsAboutEquallyLikely() {
    int[] counts = new int[6];
    int trials = 60_000;
    for (int seed = 0; seed < trials; seed++) {
      int[] order = BatchOrder.of(seed, 0, 3);
      counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
    }
    // Chi-squared with 5 degrees of freedom exceeds 25.7 with probability 0.0001.
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += Math.pow(count - trials / 6.0, 2) / (trials / 6.0);
    }
    assertThat(chiSquared).isLessThan(25.7);
  }
}
