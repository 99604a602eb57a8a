package mlp.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A multi-layer perceptron, described: what every track builds the same.
 *
 * @param inputs the number of input features, at least 1
 * @param inputDropout the probability, in [0, 1), to drop an input in training; 0 for none (R9)
 * @param layers from the first hidden layer to the output layer, at least one
 * @param loss what training makes small
 * @param initializer how the first weights are drawn
 */
public record Network(
    int inputs, double inputDropout, List<Layer> layers, Loss loss, Initializer initializer) {
  /** The largest number of elements that one Java array holds on every JVM. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * @throws InvalidInput if there are no inputs or no layers, a weight matrix is larger than an
   *     array can be, softmax stands anywhere but at the output, batch normalization or dropout
   *     stands at the output, or loss and output activation do not belong together
   */
  public Network {
    layers = List.copyOf(layers);
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(initializer, "initializer");
    Checks.requireAtLeast("inputs", inputs, 1);
    Checks.requireFraction("inputDropout", inputDropout);
    if (layers.isEmpty()) {
      throw new InvalidInput("layers", "none", "at least the output layer");
    }
    long fanIn = inputs;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (fanIn * layer.units() > LARGEST_ARRAY) {
        throw new InvalidInput(
            "layers[" + i + "].units",
            layer.units(),
            "a weight matrix of at most "
                + LARGEST_ARRAY
                + " elements; it has "
                + fanIn
                + " inputs");
      }
      if (layer.activation() == Activation.SOFTMAX && i < layers.size() - 1) {
        throw new InvalidInput(
            "layers[" + i + "].activation", "softmax", "softmax at the output layer only");
      }
      fanIn = layer.units();
    }
    requireOutputOf(loss, layers.get(layers.size() - 1));
  }

  /**
   * A network without dropout on its inputs.
   *
   * @throws InvalidInput as the canonical constructor
   */
  public Network(int inputs, List<Layer> layers, Loss loss, Initializer initializer) {
    this(inputs, 0, layers, loss, initializer);
  }

  private static void requireOutputOf(Loss loss, Layer layer) {
    if (layer.hasBatchNormalization() || layer.dropout() > 0) {
      throw new InvalidInput(
          "layers",
          "an output layer with batch normalization or dropout",
          "both in hidden layers only");
    }
    Activation output = layer.activation();
    boolean fits = switch (loss) {
      case SQUARED_ERROR -> output != Activation.SOFTMAX;
      case SOFTMAX_CROSS_ENTROPY -> output == Activation.SOFTMAX;
      case SIGMOID_CROSS_ENTROPY -> output == Activation.SIGMOID;
    };
    if (!fits) {
      throw new InvalidInput(
          "loss",
          Labels.of(loss) + " with the output activation " + Labels.of(output),
          "softmax-cross-entropy with softmax, sigmoid-cross-entropy with sigmoid, squared-error with"
              + " any other");
    }
  }

  /**
   * @return a builder of a network of so many inputs, with Glorot-uniform weights unless set
   *     otherwise
   */
  public static Builder withInputs(int inputs) {
    return new Builder(inputs);
  }

  /** @return the number of units of the output layer */
  public int outputs() {
    return layers.get(layers.size() - 1).units();
  }

  /**
   * @param layer from 1, as in W1
   * @return the number of inputs of the layer
   */
  public int fanIn(int layer) {
    return layer == 1 ? inputs : layers.get(layer - 2).units();
  }

  /**
   * @return names and shapes of all parameters in their one order: W1 [in, out], b1 [out], W2, …; a
   *     layer with batch normalization has gamma1 [out] and beta1 [out] in the place of b1
   */
  public Map<String, int[]> parameterShapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int i = 1; i <= layers.size(); i++) {
      int units = layers.get(i - 1).units();
      shapes.put("W" + i, new int[] {fanIn(i), units});
      if (layers.get(i - 1).hasBatchNormalization()) {
        shapes.put("gamma" + i, new int[] {units});
        shapes.put("beta" + i, new int[] {units});
      } else {
        shapes.put("b" + i, new int[] {units});
      }
    }
    return shapes;
  }

  /**
   * @return names and shapes of the running statistics of batch normalization, in the order of the
   *     layers: bn1.running.mean [out], bn1.running.var [out], …
   */
  public Map<String, int[]> statisticsShapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int i = 1; i <= layers.size(); i++) {
      if (layers.get(i - 1).hasBatchNormalization()) {
        shapes.put("bn" + i + ".running.mean", new int[] {layers.get(i - 1).units()});
        shapes.put("bn" + i + ".running.var", new int[] {layers.get(i - 1).units()});
      }
    }
    return shapes;
  }

  /**
   * @param parameter W1, b1, gamma1, beta1, …
   * @return whether L2, weight decay and max-norm apply to it: to weights only (R10, R15)
   */
  public static boolean isWeight(String parameter) {
    return parameter.startsWith("W");
  }

  /** @return the number of trained numbers in all parameters together */
  public long parameterCount() {
    return parameterShapes().values().stream().mapToLong(Tensor::size).sum();
  }

  /**
   * Refuses inputs that this network cannot take.
   *
   * @throws InvalidInput if the columns are not the network's inputs, the data type is another, or
   *     an input is NaN or infinite
   */
  public void requireInputs(Matrix matrix, DataType dataType) {
    require("inputs", matrix, this.inputs, dataType);
  }

  /**
   * Refuses a batch that this network cannot take.
   *
   * @throws InvalidInput if the columns are not the network's inputs and outputs, the data type is
   *     another, a value is NaN or infinite, or a cross-entropy's target lies outside [0, 1]
   */
  public void requireBatch(Batch batch, DataType dataType) {
    require("inputs", batch.inputs(), this.inputs, dataType);
    require("targets", batch.targets(), outputs(), dataType);
    if (loss == Loss.SIGMOID_CROSS_ENTROPY) {
      batch.targets().requireWithin("targets", 0, 1);
    } else if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
      // (p − y) / batch is the gradient of R4 only where Σₖ yₖ = 1.
      batch.targets().requireDistributions("targets");
    }
  }

  private static void require(String field, Matrix matrix, int columns, DataType dataType) {
    if (matrix.columns() != columns) {
      throw new InvalidInput(
          field, matrix.columns() + " columns", columns + " columns, as the network has");
    }
    if (matrix.dataType() != dataType) {
      throw new InvalidInput(
          field, Labels.of(matrix.dataType()), Labels.of(dataType) + ", the network's data type");
    }
    matrix.requireFinite(field);
  }

  /** Builds a {@link Network} layer by layer. */
  public static final class Builder {
    private final int inputs;
    private final List<Layer> layers = new ArrayList<>();
    private double inputDropout;
    private Initializer initializer = Initializer.Scaled.GLOROT_UNIFORM;

    private Builder(int inputs) {
      this.inputs = inputs;
    }

    /** Sets the probability to drop an input in training. */
    public Builder inputDropout(double inputDropout) {
      this.inputDropout = inputDropout;
      return this;
    }

    /** Adds a layer after those already there. */
    public Builder layer(int units, Activation activation) {
      return layer(new Layer(units, activation));
    }

    /** Adds a layer after those already there. */
    public Builder layer(Layer layer) {
      layers.add(layer);
      return this;
    }

    /** Sets how the first weights are drawn. */
    public Builder initializer(Initializer initializer) {
      this.initializer = initializer;
      return this;
    }

    /**
     * @return the network
     * @throws InvalidInput as {@link Network}'s constructor
     */
    public Network loss(Loss loss) {
      return new Network(inputs, inputDropout, layers, loss, initializer);
    }
  }
}
