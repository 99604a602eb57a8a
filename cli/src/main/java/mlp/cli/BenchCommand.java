package mlp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.benchmarks.BenchmarkRun;
import mlp.benchmarks.Chapter;
import mlp.benchmarks.Plan;
import mlp.cli.bench.BenchFindings;
import mlp.cli.bench.BenchJson;
import mlp.cli.experiment.Findings;
import mlp.cli.experiment.FindingsText;
import mlp.cli.report.ExperimentPage;
import mlp.data.DataOptions;
import mlp.data.DataSets;
import mlp.formats.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mlp bench}: what each level of abstraction costs, measured here. */
@Command(
    name = "bench",
    abbreviateSynopsis = true,
    description = "Measures what each level of abstraction costs, by JMH, and writes a page.")
final class BenchCommand implements Callable<Integer> {
  private static final String QUESTION = "What does each level of abstraction cost?";

  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--quick",
      description = "Only the machine's limits and the training steps, once, for a moment each:"
          + " a first look in a minute or two, and no more than that.")
  private boolean quick;

  @Option(
      names = "--filter",
      paramLabel = "REGEX",
      description = "Only the benchmarks in whose names this is found: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private String filter;

  @Option(
      names = "--dtype",
      split = ",",
      defaultValue = "float32",
      paramLabel = "NAME",
      description = "float32, float64 or float32,float64. Default: ${DEFAULT-VALUE}")
  private List<String> dataTypes;

  @Option(
      names = "--threads",
      paramLabel = "NUMBER",
      description = "That every track and peer computes with. Default: 1")
  private Integer threads;

  @Option(
      names = "--rounds",
      paramLabel = "NUMBER",
      description = "How often the training steps are measured, tracks and peers in turn."
          + " Default: 3; 1 with --quick")
  private Integer rounds;

  @Option(
      names = "--peers",
      paramLabel = "PYTHON",
      description = "Measure NumPy, PyTorch and scikit-learn, too, by this Python, which has what"
          + " benchmarks/peers/requirements.txt names.")
  private Path python;

  @Option(
      names = "--mnist-dir",
      paramLabel = "DIR",
      description = "Also measure how long MNIST takes to 98%, by the recipe mnist-plain: some two"
          + " minutes a round, five with --peers. The folder holds MNIST's four files.")
  private Path mnist;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JMH's results to this JSON file, the peers' among them, each with the"
          + " machine it was measured on.")
  private Path json;

  @Option(
      names = "--report",
      defaultValue = "out/bench",
      paramLabel = "DIR",
      description = "The folder of the page, index.html. Default: ${DEFAULT-VALUE}")
  private Path report;

  BenchCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  /** What --filter is matched with. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Chapter.values()).map(Chapter::benchmarkName).iterator();
    }
  }

  @Override
  public Integer call() {
    Plan plan = plan();
    OutputOptions.requireWritablePage(report);
    if (json != null) {
      OutputOptions.requireWritableFile("--json", json);
      OutputOptions.requireApart("--json", json, "--report", report);
    }
    Environment environment = Environment.here();
    BenchmarkRun run = measured(plan);
    Findings findings = BenchFindings.of(plan, run, environment);
    PrintWriter out = spec.commandLine().getOut();
    FindingsText.lines(findings).forEach(out::println);
    out.println();
    if (json != null) {
      byte[] text = BenchJson.of(plan, run, environment).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(json, file -> file.write(text));
      out.println("results: " + json);
    }
    String eyebrow = "Benchmarks · " + String.join(" and ", plan.dataTypes()) + " · "
        + Wording.count(plan.threads(), "thread");
    out.println("report: " + ExperimentPage.write(report, eyebrow, QUESTION, findings));
    if (out.checkError()) {
      throw new InvalidInput("standard output cannot be written to: the results were not printed");
    }
    return 0;
  }

  private Plan plan() {
    for (String dataType : dataTypes) {
      Labels.parse(DataType.class, "--dtype", dataType);
    }
    if (rounds != null && (rounds < 1 || rounds > 100)) {
      throw new InvalidInput("--rounds", rounds, "a whole number from 1 to 100");
    }
    List<Chapter> chapters = chapters();
    if (python != null
        && !chapters.contains(Chapter.TRAINING_STEP)
        && !chapters.contains(Chapter.TIME_TO_ACCURACY)) {
      throw new InvalidInput("--peers has no effect without TrainingStep, or TimeToAccuracy with"
          + " --mnist-dir: expected a --filter that finds one, or none");
    }
    if (mnist != null) {
      if (!chapters.contains(Chapter.TIME_TO_ACCURACY)) {
        throw new InvalidInput("--mnist-dir has no effect without TimeToAccuracy: expected a"
            + " --filter that finds it, or none, and no --quick");
      }
      DataSets.load(
          "mnist", DataOptions.defaults().withMnistDirectory(mnist), DataType.FLOAT32); // or refuse
    }
    return new Plan(
        chapters,
        rounds != null ? rounds : quick ? 1 : 3,
        dataTypes.stream().distinct().toList(),
        ThreadsOption.started(threads),
        quick ? 3 : 5,
        quick ? 200 : 500,
        Optional.ofNullable(python),
        Optional.ofNullable(mnist));
  }

  private List<Chapter> chapters() {
    Pattern pattern;
    try {
      pattern = Pattern.compile(filter == null ? "" : filter);
    } catch (PatternSyntaxException e) {
      throw new InvalidInput("--filter", filter, "a regular expression: " + e.getDescription());
    }
    List<Chapter> chosen = Arrays.stream(Chapter.values())
        .filter(chapter -> !quick || filter != null || chapter == Chapter.TRAINING_STEP)
        .filter(chapter -> chapter != Chapter.MACHINE_LIMIT)
        .filter(chapter -> chapter != Chapter.TIME_TO_ACCURACY || mnist != null)
        .filter(chapter -> pattern.matcher(chapter.benchmarkName()).find())
        .toList();
    if (chosen.isEmpty()) {
      throw new InvalidInput(
          "--filter", filter, "a part of one of " + String.join(", ", new Names()));
    }
    // The limits are cheap, and what all else is held against.
    List<Chapter> chapters = new ArrayList<>(List.of(Chapter.MACHINE_LIMIT));
    chapters.addAll(chosen);
    return chapters;
  }

  private BenchmarkRun measured(Plan plan) {
    try (Progress progress = Progress.on(spec.commandLine().getErr())) {
      BenchmarkRun run = new BenchmarkRun(plan, new BenchmarkRun.Listener() {
        private int done;

        @Override
        public void begin(int measurements) {
          progress.begin(measurements, 1);
        }

        @Override
        public void done(String what) {
          progress.taskDone(++done, what);
        }

        @Override
        public boolean isCancelled() {
          return interruption.isRequested();
        }
      });
      run.run();
      return run;
    } catch (CancellationException e) {
      throw new Interrupted("interrupted; no result was written");
    }
  }
}
