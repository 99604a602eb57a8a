package mlp.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.TrainingLoop;
import mlp.formats.AtomicFile;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.Json;
import mlp.formats.Npz;
import mlp.formats.ParametersFile;
import mlp.formats.SafetensorsFile;
import mlp.paper.PaperMlp;

/**
 * A file that holds a trained network, in the form that its name ends with: a checkpoint (.npz)
 * from which training goes on, a model (.safetensors), or DL4J's own form (.zip).
 */
final class ModelFile {
  private enum Form {
    NPZ,
    SAFETENSORS,
    ZIP
  }

  private final Path file;
  private final Form form;

  /** @throws InvalidInput if the name ends with none of the three */
  ModelFile(String option, Path file) {
    this.file = file;
    String name = file.toString();
    if (name.endsWith(".npz")) {
      form = Form.NPZ;
    } else if (name.endsWith(".safetensors")) {
      form = Form.SAFETENSORS;
    } else if (name.endsWith(".zip")) {
      form = Form.ZIP;
    } else {
      throw new InvalidInput(
          option,
          file,
          "a name that ends with .npz (a checkpoint), .safetensors, or .zip (DL4J's own form)");
    }
  }

  Path file() {
    return file;
  }

  /** Whether training can go on from it. */
  boolean isCheckpoint() {
    return form == Form.NPZ;
  }

  /** @throws InvalidInput if the track cannot write this form */
  void requireFor(String track) {
    if (form == Form.ZIP && !track.equals(PaperMlp.NAME)) {
      throw new InvalidInput(
          "--save", file, ".npz or .safetensors: DL4J's form is for " + PaperMlp.NAME);
    }
  }

  /** Writes atomically what the training has reached. */
  void write(String track, Experiment experiment, Mlp mlp, TrainingLoop loop) {
    switch (form) {
      case NPZ ->
        CheckpointFile.write(
            file, new Checkpoint(track, experiment.recipe(), mlp.state(), loop.progress()));
      case SAFETENSORS ->
        SafetensorsFile.write(
            file,
            mlp.state().model(mlp.network()).tensors(),
            mlp.dataType(),
            Map.of("producer", track, "recipe", Json.toJson(experiment.recipe())));
      case ZIP -> AtomicFile.write(file, ((PaperMlp) mlp)::write);
    }
  }

  /**
   * Reads the parameters of a network; what else the file holds is left.
   *
   * @throws InvalidInput if the file cannot be read, or holds none that fit
   */
  Parameters parameters(Experiment experiment) {
    List<Tensor> tensors = switch (form) {
      case NPZ -> npz();
      case SAFETENSORS -> SafetensorsFile.read(file);
      case ZIP -> zip(experiment);
    };
    Parameters read = new Parameters(tensors.stream()
        .filter(tensor -> !tensor.name().matches("bn\\d+\\.running\\.(mean|var)"))
        .toList());
    try {
      read.requireFit(experiment.network(), experiment.dataType());
    } catch (InvalidInput refused) {
      throw new InvalidInput(file + ": " + refused.getMessage(), refused);
    }
    return read;
  }

  private List<Tensor> npz() {
    if (Npz.read(file).containsKey("meta")) {
      Checkpoint checkpoint = CheckpointFile.read(file);
      return checkpoint.state().parameters(checkpoint.recipe().network()).tensors();
    }
    return ParametersFile.read(file).tensors();
  }

  private List<Tensor> zip(Experiment experiment) {
    PaperMlp mlp = new PaperMlp(
        experiment.network(),
        experiment.training(),
        experiment.initialParameters(),
        experiment.dataType());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      mlp.read(in);
    } catch (IOException failure) {
      throw new InvalidInput(file + ": cannot be read: " + failure, failure);
    } catch (InvalidInput refused) {
      throw new InvalidInput(file + ": " + refused.getMessage(), refused);
    }
    return mlp.parameters().tensors();
  }
}
