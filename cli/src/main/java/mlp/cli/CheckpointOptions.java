package mlp.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.Recipe;
import picocli.CommandLine.Option;

/** The options that say where a training begins, and where it is kept. */
final class CheckpointOptions {
  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Write the training to this file, at its end and when it is interrupted: .npz, a"
              + " checkpoint for --resume; .safetensors, the network alone; .zip, DL4J's, with"
              + " paper-style.")
  private Path save;

  @Option(
      names = "--save-every",
      paramLabel = "STEPS",
      description = "Write the file also after each so many steps.")
  private Long saveEvery;

  @Option(
      names = "--load",
      paramLabel = "FILE",
      description = "Begin with the parameters of this .npz (a checkpoint, or parameters by their"
          + " names), .safetensors or .zip (DL4J's, of a network with the same optimizer).")
  private Path load;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on with the training of this checkpoint, and write it back there unless"
          + " --save names another file. Only --track and the options for output may stand beside"
          + " it.")
  private Path resume;

  /**
   * @param options that may not stand beside a checkpoint
   * @return the training to go on with, if one is
   * @throws InvalidInput if the file is no checkpoint, or an option is given that it says already
   */
  Optional<Checkpoint> resumed(ExperimentOptions options) {
    if (resume == null) {
      return Optional.empty();
    }
    options.requireNoneBesideACheckpoint();
    if (load != null) {
      throw new InvalidInput("--load has no effect with --resume, whose file holds the weights");
    }
    return Optional.of(CheckpointFile.read(resume));
  }

  /**
   * @param track that trains
   * @return the file to keep the training in, if there is one
   * @throws InvalidInput if it cannot be written, or stands in the way of another output
   */
  Saving saving(String track, OutputOptions output) {
    if (saveEvery != null && saveEvery < 1) {
      throw new InvalidInput("--save-every", saveEvery, "a whole number of at least 1");
    }
    Path path = save != null ? save : resume;
    if (path == null) {
      if (saveEvery != null) {
        throw new InvalidInput("--save-every", saveEvery, "it with --save FILE");
      }
      return Saving.NONE;
    }
    String option = save != null ? "--save" : "--resume";
    ModelFile file = ModelFile.of(option, path);
    file.requireFor(track);
    OutputOptions.requireWritableFile(option, path);
    output.requireApartFrom(option, path);
    return new Saving(Optional.of(file), saveEvery != null ? saveEvery : Long.MAX_VALUE);
  }

  /** @throws InvalidInput if the file of the first parameters cannot be used */
  Beginning beginning(Optional<Checkpoint> resumed, Recipe recipe) {
    if (resumed.isPresent()) {
      return mlp -> {
        mlp.restore(resumed.get().state());
        return resumed.get().progress();
      };
    }
    if (load == null) {
      return Beginning.AT_FIRST_WEIGHTS;
    }
    Parameters model = ModelFile.of("--load", load).read(recipe);
    return mlp -> {
      mlp.restore(withModel(mlp, model));
      return TrainingProgress.NONE;
    };
  }

  /** A new training's state, but with these parameters and running statistics. */
  private static TrainingState withModel(Mlp mlp, Parameters model) {
    TrainingState begun = mlp.state();
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : begun.tensors()) {
      tensors.add(model.tensors().stream()
          .filter(loaded -> loaded.name().equals(tensor.name()))
          .findFirst()
          .orElse(tensor));
    }
    return new TrainingState(begun.steps(), tensors);
  }
}
