package mlp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import picocli.CommandLine.Option;

/** The options that describe the network. */
final class NetworkOptions {
  @Option(
      names = "--layers",
      defaultValue = "32",
      paramLabel = "UNITS,…",
      description = "Units of the hidden layers, from the first on; the data decide the output"
          + " layer. Default: ${DEFAULT-VALUE}")
  private String layers;

  @Option(
      names = "--activation",
      defaultValue = "relu",
      paramLabel = "NAME",
      description = "Of the hidden layers: identity, relu, leaky-relu, sigmoid, tanh, elu, gelu,"
          + " gelu-tanh or silu. Default: ${DEFAULT-VALUE}")
  private String activation;

  @Option(
      names = "--loss",
      defaultValue = "softmax-cross-entropy",
      paramLabel = "NAME",
      description = "softmax-cross-entropy, sigmoid-cross-entropy or squared-error; the output"
          + " activation is softmax, sigmoid or identity. Default: ${DEFAULT-VALUE}")
  private String loss;

  @Option(
      names = "--initializer",
      paramLabel = "NAME",
      description = "Of the weights: xavier, glorot-normal, glorot-uniform, he-normal, he-uniform,"
          + " lecun, zeros or normal:DEVIATION. Default: glorot-uniform for identity, sigmoid and"
          + " tanh, else he-normal")
  private String initializer;

  @Option(
      names = "--batch-norm",
      description =
          "Normalize each hidden layer by the statistics of its batch, between the weights"
              + " and the activation (decay 0.9, epsilon 1e-5).")
  private boolean batchNorm;

  @Option(
      names = "--dropout",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "Of the hidden layers' outputs, dropped in training. Default: ${DEFAULT-VALUE}")
  private double dropout;

  @Option(
      names = "--input-dropout",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "Of the inputs, dropped in training. Default: ${DEFAULT-VALUE}")
  private double inputDropout;

  /**
   * Refuses what no data set can make right, before one is loaded.
   *
   * @return a network for some data
   * @throws InvalidInput if an option cannot be used
   */
  Network requireValid() {
    return network(1, 2);
  }

  /**
   * @return the network that the options describe
   * @throws InvalidInput if an option cannot be used
   */
  Network network(int inputs, int outputs) {
    Activation hidden = Labels.parse(Activation.class, "--activation", activation);
    Loss chosenLoss = Labels.parse(Loss.class, "--loss", loss);
    List<Layer> all = new ArrayList<>();
    Normalization normalization =
        batchNorm ? Normalization.Batch.standard() : new Normalization.None();
    for (int units : hiddenUnits()) {
      all.add(new Layer(units, hidden, normalization, dropout));
    }
    all.add(new Layer(outputs, outputActivation(chosenLoss)));
    return new Network(inputs, inputDropout, all, chosenLoss, initializer(hidden));
  }

  Optional<Activation> givenActivation(Predicate<String> isGiven) {
    return isGiven.test("--activation")
        ? Optional.of(Labels.parse(Activation.class, "--activation", activation))
        : Optional.empty();
  }

  Optional<Loss> givenLoss(Predicate<String> isGiven) {
    return isGiven.test("--loss")
        ? Optional.of(Labels.parse(Loss.class, "--loss", loss))
        : Optional.empty();
  }

  private List<Integer> hiddenUnits() {
    List<Integer> units = new ArrayList<>();
    for (String part : layers.split(",", -1)) {
      try {
        units.add(Integer.parseInt(part.strip()));
      } catch (NumberFormatException e) {
        throw refusedLayers();
      }
      if (units.get(units.size() - 1) < 1) {
        throw refusedLayers();
      }
    }
    return units;
  }

  private InvalidInput refusedLayers() {
    return new InvalidInput(
        "--layers",
        '"' + layers + '"',
        "whole numbers of at least 1, separated by commas, as in 256,128");
  }

  private static Activation outputActivation(Loss loss) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
      case SIGMOID_CROSS_ENTROPY -> Activation.SIGMOID;
      case SQUARED_ERROR -> Activation.IDENTITY;
    };
  }

  private Initializer initializer(Activation hidden) {
    if (initializer == null) {
      return switch (hidden) {
        case IDENTITY, SIGMOID, TANH, SOFTMAX -> Initializer.Scaled.GLOROT_UNIFORM;
        case RELU, LEAKY_RELU, ELU, GELU, GELU_TANH, SILU -> Initializer.Scaled.HE_NORMAL;
      };
    }
    if (initializer.startsWith("normal:")) {
      return normal(initializer.substring("normal:".length()));
    }
    for (Initializer.Scaled scaled : Initializer.Scaled.values()) {
      if (Labels.of(scaled).equals(initializer)) {
        return scaled;
      }
    }
    throw new InvalidInput(
        "--initializer",
        '"' + initializer + '"',
        "one of " + Labels.all(Initializer.Scaled.class) + ", normal:DEVIATION");
  }

  private Initializer normal(String deviation) {
    try {
      return new Initializer.Normal(Double.parseDouble(deviation));
    } catch (NumberFormatException e) {
      throw new InvalidInput(
          "--initializer", '"' + initializer + '"', "a number after the colon, as in normal:0.1");
    }
  }
}
