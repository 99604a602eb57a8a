package mlp.cli.report;

import java.util.List;
import java.util.stream.DoubleStream;
import mlp.api.DataType;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Diagnosis.Growth;

/** How far the parameters come apart from step to step. */
final class GrowthSection {
  private GrowthSection() {}

  static String html(Diagnosis diagnosis) {
    List<Growth> growth = diagnosis.growth();
    if (growth.size() < 2) {
      return "";
    }
    return "<section id=\"growth\"><h2>How far the parameters come apart</h2>" + body(diagnosis)
        + "</section>";
  }

  private static String body(Diagnosis diagnosis) {
    double[] steps = diagnosis.growth().stream().mapToDouble(Growth::step).toArray();
    double[] values = diagnosis.growth().stream().mapToDouble(Growth::relative).toArray();
    DataType type = diagnosis.shown().left().dataType() == DataType.FLOAT32
        ? DataType.FLOAT32
        : diagnosis.shown().right().dataType();
    double roundoff = type.unitRoundoff();
    DoubleStream finite = DoubleStream.of(values).filter(Double::isFinite);
    if (DoubleStream.of(values).allMatch(value -> value == 0)) {
      return "<p>They do not: all parameters have the same bits after every step.</p>";
    }
    String text = "from " + DiffNumbers.of(values[0]) + " after step "
        + diagnosis.growth().get(0).step() + " to " + DiffNumbers.of(values[values.length - 1])
        + " after step " + diagnosis.growth().get(values.length - 1).step();
    String svg = new LineChart(
            "Largest difference of any parameter by step, on a logarithmic scale: " + text,
            Axis.through("step", steps, false),
            Scale.logarithmic(DoubleStream.concat(DoubleStream.of(roundoff), finite)),
            steps,
            LineChart.Style.SEPARATE)
        .line("largest difference", values)
        .reference(roundoff, "unit roundoff")
        .svg();
    return "<div class=\"pair\"><figure>" + svg + "</figure><div><p>The largest difference of any"
        + " parameter after each step, relative to the largest entry of its tensor, on a logarithmic"
        + " scale: " + text + ". A line that climbs steadily from the unit roundoff is rounding"
        + " that training enlarges; one that begins high, or jumps, is a fault.</p></div></div>";
  }
}
