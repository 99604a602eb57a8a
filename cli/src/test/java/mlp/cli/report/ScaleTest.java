package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {

  @Test
  void aLinearScaleLabelsRoundNumbers() {
    Scale scale = Scale.linear(DoubleStream.of(0.077, 2.04));

    assertThat(scale.ticks())
        .extracting(Scale.Tick::label)
        .containsExactly("0.0", "0.5", "1.0", "1.5", "2.0");
    assertThat(scale.share(0)).isZero();
    assertThat(scale.share(2.04)).isBetween(0.9, 1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3.5, 1e-9, 97.2, 1e12})
  void aSingleValueHasAPlaceWithinItsScale(double value) {
    Scale scale = Scale.linear(DoubleStream.of(value));

    assertThat(scale.share(value)).isBetween(0.0, 1.0);
    assertThat(scale.ticks()).hasSizeBetween(2, 12);
  }

  @Test
  void aLogarithmicScaleSpansThreeDecadesAndLeavesZeroOut() {
    Scale scale = Scale.logarithmic(DoubleStream.of(0, 3e-16, 7e-16));

    assertThat(scale.most() / scale.least()).isEqualTo(1000, within(1e-6));
    assertThat(scale.shows(0)).isFalse();
    assertThat(scale.shows(3e-16)).isTrue();
    assertThat(scale.share(scale.least())).isZero();
  }

  @Test
  void theFirstAndTheLastEpochHaveALabel() {
    assertThat(Scale.epochTicks(1)).extracting(Scale.Tick::label).containsExactly("1");
    assertThat(Scale.epochTicks(20))
        .extracting(Scale.Tick::label)
        .containsExactly("1", "5", "10", "15", "20");
    assertThat(Scale.epochTicks(3)).extracting(Scale.Tick::label).containsExactly("1", "2", "3");
  }
}
