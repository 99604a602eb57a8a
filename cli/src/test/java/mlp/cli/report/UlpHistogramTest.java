package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import mlp.api.DataType;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;

class UlpHistogramTest {

  @Test
  void elementsAreCountedByPowersOfTen() {
    double u = Math.ulp(1.0);
    UlpHistogram histogram = of(
        new double[] {1, 1, 1, 1, 1, 1, 1},
        new double[] {1, 1 + u, 1 + 2 * u, 1 + 9 * u, 1 + 10 * u, 1 + 99 * u, Double.NaN});

    assertThat(histogram.count(0)).isEqualTo(1);
    assertThat(histogram.count(1)).isEqualTo(1);
    assertThat(histogram.count(2)).isEqualTo(2);
    assertThat(histogram.count(3)).isEqualTo(2);
    assertThat(histogram.count(21)).isEqualTo(1);
  }

  @Test
  void theWidestDistanceHasAPlace() {
    UlpHistogram histogram =
        of(new double[] {-Double.MAX_VALUE, 0}, new double[] {Double.MAX_VALUE, 1});

    assertThat(histogram.html("z1")).contains("z1 are how far apart: ");
  }

  @Test
  void theTextSaysWhatTheBarsShow() {
    String html = of(
            new double[] {1, 1, 1}, new double[] {1, 1 + Math.ulp(1.0), 1 + 1e6 * Math.ulp(1.0)})
        .html("z1");

    assertThat(html).contains("1 equal, 1 by 1 ulp, 1 by 1e6 ulps or more").contains(">…</text>");
  }

  private static UlpHistogram of(double[] left, double[] right) {
    return new UlpHistogram(
        Tensor.of("z1", left, left.length), Tensor.of("z1", right, right.length), DataType.FLOAT64);
  }
}
