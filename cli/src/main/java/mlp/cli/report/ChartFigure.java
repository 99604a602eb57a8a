package mlp.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Figure.Reference;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Numbers;

/** A chart of an experiment, drawn and as a table. */
final class ChartFigure {
  private static final int MOST_ROWS = 25;

  private ChartFigure() {}

  /** @param legend whether the chart brings the key to its lines */
  static String html(Chart chart, boolean legend) {
    DoubleStream values = DoubleStream.concat(
            chart.reference().stream().mapToDouble(Reference::value),
            chart.lines().stream().flatMapToDouble(line -> DoubleStream.of(line.values())))
        .filter(Double::isFinite);
    Scale y = chart.y().logarithmic() ? Scale.logarithmic(values) : Scale.linear(values);
    Axis x = Axis.through(chart.x().label(), chart.places(), chart.x().logarithmic());
    LineChart drawn =
        new LineChart(description(chart), x, y, chart.places(), LineChart.Style.SEPARATE);
    chart.lines().forEach(line -> drawn.line(line.name(), line.values()));
    chart.reference().ifPresent(reference -> drawn.reference(reference.value(), reference.name()));
    return "<figure>" + Html.element("figcaption", chart.title())
        + (legend
            ? LineChart.legend(
                chart.lines().stream().map(Line::name).toList(), LineChart.Style.SEPARATE)
            : "")
        + drawn.svg() + "</figure>";
  }

  private static String description(Chart chart) {
    return chart.title() + ": " + chart.y().label() + " by " + chart.x().label()
        + chart.lines().stream()
            .map(line -> "; " + line.name() + " from " + Numbers.of(line.values()[0]) + " to "
                + Numbers.of(line.values()[line.values().length - 1]))
            .collect(Collectors.joining())
        + ". The figures are in the table below.";
  }

  /** @return the chart as a table, of every so many places where they are many */
  static String table(Chart chart) {
    List<String> columns = new ArrayList<>(List.of(chart.x().label()));
    chart.lines().forEach(line -> columns.add(line.name()));
    int places = chart.places().length;
    int every = (places + MOST_ROWS - 1) / MOST_ROWS;
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      if (i % every == 0 || i == places - 1) {
        List<Object> row = new ArrayList<>(List.of(Numbers.place(chart.places()[i])));
        for (Line line : chart.lines()) {
          row.add(line.values()[i]);
        }
        rows.add(row);
      }
    }
    return ExperimentPage.table(new Table(chart.title(), columns, rows));
  }
}
