package mlp.equivalence.recorded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Initializer;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.equivalence.diagnosis.Shapes;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;

/**
 * Guesses the network and the training of a step that nobody described: the layers from the shapes
 * of the weights, the loss from the targets, the activation and the learning rate as those with
 * which the step's own numbers fit best. All that was guessed is told.
 */
public final class Inference {
  private static final List<Activation> HIDDEN = List.of(
      Activation.RELU,
      Activation.TANH,
      Activation.SIGMOID,
      Activation.GELU,
      Activation.GELU_TANH,
      Activation.SILU,
      Activation.ELU,
      Activation.LEAKY_RELU,
      Activation.IDENTITY);

  private final Map<String, Tensor> step = new LinkedHashMap<>();
  private final String source;
  private final DataType dataType;
  private final List<String> assumed = new ArrayList<>();

  /** @param tensors of the first step, under our names */
  public Inference(String source, DataType dataType, List<Tensor> tensors) {
    this.source = source;
    this.dataType = dataType;
    tensors.forEach(tensor -> step.put(tensor.name(), tensor));
  }

  /** @return what was guessed so far */
  public List<String> assumed() {
    return assumed;
  }

  /**
   * @param activation of the hidden layers, if the user says it
   * @param loss if the user says it
   * @throws InvalidInput if there is no W1
   */
  public Network network(Optional<Activation> activation, Optional<Loss> loss) {
    Loss chosen = loss.orElseGet(this::loss);
    if (activation.isPresent()) {
      return network(activation.get(), chosen);
    }
    Network best = HIDDEN.stream()
        .map(hidden -> network(hidden, chosen))
        .min(Comparator.comparingDouble(this::misfit))
        .orElseThrow();
    if (best.layers().size() > 1) {
      assumed.add(source + ": the hidden layers are "
          + Labels.of(best.layers().get(0).activation())
          + ", which fits its numbers best; --activation says otherwise");
    }
    return best;
  }

  private Loss loss() {
    Tensor y = step.get("y");
    Loss loss = Loss.SOFTMAX_CROSS_ENTROPY;
    if (y != null) {
      int columns = y.shape().length < 2 ? 1 : y.shape()[1];
      boolean isBinary = Arrays.stream(y.values()).allMatch(value -> value == 0 || value == 1);
      loss = !isBinary
          ? Loss.SQUARED_ERROR
          : columns == 1 || !isOneHot(y, columns)
              ? Loss.SIGMOID_CROSS_ENTROPY
              : Loss.SOFTMAX_CROSS_ENTROPY;
    }
    assumed.add(source + ": the loss is " + Labels.of(loss)
        + ", as its targets look; --loss says otherwise");
    return loss;
  }

  private static boolean isOneHot(Tensor y, int columns) {
    for (int row = 0; row < y.values().length; row += columns) {
      if (Arrays.stream(y.values(), row, row + columns).sum() != 1) {
        return false;
      }
    }
    return true;
  }

  private Network network(Activation hidden, Loss loss) {
    List<Layer> layers = new ArrayList<>();
    int inputs = 0;
    for (int i = 1; step.containsKey("W" + i); i++) {
      int[] shape = step.get("W" + i).shape();
      if (shape.length != 2) {
        throw new InvalidInput(
            source + ", W" + i, "the shape " + Arrays.toString(shape), "[in, out]");
      }
      inputs = i == 1 ? shape[0] : inputs;
      boolean isLast = !step.containsKey("W" + (i + 1));
      Normalization normalization =
          step.containsKey("gamma" + i) ? Normalization.Batch.standard() : new Normalization.None();
      layers.add(
          isLast
              ? new Layer(shape[1], output(loss))
              : new Layer(shape[1], hidden, normalization, 0));
    }
    if (layers.isEmpty()) {
      throw new InvalidInput(
          source,
          "no weights that could be recognized, and no description of the network",
          "W1, b1, W2, …, or names of other frameworks with a word as weight or kernel; --map says"
              + " which is which");
    }
    return new Network(inputs, 0, layers, loss, Initializer.Scaled.ZEROS);
  }

  private static Activation output(Loss loss) {
    return switch (loss) {
      case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
      case SIGMOID_CROSS_ENTROPY -> Activation.SIGMOID;
      case SQUARED_ERROR -> Activation.IDENTITY;
    };
  }

  // How far, relative to its size, the first result is from what the network gives
  private double misfit(Network network) {
    Records records = records(network, plain(1));
    for (String name : List.of("a1", "z2", "dz1", "a2", "loss", "dW1", "z3", "a3", "dW2")) {
      Optional<Expected> expected =
          step.containsKey(name) ? StepReplay.of(records, name) : Optional.empty();
      if (expected.isPresent()) {
        double[] found = step.get(name).values();
        double size = Arrays.stream(found).map(Math::abs).max().orElse(1);
        return expected.get().residual(step.get(name)) / size;
      }
    }
    return rateMisfit(network);
  }

  private Training plain(double rate) {
    Tensor x = step.get("x");
    int rows = x == null || x.shape().length == 0 ? 1 : x.shape()[0];
    return new Training(new Optimizer.Sgd(), rate, Math.max(1, rows), 1, 1);
  }

  private Records records(Network network, Training training) {
    Shapes.require(network, source, step.values());
    return Records.of(network, training, dataType, 0, List.copyOf(step.values()), Optional.empty());
  }

  // With the rate that fits best, how far W1 after the step is from what plain SGD makes of it
  private double rateMisfit(Network network) {
    double rate = rate(network);
    if (!(rate > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    Tensor after = step.get("W1.after");
    return StepReplay.of(records(network, plain(rate)), "W1.after")
        .map(expected -> expected.residual(after))
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double rate(Network network) {
    Tensor after = step.get("W1.after");
    Tensor before = step.get("W1");
    Optional<Expected> one = StepReplay.of(records(network, plain(1)), "W1.after");
    if (after == null || before == null || one.isEmpty()) {
      return -1;
    }
    double product = 0;
    double square = 0;
    for (int k = 0; k < after.values().length; k++) {
      double full = one.get().values()[k] - before.values()[k];
      product += full * (after.values()[k] - before.values()[k]);
      square += full * full;
    }
    return product / square;
  }

  /**
   * @return plain SGD, with the rate that fits best where the file does not say it
   * @throws InvalidInput if the tensors do not fit the network
   */
  public Training training(Network network) {
    Shapes.require(network, source, step.values());
    if (step.containsKey("learningRate")) {
      double rate = step.get("learningRate").values()[0];
      assumed.add(source + ": the optimizer is plain SGD; --optimizer says otherwise");
      return plain(rate);
    }
    double rate = rate(network);
    boolean isKnown = rate > 0 && Double.isFinite(rate);
    if (isKnown || step.containsKey("W1.after")) {
      assumed.add(source + ": the optimizer is plain SGD"
          + (isKnown
              ? String.format(Locale.ROOT, " with the learning rate %.6g, which fits best", rate)
              : "")
          + "; --optimizer and --learning-rate say otherwise");
    }
    return plain(isKnown ? rate : 1);
  }
}
