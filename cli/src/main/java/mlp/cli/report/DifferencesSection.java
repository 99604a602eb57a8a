package mlp.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import mlp.api.Labels;
import mlp.cli.Outcome;
import mlp.cli.PairAgreement;
import mlp.cli.Wording;

/** How far the parameters of each pair of tracks come apart. */
final class DifferencesSection {
  private DifferencesSection() {}

  static String html(Outcome outcome) {
    if (outcome.agreement().isEmpty()) {
      return "";
    }
    return "<section id=\"differences\"><h2>How far the weights come apart</h2>"
        + body(outcome)
        + "</section>";
  }

  private static String body(Outcome outcome) {
    List<String> pairs =
        outcome.agreement().stream().map(PairAgreement::pair).distinct().toList();
    List<double[]> lines = pairs.stream().map(pair -> line(outcome, pair)).toList();
    if (lines.stream().flatMapToDouble(Arrays::stream).noneMatch(value -> value > 0)) {
      return "<p>They do not: all parameters of all tracks have the same bits after every epoch.</p>";
    }
    double roundoff = outcome.experiment().dataType().unitRoundoff();
    Scale scale = Scale.logarithmic(DoubleStream.concat(
        DoubleStream.of(roundoff), lines.stream().flatMapToDouble(Arrays::stream)));
    LineChart chart = LineChart.overEpochs(
            "Largest difference of any parameter by epoch for each pair of tracks, on a logarithmic"
                + " scale; at the end " + finals(pairs, lines),
            scale,
            outcome.epochs())
        .reference(roundoff, "unit roundoff");
    for (int i = 0; i < pairs.size(); i++) {
      chart.line(pairs.get(i), lines.get(i));
    }
    String type = Labels.of(outcome.experiment().dataType());
    return "<div class=\"pair\"><figure>" + chart.svg()
        + "</figure><div><p>The largest difference of"
        + " any weight or bias between two tracks after each epoch, on a logarithmic scale. The thin"
        + " level line is the unit roundoff of " + type + ", " + Wording.difference(roundoff)
        + ": one rounding of a number near 1 is off by at most so much." + missing(lines) + "</p>"
        + LineChart.legend(
            pairs.stream().map(pair -> pair.replace("/", " and ")).toList(),
            LineChart.Style.STRIPED)
        + "</div></div>";
  }

  private static String missing(List<double[]> lines) {
    boolean zeros = lines.stream().flatMapToDouble(Arrays::stream).anyMatch(value -> value == 0);
    return zeros ? " Where a line is missing, the two tracks are equal to the bit." : "";
  }

  private static String finals(List<String> pairs, List<double[]> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pairs.size(); i++) {
      double[] line = lines.get(i);
      text.append(i == 0 ? "" : ", ")
          .append(pairs.get(i))
          .append(' ')
          .append(Wording.difference(last(line)));
    }
    return text.toString();
  }

  private static double[] line(Outcome outcome, String pair) {
    double[] line = new double[outcome.epochs()];
    Arrays.fill(line, Double.NaN);
    outcome.agreement().stream()
        .filter(agreement -> agreement.pair().equals(pair))
        .forEach(agreement -> line[agreement.epoch() - 1] = agreement.largest().absolute());
    return line;
  }

  /** The difference after the last epoch that was compared: tracks may end early. */
  private static double last(double[] line) {
    return Arrays.stream(line)
        .filter(value -> !Double.isNaN(value))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
