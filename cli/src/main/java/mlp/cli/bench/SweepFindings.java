package mlp.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mlp.benchmarks.Chapter;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Numbers;

/** How the cost of a training step grows with batch, width and depth. */
final class SweepFindings {
  private final Timings timings;

  SweepFindings(Timings timings) {
    this.timings = timings;
  }

  Part sweep(Chapter chapter, String dataType) {
    Timings swept = timings.of(chapter, dataType);
    String parameter = swept.all().get(0).parameters().keySet().iterator().next();
    List<String> values = swept.values(parameter);
    List<Line> lines = new ArrayList<>();
    for (String subject : swept.subjects()) {
      lines.add(new Line(
          subject,
          values.stream()
              .mapToDouble(value -> swept.median(subject, parameter, value))
              .toArray()));
    }
    return new Part(
        chapter.question(),
        "Both axes are logarithmic: a cost in proportion is a line of slope 1, one that grows with"
            + " the square of slope 2; where a line is level, the step is nothing but its fixed"
            + " cost.",
        List.of(new Chart(
            "Microseconds a step, " + dataType,
            new Axis(parameter, true),
            new Axis("microseconds", true),
            values.stream().mapToDouble(Double::parseDouble).toArray(),
            lines)),
        List.of(BenchFindings.table(chapter, dataType, swept)));
  }

  // Above 64 rows the cost is in proportion to the batch, above a width of 256 to its square.
  Optional<Claim> growthClaim(Chapter chapter, String dataType) {
    if (chapter == Chapter.DEPTH_SWEEP) {
      return Optional.empty();
    }
    boolean batch = chapter == Chapter.BATCH_SWEEP;
    Timings swept = timings.of(chapter, dataType);
    double growth = batch
        ? swept.median(Timings.LOWEST, "batch", "1024")
            / swept.median(Timings.LOWEST, "batch", "64")
        : swept.median(Timings.LOWEST, "width", "1024")
            / swept.median(Timings.LOWEST, "width", "256");
    String work = batch ? "batch from 64 to 1024" : "width from 256 to 1024";
    return Optional.of(new Claim(
        batch
            ? "The cost grows in proportion to the batch, in " + dataType + "."
            : "The cost grows with the product of the widths, in " + dataType + ".",
        growth > 16 / 1.4 && growth < 16 * 1.4,
        Timings.LOWEST + " takes " + Numbers.of(growth) + " times as long for 16 times the work, "
            + work + "."));
  }
}
