package mlp.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Mlp;
import mlp.api.Track;
import mlp.formats.TraceFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mlp trace}: training steps of one track, with every tensor, in a file. */
@Command(
    name = "trace",
    abbreviateSynopsis = true,
    description = "Records training steps of one track, every tensor of them, in an .npz file that"
        + " NumPy opens. Recording changes no result.")
final class TraceCommand implements Callable<Integer> {
  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--track",
      required = true,
      paramLabel = "NAME",
      description = "The track's name, as numpy-style; an unknown one is answered with all.")
  private String trackName;

  @Option(
      names = "--steps",
      defaultValue = "0",
      paramLabel = StepsOption.LABEL,
      description = "Which steps, counted from 0, as 0,1,10-20. Default: ${DEFAULT-VALUE}")
  private String steps;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The .npz file to write.")
  private Path out;

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  TraceCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Track track = Tracks.named(Track.all(), "--track", trackName);
    TreeSet<Long> chosen = StepsOption.parse(steps);
    OutputOptions.requireWritableFile("--out", out);
    Plan plan = options.plan();
    plan.data().file().ifPresent(file -> OutputOptions.requireApart("--data", file, "--out", out));
    Experiment experiment = options.experiment(plan, spec.commandLine().getErr());
    experiment.network().requireBatch(experiment.data().training(), experiment.dataType());
    Mlp mlp = track.create(
        experiment.network(),
        experiment.training(),
        experiment.initialParameters(),
        experiment.dataType());
    try (Progress progress = Progress.on(spec.commandLine().getErr())) {
      Recording recording =
          new Recording(mlp, experiment.data().training(), chosen, progress, interruption);
      TraceFile.write(out, recording, Versions.all());
    }
    PrintWriter text = spec.commandLine().getOut();
    text.printf(
        "trace: %s, %s of %s in %s%n",
        out, Wording.count(chosen.size(), "step"), track.name(), Labels.of(experiment.dataType()));
    if (text.checkError()) {
      throw new InvalidInput("standard output cannot be written to; the trace is in " + out);
    }
    return 0;
  }
}
