package mlp.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mlp.api.Track;
import mlp.formats.ParametersFile;
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
      required = true,
      paramLabel = "NAME",
      description = "The track's name, as numpy-style; an unknown one is answered with all.")
  private String trackName;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the trained parameters to this .npz file.")
  private Path save;

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  @Mixin
  private OutputOptions output = new OutputOptions();

  TrainCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Track track = Tracks.named(Track.all(), "--track", trackName);
    if (save != null) {
      OutputOptions.requireWritableFile("--save", save);
      output.requireApartFrom("--save", save);
    }
    Outcome outcome = new Run(spec, interruption).of(options, output, List.of(track));
    if (save != null) {
      ParametersFile.write(
          save, outcome.tracks().get(0).mlp().parameters(), outcome.experiment().dataType());
    }
    return 0;
  }
}
