package mlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimingTest {

  private static Timing of(double... microseconds) {
    return new Timing(
        Chapter.FORWARD,
        "predict",
        "lowlevel",
        "float32",
        Map.of(),
        microseconds,
        Optional.empty());
  }

  @Test
  void quantilesLieBetweenTheTimes() {
    assertThat(of(3, 1, 2).median()).isEqualTo(2);
    assertThat(of(4, 1, 2, 3).median()).isEqualTo(2.5);
    assertThat(of(5, 1, 2, 3, 4).quantile(0.25)).isEqualTo(2);
    assertThat(of(7).quantile(0.75)).isEqualTo(7);
  }

  @Test
  void aStepsWorkIsThatOfItsProducts() {
    // 2-8-2, batch 4: forward 2·4·(16 + 16), weights as much, inputs of the second layer 2·4·16
    assertThat(Workload.XOR.flops()).isEqualTo(2 * 4 * 32 + 2 * 4 * 32 + 2 * 4 * 16);
  }

  @Test
  void everyChapterIsABenchmark() {
    for (Chapter chapter : Chapter.values()) {
      assertThat(
              getClass().getResource("jmh_generated/" + chapter.benchmarkName() + "_jmhType.class"))
          .as(chapter.benchmarkName())
          .isNotNull();
    }
  }
}
