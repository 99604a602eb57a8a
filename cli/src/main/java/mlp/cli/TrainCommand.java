package mlp.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mlp.api.InvalidInput;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.formats.AtomicFile;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mlp train}: one track alone. */
@Command(name = "train", abbreviateSynopsis = true, description = "Trains one track.")
final class TrainCommand implements Callable<Integer> {
  /** What may stand beside a checkpoint. */
  private static final Set<String> BESIDE_A_CHECKPOINT = Set.of(
      "--resume",
      "--track",
      "--mnist-dir",
      "--save",
      "--save-every",
      "--json",
      "--report",
      "--stacktrace");

  private final Interruption interruption;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--track",
      paramLabel = "NAME",
      description = "The track's name, as numpy-style; an unknown one is answered with all. With"
          + " --resume the default is the track that began.")
  private String trackName;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the trained network to this file: FILE.npz is a checkpoint, from which"
          + " --resume goes on, and is written when training is interrupted, too;"
          + " FILE.safetensors is the model alone, FILE.zip DL4J's own form (paper-style only).")
  private Path save;

  @Option(
      names = "--save-every",
      defaultValue = "0",
      paramLabel = "STEPS",
      description = "Write the checkpoint every so many steps, too. Default: never")
  private long saveEvery;

  @Option(
      names = "--load",
      paramLabel = "FILE",
      description = "Begin with the parameters in this file (.npz, .safetensors or .zip) instead of"
          + " drawn ones.")
  private Path load;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on with the training of this checkpoint, in any track, as if it had never"
          + " stopped; it is saved in the same file unless --save names another.")
  private Path resume;

  @Option(
      names = "--save-recipe",
      paramLabel = "FILE",
      description = "Write data, network and training as a recipe for --recipe to this file.")
  private Path saveRecipe;

  @Mixin
  private ExperimentOptions options = new ExperimentOptions();

  @Mixin
  private OutputOptions output = new OutputOptions();

  TrainCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<Checkpoint> checkpoint = Optional.ofNullable(resume).map(this::checkpoint);
    Track track = Tracks.named(Track.all(), "--track", trackName(checkpoint));
    Optional<ModelFile> target =
        Optional.ofNullable(save != null ? save : resume).map(file -> target(file, track));
    requireWritable();
    Experiment experiment = checkpoint
        .map(begun -> ExperimentOptions.load(begun.recipe(), options.mnistDirectory(), err))
        .orElseGet(() -> options.experiment(spec.commandLine().getParseResult(), err));
    Parameters first = load == null
        ? experiment.initialParameters()
        : new ModelFile("--load", load).parameters(experiment);
    Beginning beginning = checkpoint
        .map(begun -> new Beginning(first, Optional.of(begun.state()), begun.progress()))
        .orElse(Beginning.with(first));
    if (saveRecipe != null) {
      AtomicFile.write(
          saveRecipe,
          file -> file.write(
              (Json.toJson(experiment.recipe()) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    Keeper keeper = target
        .<Keeper>map(file -> new CheckpointKeeper(file, track.name(), experiment, saveEvery))
        .orElse(Keeper.NONE);
    Outcome outcome =
        new Run(spec, interruption).of(experiment, output, List.of(track), beginning, keeper);
    target.ifPresent(file -> {
      TrackResult result = outcome.tracks().get(0);
      file.write(track.name(), experiment, result.mlp(), result.loop());
      spec.commandLine().getOut().println("saved: " + file.file());
    });
    return 0;
  }

  private Checkpoint checkpoint(Path file) {
    ExperimentOptions.requireBeside(
        "--resume", spec.commandLine().getParseResult(), BESIDE_A_CHECKPOINT);
    return CheckpointFile.read(file);
  }

  private String trackName(Optional<Checkpoint> checkpoint) {
    if (trackName == null && checkpoint.isEmpty()) {
      throw new InvalidInput("--track", "none", "the name of a track, as in --track numpy-style");
    }
    return trackName != null ? trackName : checkpoint.orElseThrow().producer();
  }

  private ModelFile target(Path file, Track track) {
    ModelFile target = new ModelFile("--save", file);
    target.requireFor(track.name());
    OutputOptions.requireWritableFile("--save", file);
    output.requireApartFrom("--save", file);
    if (saveEvery != 0 && !target.isCheckpoint()) {
      throw new InvalidInput("--save-every", saveEvery, "it with --save FILE.npz");
    }
    return target;
  }

  private void requireWritable() {
    output.requireWritable();
    options.dataFile().ifPresent(file -> output.requireApartFrom("--data", file));
    if (saveEvery < 0 || (saveEvery > 0 && save == null && resume == null)) {
      throw new InvalidInput(
          "--save-every", saveEvery, "a whole number of steps, with --save FILE.npz");
    }
    if (saveRecipe != null) {
      OutputOptions.requireWritableFile("--save-recipe", saveRecipe);
      output.requireApartFrom("--save-recipe", saveRecipe);
    }
  }
}
