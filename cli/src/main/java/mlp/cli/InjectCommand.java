package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import mlp.api.Batch;
import mlp.api.InvalidInput;
import mlp.api.Trace;
import mlp.equivalence.inject.Effect;
import mlp.equivalence.inject.Fault;
import mlp.equivalence.inject.Faults;
import mlp.equivalence.inject.FaultyRun;
import mlp.equivalence.inject.Setup;
import mlp.formats.TraceFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mlp inject}: training steps with known mistakes in them, in a file as of a trace. */
@Command(
    name = "inject",
    abbreviateSynopsis = true,
    description = "Records training steps of a right implementation into which faults are planted,"
        + " to see whether mlp diff finds them; --list names them all.")
final class InjectCommand implements Callable<Integer> {
  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(names = "--list", description = "List the faults, with the cause of each.")
  private boolean list;

  @Option(
      names = "--fault",
      split = ",",
      paramLabel = "NAME[,NAME...]",
      description = "What is planted; an unknown name is answered with the closest.")
  private List<String> names;

  @Option(
      names = "--steps",
      defaultValue = "0,1,2",
      paramLabel = StepsOption.LABEL,
      description = "Which steps, counted from 0, as 0,1,10-20. Default: ${DEFAULT-VALUE}")
  private String steps;

  @Option(names = "--out", paramLabel = "FILE", description = "The .npz file to write.")
  private Path out;

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  InjectCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter text = spec.commandLine().getOut();
    if (list) {
      list(text);
    } else {
      inject(text);
    }
    if (text.checkError()) {
      throw new InvalidInput("standard output cannot be written to");
    }
    return 0;
  }

  private static void list(PrintWriter text) {
    for (Fault fault : Faults.all()) {
      text.printf("%-42s %-36s %s%n", fault.name(), fault.cause().orElse("-"), fault.description());
    }
  }

  private void inject(PrintWriter text) {
    if (names == null || out == null) {
      throw new ParameterException(
          spec.commandLine(), "expected --list, or --fault NAME and --out FILE");
    }
    List<Fault> faults = names.stream().map(Faults::named).toList();
    TreeSet<Long> chosen = StepsOption.parse(steps);
    OutputOptions.requireWritableFile("--out", out);
    Plan plan = options.plan();
    plan.data().file().ifPresent(file -> OutputOptions.requireApart("--data", file, "--out", out));
    Experiment experiment = options.experiment(plan, spec.commandLine().getErr());
    experiment.network().requireBatch(experiment.data().training(), experiment.dataType());
    List<Setup> planted =
        faults.stream().map(fault -> firstSetup(fault, experiment, chosen)).toList();
    Optional<Effect> effect = write(experiment, faults, chosen);
    text.printf(
        "trace: %s, %s with %s%n",
        out, Wording.count(chosen.size(), "step"), String.join(" and ", names));
    for (int i = 0; i < faults.size(); i++) {
      text.println(line(faults.get(i), planted.get(i)));
    }
    text.println(effect
        .map(first ->
            "first difference from a right run: " + first.record() + " in step " + first.step())
        .orElse("no difference from a right run: with these numbers nothing changes"));
  }

  private static String line(Fault fault, Setup setup) {
    return fault.name() + ": " + fault.description() + " From step " + setup.step() + " on, at "
        + fault.first(setup) + "; cause: " + fault.cause().orElse("none in the catalogue");
  }

  /** The first of the chosen steps to which the fault applies. */
  private static Setup firstSetup(Fault fault, Experiment experiment, TreeSet<Long> chosen) {
    return chosen.stream()
        .map(step -> setup(experiment, step))
        .filter(fault::appliesTo)
        .findFirst()
        .orElseThrow(() -> new InvalidInput(
            "--fault",
            fault.name(),
            "a fault that applies to this network, training and steps; this one is: "
                + fault.description()));
  }

  private static Setup setup(Experiment experiment, long step) {
    int all = experiment.data().training().rows();
    int size = experiment.training().batchSize();
    long perEpoch = ((long) all + size - 1) / size;
    int rows = (int) Math.min(size, all - step % perEpoch * size);
    return new Setup(
        experiment.network(), experiment.training(), experiment.dataType(), rows, step);
  }

  // Beside the wrong run goes the right one, to tell where the first difference is.
  private Optional<Effect> write(Experiment experiment, List<Fault> faults, TreeSet<Long> chosen) {
    try (Progress progress = Progress.on(spec.commandLine().getErr());
        Progress silent = Progress.none()) {
      Beside beside = new Beside(
          recording(experiment, faults, chosen, progress),
          recording(experiment, List.of(), chosen, silent));
      TraceFile.write(out, beside, Map.of("mlp", Versions.project()));
      return beside.first;
    }
  }

  private Recording recording(
      Experiment experiment, List<Fault> faults, TreeSet<Long> chosen, Progress progress) {
    Batch examples = experiment.data().training();
    return new Recording(
        FaultyRun.create(
            experiment.network(),
            experiment.training(),
            experiment.initialParameters(),
            experiment.dataType(),
            faults),
        examples,
        chosen,
        progress,
        interruption);
  }

  /** The traces of the wrong run. */
  private static final class Beside implements Iterator<Trace> {
    private final Iterator<Trace> wrong;
    private final Iterator<Trace> right;
    private Optional<Effect> first = Optional.empty();

    Beside(Iterator<Trace> wrong, Iterator<Trace> right) {
      this.wrong = wrong;
      this.right = right;
    }

    @Override
    public boolean hasNext() {
      return wrong.hasNext();
    }

    @Override
    public Trace next() {
      Trace trace = wrong.next();
      Trace expected = right.next();
      first = first.or(() -> Effect.of(expected, trace));
      return trace;
    }
  }
}
