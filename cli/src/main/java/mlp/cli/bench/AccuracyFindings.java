package mlp.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.Timing;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Numbers;

/** How long each track and peer takes to an accuracy on MNIST. */
final class AccuracyFindings {
  private static final double MICROS = 1e6;

  private final Timings timings;

  AccuracyFindings(Timings all) {
    timings = all.of(Chapter.TIME_TO_ACCURACY, "float32");
  }

  Part part() {
    List<String> seeds = timings.values("seed");
    List<String> columns = new ArrayList<>(List.of("who"));
    seeds.forEach(seed -> columns.add("seed " + seed));
    columns.add("mean");
    List<List<Object>> rows = new ArrayList<>();
    for (String subject : timings.subjects()) {
      List<Object> row = new ArrayList<>(List.of(subject));
      seeds.forEach(seed -> row.add(timings.median(subject, "seed", seed) / MICROS));
      row.add(mean(subject));
      rows.add(row);
    }
    return new Part(
        Chapter.TIME_TO_ACCURACY.question(),
        "Seconds from the first step of the recipe mnist-plain to the end of the first epoch after"
            + " which 98% of the test images are told right, the evaluations among them. A seed"
            + " decides the first weights and the order; all tracks and peers have the same, but what"
            + " they round differently may cost one of them an epoch more.",
        List.of(),
        List.of(new Table("seconds to 98%, float32", columns, rows)));
  }

  private double mean(String subject) {
    return timings.all().stream()
            .filter(timing -> timing.subject().equals(subject))
            .mapToDouble(Timing::median)
            .average()
            .orElse(Double.NaN)
        / MICROS;
  }

  Optional<Claim> claim() {
    double ours = mean(Timings.LOWEST);
    return timings.subjects().stream()
        .filter(timings.peers()::contains)
        .map(this::mean)
        .min(Double::compare)
        .map(best -> new Claim(
            "Plain Java reaches 98% on MNIST before the fastest of the Python peers.",
            ours < best, "Its time over theirs: " + Numbers.of(ours / best) + "."));
  }
}
