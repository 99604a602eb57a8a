package mlp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {

  @Test
  void tenLinesHaveTenDifferentMarkers() {
    List<String> names = IntStream.range(0, 10).mapToObj(i -> "line " + i).toList();

    String legend = LineChart.legend(names, LineChart.Style.SEPARATE);

    assertThat(matches("class=\"mark\" d=\"([^\"]*)\"", legend))
        .hasSize(10)
        .doesNotHaveDuplicates();
    assertThat(matches("class=\"(s\\d)\"", legend)).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void aLineIsBrokenWhereThereIsNoValue() {
    String svg = chart(false, 1, 2, 3, 4, 5)
        .line("a", new double[] {1, 2, Double.NaN, 3, Double.POSITIVE_INFINITY})
        .svg();

    String path = matches("class=\"line\" d=\"([^\"]*)\"", svg).get(0);
    assertThat(path).matches("M[\\d. ]+L[\\d. ]+M[\\d. ]+");
  }

  @Test
  void equalRatiosAreEquallyFarApartOnALogarithmicAxis() {
    String svg = chart(true, 2, 4, 8, 16).line("a", new double[] {1, 1, 1, 1}).svg();

    List<Double> places =
        matches("[ML]([\\d.]+) ", matches("class=\"line\" d=\"([^\"]*)\"", svg).get(0)).stream()
            .map(Double::valueOf)
            .toList();
    assertThat(places).hasSize(4);
    double step = places.get(1) - places.get(0);
    for (int i = 1; i < 4; i++) {
      assertThat(places.get(i) - places.get(i - 1)).isEqualTo(step, within(0.2));
    }
    assertThat(matches(">(\\d+)</text>", svg)).contains("2", "4", "8", "16");
  }

  @Test
  void manyPlacesAreLabelledAtRoundNumbers() {
    Axis axis = Axis.through("x", IntStream.range(0, 180).asDoubleStream().toArray(), false);

    assertThat(axis.ticks()).extracting(Scale.Tick::label).contains("0", "20", "100");
    assertThat(axis.ticks()).hasSizeLessThan(12);
    assertThat(axis.scale().share(0)).isZero();
    assertThat(axis.scale().share(179)).isEqualTo(1);
  }

  @Test
  void aSingleEpochStandsInTheMiddle() {
    assertThat(Axis.ofEpochs(1).scale().share(1)).isEqualTo(0.5);
  }

  @Test
  void namesAreEscaped() {
    assertThat(chart(false, 1, 2).line("<b>", new double[] {1, 2}).svg())
        .contains("<title>&lt;b&gt;</title>");
  }

  private static LineChart chart(boolean logarithmic, double... places) {
    return new LineChart(
        "a chart",
        Axis.through("x", places, logarithmic),
        Scale.linear(DoubleStream.of(0, 5)),
        places,
        LineChart.Style.SEPARATE);
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
