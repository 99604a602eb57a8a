package mlp.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1.00",
    "-0.5, -0.500",
    "2.3026, 2.30",
    "0.05649, 0.0565",
    "0.001, 0.00100",
    "12.34, 12.3",
    "1234.4, 1234",
    "99999, 99999",
    "100000, 1.00e5",
    "0.00000273, 2.73e-6",
    "1e-15, 1.00e-15",
    "2.5e120, 2.50e120",
    "NaN, –",
    "Infinity, ∞",
    "-Infinity, −∞"
  })
  void threeDigitsAndAnExponentWhereItIsNeeded(double value, String expected) {
    assertThat(Numbers.of(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "256, 256", "-1, -1", "0.25, 0.250"})
  void placesAreWholeWhereTheyCanBe(double value, String expected) {
    assertThat(Numbers.place(value)).isEqualTo(expected);
  }
}
