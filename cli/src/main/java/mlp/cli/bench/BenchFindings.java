package mlp.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import mlp.api.Labels;
import mlp.benchmarks.BenchmarkRun;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.MachineLimit;
import mlp.benchmarks.Plan;
import mlp.benchmarks.Timing;
import mlp.benchmarks.Workload;
import mlp.cli.Environment;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Figure.Shares;
import mlp.cli.experiment.Figure.Whole;
import mlp.cli.experiment.Findings;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Setting;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Numbers;

/** What the benchmarks found: tables and charts of the medians. */
public final class BenchFindings {
  private static final String LOWEST = "numpy-style";
  private static final List<String> PARTS = List.of("fixed", "arithmetic", "copies", "the rest");
  private static final double MICROS = 1e6;

  private final Plan plan;
  private final List<Timing> timings;
  private final List<BenchmarkRun.Absent> absent;
  private final Set<String> peers;

  private BenchFindings(Plan plan, BenchmarkRun run) {
    this.plan = plan;
    timings = run.timings();
    absent = run.absent();
    peers = run.peerVersions().keySet();
  }

  /** @return tables, charts and claims, in the order in which they are to be read */
  public static Findings of(Plan plan, BenchmarkRun run, Environment environment) {
    return new BenchFindings(plan, run).findings(environment);
  }

  private Findings findings(Environment environment) {
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
            parts.add(steps(dataType));
            parts.add(whereTimeGoes(dataType));
            claims.add(levelsClaim(dataType));
            peerClaim(dataType).ifPresent(claims::add);
          }
          case BATCH_SWEEP, WIDTH_SWEEP, DEPTH_SWEEP -> {
            parts.add(sweep(chapter, dataType));
            growthClaim(chapter, dataType).ifPresent(claims::add);
          }
          default -> parts.add(table(chapter, dataType));
        }
      }
    }
    return new Findings(claims, parts, List.of(), next(), settings(environment));
  }

  private List<Timing> of(Chapter chapter, String dataType) {
    return timings.stream()
        .filter(timing -> timing.chapter() == chapter && timing.dataType().equals(dataType))
        .toList();
  }

  private Timing machine(String method) {
    return timings.stream()
        .filter(timing -> timing.chapter() == Chapter.MACHINE_LIMIT)
        .filter(timing -> timing.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  // Additions and multiplications in a microsecond.
  private double limit(String dataType) {
    boolean single = dataType.equals("float32");
    double flops = single ? MachineLimit.flopsFloat32() : MachineLimit.flopsFloat64();
    return flops / machine(single ? "fmaFloat32" : "fmaFloat64").median();
  }

  // Bytes in a microsecond.
  private double copyRate() {
    return 4.0 * MachineLimit.COPIED / machine("copy").median();
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
                List.of("float32 arithmetic", Numbers.of(limit("float32") / 1000) + " GFLOP"),
                List.of("float64 arithmetic", Numbers.of(limit("float64") / 1000) + " GFLOP"),
                List.of("memory copied", Numbers.of(copyRate() / 1000) + " GB")))));
  }

  private Part steps(String dataType) {
    List<Timing> steps = of(Chapter.TRAINING_STEP, dataType);
    List<List<Object>> rows = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      List<Timing> here = steps.stream()
          .filter(timing -> timing.parameters().get("workload").equals(Labels.of(workload)))
          .sorted(Comparator.comparingDouble(Timing::median))
          .toList();
      for (Timing timing : here) {
        double rate = workload.flops() / timing.median();
        rows.add(List.of(
            Labels.of(workload),
            timing.subject(),
            timing.median(),
            Numbers.of(timing.quantile(0.25)) + " – " + Numbers.of(timing.quantile(0.75)),
            timing.median() / here.get(0).median(),
            rate / 1000,
            percent(rate / (limit(dataType) * plan.threads())),
            timing.bytesAllocated().map(Numbers::of).orElse("–")));
      }
    }
    List<Workload> workloads = List.of(Workload.values());
    double[] places = workloads.stream().mapToDouble(w -> w.flops() / MICROS).toArray();
    List<Line> lines = new ArrayList<>();
    for (String subject : subjects(steps)) {
      lines.add(new Line(
          subject,
          workloads.stream()
              .mapToDouble(workload -> median(steps, subject, "workload", Labels.of(workload)))
              .toArray()));
    }
    return new Part(
        "A training step in " + dataType,
        "Forward, backward and update of the four networks, from one that is nothing but the fixed"
            + " cost of a step to one that is nothing but arithmetic. Where two lines cross, the"
            + " higher level begins to pay for itself. Among the bytes allocated are JMH's own, some"
            + " 100 kB an iteration, which show where an iteration has few steps.",
        List.of(new Chart(
            "Time of a step by its work",
            new Axis("million additions and multiplications", true),
            new Axis("microseconds", true),
            places,
            lines)),
        List.of(new Table(
            "microseconds a step, " + dataType + ", " + threads(),
            List.of(
                "workload",
                "who",
                "median",
                "middle half",
                "to the fastest",
                "GFLOP/s",
                "of the limit",
                "bytes allocated"),
            rows)));
  }

  private String threads() {
    return plan.threads() == 1 ? "1 thread" : plan.threads() + " threads";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  // The fixed cost is what the smallest network's step takes; the arithmetic is at the limit.
  private Part whereTimeGoes(String dataType) {
    List<Timing> steps = of(Chapter.TRAINING_STEP, dataType);
    List<List<Object>> rows = new ArrayList<>();
    List<Whole> wholes = new ArrayList<>();
    for (String track : tracks(steps)) {
      double fixed = median(steps, track, "workload", "xor");
      for (Workload workload : Workload.values()) {
        double all = median(steps, track, "workload", Labels.of(workload));
        double arithmetic = workload.flops() / limit(dataType) / plan.threads();
        double copies = copies(track, workload, dataType);
        double calls = Math.min(fixed, Math.max(0, all - arithmetic - copies));
        double[] shares = {
          calls / all,
          arithmetic / all,
          copies / all,
          Math.max(0, all - calls - arithmetic - copies) / all
        };
        wholes.add(new Whole(track + ", " + Labels.of(workload), shares));
        List<Object> row = new ArrayList<>(List.of(track, Labels.of(workload), all));
        DoubleStream.of(shares).forEach(share -> row.add(percent(share)));
        rows.add(row);
      }
    }
    return new Part(
        "Where the time of a step goes, in " + dataType,
        "The fixed cost is the whole step of xor, whose arithmetic is next to nothing: calls, above"
            + " all from Java into native code, and small objects. Arithmetic is the time that the"
            + " matrix products would take at the machine's limit. Copies are the batch on its way"
            + " from Java arrays to native memory, at the rate of a copy. The rest is what the"
            + " products lose against the limit, and all that is done element by element: biases,"
            + " activations, the loss, the update.",
        List.of(new Shares("Shares of a step, " + dataType, PARTS, wholes)),
        List.of(new Table(
            "the same as figures, " + dataType,
            Stream.concat(Stream.of("who", "workload", "microseconds"), PARTS.stream())
                .toList(),
            rows)));
  }

  private double copies(String track, Workload workload, String dataType) {
    if (track.equals(LOWEST)) {
      return 0;
    }
    int bytes = dataType.equals("float32") ? 4 : 8;
    int columns = workload.network().inputs() + workload.network().outputs();
    return (double) bytes * workload.batchSize() * columns / copyRate();
  }

  private Part sweep(Chapter chapter, String dataType) {
    List<Timing> swept = of(chapter, dataType);
    String parameter = swept.get(0).parameters().keySet().iterator().next();
    List<String> values = values(swept, parameter);
    List<Line> lines = new ArrayList<>();
    for (String subject : subjects(swept)) {
      lines.add(new Line(
          subject,
          values.stream()
              .mapToDouble(value -> median(swept, subject, parameter, value))
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
        List.of(crossTable(chapter, dataType, swept)));
  }

  private Part table(Chapter chapter, String dataType) {
    return new Part(
        chapter.question(),
        "Medians in microseconds, " + dataType + ".",
        List.of(),
        List.of(crossTable(chapter, dataType, of(chapter, dataType))));
  }

  // A row for each combination of parameters, a column for each track.
  private static Table crossTable(Chapter chapter, String dataType, List<Timing> measured) {
    Map<String, List<Timing>> byRow = measured.stream()
        .collect(
            Collectors.groupingBy(BenchFindings::rowName, LinkedHashMap::new, Collectors.toList()));
    List<String> subjects = subjects(measured);
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

  private static List<String> values(List<Timing> measured, String parameter) {
    return measured.stream()
        .map(timing -> timing.parameters().get(parameter))
        .distinct()
        .sorted(Comparator.comparingDouble(Double::parseDouble))
        .toList();
  }

  private static List<String> subjects(List<Timing> measured) {
    return List.copyOf(measured.stream()
        .map(Timing::subject)
        .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private List<String> tracks(List<Timing> measured) {
    return subjects(measured).stream().filter(name -> !peers.contains(name)).toList();
  }

  private static double median(
      List<Timing> measured, String subject, String parameter, String value) {
    return measured.stream()
        .filter(timing -> timing.subject().equals(subject))
        .filter(timing -> value.equals(timing.parameters().get(parameter)))
        .mapToDouble(Timing::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  private Claim levelsClaim(String dataType) {
    List<Timing> steps = of(Chapter.TRAINING_STEP, dataType);
    boolean holds = true;
    List<String> measured = new ArrayList<>();
    for (String track : tracks(steps)) {
      if (!track.equals(LOWEST)) {
        double least = timesTheLowest(steps, track, "xor");
        double most = timesTheLowest(steps, track, "wide");
        holds &= least > most;
        measured.add(track + " takes " + Numbers.of(least) + " times as long as " + LOWEST
            + " for xor, " + Numbers.of(most) + " times for wide");
      }
    }
    return new Claim(
        "A level costs most where there is least to compute, in " + dataType + ".",
        holds,
        String.join("; ", measured) + ".");
  }

  private static double timesTheLowest(List<Timing> steps, String track, String workload) {
    return median(steps, track, "workload", workload) / median(steps, LOWEST, "workload", workload);
  }

  private Optional<Claim> peerClaim(String dataType) {
    List<Timing> steps = of(Chapter.TRAINING_STEP, dataType);
    if (peers.isEmpty()) {
      return Optional.empty();
    }
    boolean holds = true;
    List<String> measured = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      String label = Labels.of(workload);
      double ours = median(steps, LOWEST, "workload", label);
      double best = peers.stream()
          .mapToDouble(peer -> median(steps, peer, "workload", label))
          .filter(Double::isFinite)
          .min()
          .orElse(Double.NaN);
      holds &= ours <= best;
      measured.add(label + " " + Numbers.of(ours / best));
    }
    return Optional.of(new Claim(
        "Plain Java takes no longer than the fastest of the Python peers, in " + dataType + ".",
        holds,
        "Its time over theirs: " + String.join(", ", measured) + "."));
  }

  // Above 64 rows the cost is in proportion to the batch, above a width of 256 to its square.
  private Optional<Claim> growthClaim(Chapter chapter, String dataType) {
    if (chapter == Chapter.DEPTH_SWEEP) {
      return Optional.empty();
    }
    boolean batch = chapter == Chapter.BATCH_SWEEP;
    List<Timing> swept = of(chapter, dataType);
    double growth = batch
        ? median(swept, LOWEST, "batch", "1024") / median(swept, LOWEST, "batch", "64")
        : median(swept, LOWEST, "width", "1024") / median(swept, LOWEST, "width", "256");
    String work = batch ? "batch from 64 to 1024" : "width from 256 to 1024";
    return Optional.of(new Claim(
        batch
            ? "The cost grows in proportion to the batch, in " + dataType + "."
            : "The cost grows with the product of the widths, in " + dataType + ".",
        growth > 16 / 1.4 && growth < 16 * 1.4,
        LOWEST + " takes " + Numbers.of(growth) + " times as long for 16 times the work, " + work
            + "."));
  }

  private List<String> next() {
    List<String> next = new ArrayList<>();
    next.add("./mlp bench --dtype float32,float64 --json bench.json");
    if (peers.isEmpty()) {
      next.add("./mlp bench --peers venv/bin/python");
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
      settings.add(new Setting(peer.peer() + ", " + peer.workload(), peer.reason()));
    }
    return settings;
  }
}
