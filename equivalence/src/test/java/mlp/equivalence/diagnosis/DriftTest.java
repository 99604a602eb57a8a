package mlp.equivalence.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import mlp.api.DataType;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static List<Diagnosis.Growth> growth(LongToDoubleFunction ofStep) {
    return LongStream.range(0, 100)
        .mapToObj(step -> new Diagnosis.Growth(step, ofStep.applyAsDouble(step)))
        .toList();
  }

  @Test
  void whatGrowsAsADisturbanceDoesIsRounding() {
    Drift drift =
        new Drift(growth(t -> 1e-16 * Math.exp(0.1 * t)), growth(t -> 2e-15 * Math.exp(0.1 * t)));
    assertThat(drift.isBeyondRounding(DataType.FLOAT64)).isFalse();
  }

  @Test
  void whatGrowsWithoutTheDisturbanceIsDrift() {
    Drift drift = new Drift(growth(t -> 1e-16), growth(t -> 1e-15 * (t + 1)));
    assertThat(drift.isBeyondRounding(DataType.FLOAT64)).isTrue();
    assertThat(drift.isBeyondRounding(DataType.FLOAT32)).isFalse();
  }

  @Test
  void whatIsNoNumberIsBeyond() {
    Drift drift = new Drift(growth(t -> 1e-16), growth(t -> Double.NaN));
    assertThat(drift.isBeyondRounding(DataType.FLOAT32)).isTrue();
  }
}
