package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepsOptionTest {
  @Test
  void stepsAndRangesInAnyOrder() {
    assertThat(StepsOption.parse("0")).containsExactly(0L);
    assertThat(StepsOption.parse("7,0-2, 1-3,5-5")).containsExactly(0L, 1L, 2L, 3L, 5L, 7L);
    assertThat(StepsOption.parse("0-999")).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "1,",
        "-1",
        "1-",
        "-",
        "1--2",
        "a",
        "1.5",
        "1e3",
        "3-2",
        "0-999999999999",
        "0-999998,1000001-1000003",
        "99999999999999999999"
      })
  void whatIsNoListOfStepsIsRefused(String text) {
    assertThatThrownBy(() -> StepsOption.parse(text))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("--steps: got \"" + text + "\", expected ");
  }
}
