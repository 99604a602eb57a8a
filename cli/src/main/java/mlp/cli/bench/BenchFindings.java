package mlp.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mlp.benchmarks.BenchmarkRun;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.Plan;
import mlp.benchmarks.Timing;
import mlp.cli.Environment;
import mlp.cli.experiment.Findings;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Setting;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Numbers;

/** What the benchmarks found: tables and charts of the medians. */
public final class BenchFindings {
  private final Plan plan;
  private final Timings timings;
  private final List<BenchmarkRun.Absent> absent;

  private BenchFindings(Plan plan, BenchmarkRun run) {
    this.plan = plan;
    timings = new Timings(run.timings(), run.peerVersions().keySet());
    absent = run.absent();
  }

  /** @return tables, charts and claims, in the order in which they are to be read */
  public static Findings of(Plan plan, BenchmarkRun run, Environment environment) {
    return new BenchFindings(plan, run).findings(environment);
  }

  private Findings findings(Environment environment) {
    StepFindings steps = new StepFindings(plan, timings);
    SweepFindings sweeps = new SweepFindings(timings);
    List<Part> parts = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (String dataType : plan.dataTypes()) {
      for (Chapter chapter : plan.chapters()) {
        switch (chapter) {
          case MACHINE_LIMIT -> {
            if (dataType.equals(plan.dataTypes().get(0))) {
              parts.add(limits());
            }
          }
          case TRAINING_STEP -> {
            parts.add(steps.steps(dataType));
            parts.add(steps.whereTimeGoes(dataType));
            claims.add(steps.levelsClaim(dataType));
            steps.peerClaim(dataType).ifPresent(claims::add);
          }
          case BATCH_SWEEP, WIDTH_SWEEP, DEPTH_SWEEP -> {
            parts.add(sweeps.sweep(chapter, dataType));
            sweeps.growthClaim(chapter, dataType).ifPresent(claims::add);
          }
          case TIME_TO_ACCURACY -> {
            if (dataType.equals(plan.dataTypes().get(0))) {
              AccuracyFindings accuracy = new AccuracyFindings(timings);
              parts.add(accuracy.part());
              accuracy.claim().ifPresent(claims::add);
            }
          }
          default -> parts.add(chapter(chapter, dataType));
        }
      }
    }
    return new Findings(claims, parts, List.of(), next(), settings(environment));
  }

  private Part limits() {
    return new Part(
        "The machine",
        "What one thread can do at most: fused multiply-adds that never leave the registers, and a"
            + " copy of memory that is in no cache. All else is held against these.",
        List.of(),
        List.of(new Table(
            "measured in this run",
            List.of("limit of one thread", "a second"),
            List.of(
                List.of(
                    "float32 arithmetic", Numbers.of(timings.limit("float32") / 1000) + " GFLOP"),
                List.of(
                    "float64 arithmetic", Numbers.of(timings.limit("float64") / 1000) + " GFLOP"),
                List.of("memory copied", Numbers.of(timings.copyRate() / 1000) + " GB")))));
  }

  private Part chapter(Chapter chapter, String dataType) {
    return new Part(
        chapter.question(),
        "Medians in microseconds, " + dataType + ".",
        List.of(),
        List.of(table(chapter, dataType, timings.of(chapter, dataType))));
  }

  // A row for each combination of parameters, a column for each track.
  static Table table(Chapter chapter, String dataType, Timings measured) {
    Map<String, List<Timing>> byRow = measured.all().stream()
        .collect(
            Collectors.groupingBy(BenchFindings::rowName, LinkedHashMap::new, Collectors.toList()));
    List<String> subjects = measured.subjects();
    List<String> columns = new ArrayList<>(List.of(""));
    columns.addAll(subjects);
    List<List<Object>> rows = new ArrayList<>();
    byRow.forEach((name, timings) -> {
      List<Object> row = new ArrayList<>(List.of(name));
      for (String subject : subjects) {
        row.add(timings.stream()
            .filter(timing -> timing.subject().equals(subject))
            .mapToDouble(Timing::median)
            .findFirst()
            .orElse(Double.NaN));
      }
      rows.add(row);
    });
    return new Table(chapter.benchmarkName() + ", microseconds, " + dataType, columns, rows);
  }

  private static String rowName(Timing timing) {
    String parameters = String.join(", ", timing.parameters().values());
    return parameters.isEmpty() ? timing.method() : parameters;
  }

  private List<String> next() {
    List<String> next = new ArrayList<>();
    next.add("./mlp bench --dtype float32,float64 --json bench.json");
    if (timings.peers().isEmpty()) {
      next.add("./mlp bench --peers venv/bin/python");
    }
    if (plan.mnist().isEmpty()) {
      next.add("./mlp bench --filter TimeToAccuracy --mnist-dir data/mnist");
    }
    next.add("./mlp bench --threads 2 --filter TrainingStep");
    next.add("./mlp doctor");
    return next;
  }

  private List<Setting> settings(Environment environment) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("processor", environment.cpu().orElse("unknown")));
    settings.add(new Setting("cores", Integer.toString(environment.cores())));
    settings.add(new Setting("system", environment.os() + ", " + environment.architecture()));
    settings.add(new Setting("JDK", environment.jdk()));
    settings.add(
        new Setting("libraries", "DL4J " + environment.dl4j() + ", ND4J " + environment.nd4j()));
    settings.add(new Setting("threads", Integer.toString(plan.threads())));
    settings.add(new Setting(
        "how",
        "JMH, a JVM for each measurement of " + plan.iterations() + " iterations of "
            + plan.milliseconds() + " ms; training steps in " + plan.rounds()
            + " rounds, all tracks and peers of a network in turn. A track is timed only if its"
            + " parameters are those of numpy-style after three steps."));
    for (BenchmarkRun.Absent peer : absent) {
      settings.add(new Setting(peer.peer() + ", " + peer.what(), peer.reason()));
    }
    return settings;
  }
}
