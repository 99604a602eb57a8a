package mlp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.formats.AtomicFile;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.Npz;
import mlp.formats.ParametersFile;
import mlp.formats.Recipe;
import mlp.formats.SafetensorsFile;
import mlp.paper.PaperMlp;

/**
 * A file of a trained network, of the kind that its name says.
 *
 * @param option for which it was given, for messages
 */
record ModelFile(String option, Path path, Kind kind) {
  /** What a file holds. */
  enum Kind {
    /** A whole training, to go on with. */
    CHECKPOINT(".npz"),
    /** Parameters and running statistics. */
    SAFETENSORS(".safetensors"),
    /** DL4J's own form of a network and its updater. */
    DL4J(".zip");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  /** @throws InvalidInput if the name says no kind */
  static ModelFile of(String option, Path path) {
    for (Kind kind : Kind.values()) {
      if (path.toString().endsWith(kind.suffix)) {
        return new ModelFile(option, path, kind);
      }
    }
    throw new InvalidInput(
        option, path, "a name that ends with .npz (a checkpoint), .safetensors or .zip (DL4J's)");
  }

  /** @throws InvalidInput if the track cannot write this kind */
  void requireFor(String track) {
    if (kind == Kind.DL4J && !track.equals(PaperMlp.NAME)) {
      throw new InvalidInput(
          option, path, ".npz or .safetensors: DL4J's form is for " + PaperMlp.NAME);
    }
  }

  /**
   * Writes the file as a whole or not at all.
   *
   * @throws InvalidInput if it cannot be written
   */
  void write(Checkpoint checkpoint) {
    Recipe recipe = checkpoint.recipe();
    switch (kind) {
      case CHECKPOINT -> CheckpointFile.write(path, checkpoint);
      case SAFETENSORS -> {
        List<Tensor> model = checkpoint.state().model(recipe.network()).tensors();
        SafetensorsFile.write(path, model, recipe.dataType(), Map.of("producer", "mlp"));
      }
      case DL4J -> {
        PaperMlp network = paper(recipe);
        network.restore(checkpoint.state());
        AtomicFile.write(path, network::write);
      }
    }
  }

  /**
   * Reads parameters to begin a training with.
   *
   * @return the network's parameters and, where the file has them, running statistics
   * @throws InvalidInput if the file cannot be read, or its parameters are not the network's
   */
  Parameters read(Recipe recipe) {
    Parameters model = switch (kind) {
      case CHECKPOINT -> npz();
      case SAFETENSORS -> new Parameters(SafetensorsFile.read(path));
      case DL4J -> dl4j(recipe);
    };
    try {
      requireFit(model, recipe.network(), recipe.dataType());
    } catch (InvalidInput refused) {
      throw new InvalidInput(path + ": " + refused.getMessage(), refused);
    }
    return model;
  }

  /** Of a checkpoint, or a file of parameters alone. */
  private Parameters npz() {
    if (!Npz.read(path).containsKey("meta")) {
      return ParametersFile.read(path);
    }
    Checkpoint checkpoint = CheckpointFile.read(path);
    return checkpoint.state().model(checkpoint.recipe().network());
  }

  private Parameters dl4j(Recipe recipe) {
    PaperMlp network = paper(recipe);
    try (InputStream in = Files.newInputStream(path)) {
      network.read(in);
    } catch (IOException e) {
      throw new InvalidInput(path + ": cannot be read: " + e, e);
    } catch (InvalidInput refused) {
      throw new InvalidInput(path + ": " + refused.getMessage(), refused);
    }
    return network.state().model(recipe.network());
  }

  private static PaperMlp paper(Recipe recipe) {
    Parameters initial =
        InitialWeights.of(recipe.network(), recipe.training().seed(), recipe.dataType());
    return new PaperMlp(recipe.network(), recipe.training(), initial, recipe.dataType());
  }

  private static void requireFit(Parameters model, Network network, DataType dataType) {
    Map<String, int[]> statistics = network.statisticsShapes();
    boolean complete =
        model.tensors().stream().map(Tensor::name).toList().containsAll(statistics.keySet());
    Parameters parameters = complete
        ? new Parameters(model.tensors().stream()
            .filter(tensor -> !statistics.containsKey(tensor.name()))
            .toList())
        : model;
    parameters.requireFit(network, dataType);
  }
}
