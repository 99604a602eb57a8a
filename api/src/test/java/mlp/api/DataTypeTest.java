package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataTypeTest {
  @Test
  void countsTheValuesBetween() {
    assertThat(DataType.FLOAT64.ulps(1, 1)).isZero();
    assertThat(DataType.FLOAT64.ulps(1, Math.nextUp(1.0))).isEqualTo(1);
    assertThat(DataType.FLOAT64.ulps(1, 1 - 0x1p-53)).isEqualTo(1);
    assertThat(DataType.FLOAT64.ulps(1, 2)).isEqualTo(1L << 52);
    assertThat(DataType.FLOAT32.ulps(1, 1 + 0x1p-23)).isEqualTo(1);
    assertThat(DataType.FLOAT32.ulps(1, 2)).isEqualTo(1 << 23);
  }

  @Test
  void countsAcrossZero() {
    assertThat(DataType.FLOAT64.ulps(-0.0, 0.0)).isZero();
    assertThat(DataType.FLOAT64.ulps(-Double.MIN_VALUE, Double.MIN_VALUE)).isEqualTo(2);
    assertThat(DataType.FLOAT32.ulps(-Float.MIN_VALUE, Float.MIN_VALUE)).isEqualTo(2);
    assertThat(DataType.FLOAT32.ulps(0, Float.MIN_VALUE)).isEqualTo(1);
    assertThat(DataType.FLOAT64.ulps(-Double.MAX_VALUE, Double.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(DataType.FLOAT32.ulps(-Float.MAX_VALUE, Float.MAX_VALUE))
        .isEqualTo(2L * Float.floatToRawIntBits(Float.MAX_VALUE));
  }

  @Test
  void whatIsNotFiniteIsFarFromAllButItself() {
    assertThat(DataType.FLOAT64.ulps(Double.NaN, Double.NaN)).isZero();
    assertThat(DataType.FLOAT64.ulps(Double.NaN, 0)).isEqualTo(Long.MAX_VALUE);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(DataType.FLOAT32.ulps(infinity, infinity)).isZero();
    assertThat(DataType.FLOAT32.ulps(infinity, -infinity)).isEqualTo(Long.MAX_VALUE);
    assertThat(DataType.FLOAT32.ulps(Float.MAX_VALUE, infinity)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void unitRoundoffIsTheLargestRelativeErrorOfRounding() {
    for (DataType type : DataType.values()) {
      double u = type.unitRoundoff();
      assertThat(type.round(1 + 4 * u)).isGreaterThan(1);
      assertThat(type.ulps(1, 1 + 2 * u)).isEqualTo(1);
    }
    assertThat(DataType.FLOAT32.round(1 + 0x1p-24)).isEqualTo(1);
  }
}
