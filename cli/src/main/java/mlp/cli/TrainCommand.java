package mlp.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import mlp.api.InvalidInput;
import mlp.api.Track;
import mlp.formats.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mlp train}: one track alone. */
@Command(name = "train", abbreviateSynopsis = true, description = "Trains one track.")
final class TrainCommand implements Callable<Integer> {
  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--track",
      paramLabel = "NAME",
      description = "The track's name, as numpy-style; an unknown one is answered with all."
          + " With --resume, the track that began it need not be named.")
  private String trackName;

  @Mixin
  private CheckpointOptions checkpoints = new CheckpointOptions();

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  @Mixin
  private OutputOptions output = new OutputOptions();

  TrainCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Optional<Checkpoint> resumed = checkpoints.resumed(options);
    Track track = track(resumed);
    Plan plan = resumed.map(begun -> Plan.of(begun.recipe())).orElseGet(options::plan);
    Saving saving = checkpoints.saving(track.name(), output);
    Run run = new Run(spec, interruption);
    Experiment experiment = run.prepare(options, plan, output);
    Beginning beginning = checkpoints.beginning(resumed, experiment.recipe());
    Outcome outcome = run.of(experiment, List.of(track), beginning, saving);
    run.report(outcome, output);
    return 0;
  }

  private Track track(Optional<Checkpoint> resumed) {
    if (trackName == null && resumed.isEmpty()) {
      throw new InvalidInput("--track", "none", "the name of a track, as in --track numpy-style");
    }
    return Tracks.named(
        Track.all(), "--track", trackName != null ? trackName : resumed.get().producer());
  }
}
