package mlp.equivalence.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;

/**
 * One combination of what can be chosen: a network 5-6-4-3 with its first parameters, and four
 * batches, of 8, 8, 8 and 5 rows, again and again. The first row of the first batch is zero and so
 * is the first bias: there z1 is exactly 0.
 */
public record Setting(Activation hidden, Head head, OptimizerKind optimizer, DataType dataType) {
  static final int BATCHES = 4;
  private static final int INPUTS = 5;
  private static final int ROWS = 8;
  private static final int SHORT_ROWS = 5;
  private static final long SEED = 20;

  /** The output layer and the loss. */
  public enum Head {
    /** Squared error of identity outputs. */
    SQUARED_ERROR,
    /** Squared error of outputs with the hidden layers' activation. */
    SQUARED_ERROR_ACTIVATED,
    /** R4. */
    SOFTMAX_CROSS_ENTROPY,
    /** R5. */
    SIGMOID_CROSS_ENTROPY;

    Loss loss() {
      return this == SQUARED_ERROR_ACTIVATED ? Loss.SQUARED_ERROR : Loss.valueOf(name());
    }

    Activation output(Activation hidden) {
      return switch (this) {
        case SQUARED_ERROR -> Activation.IDENTITY;
        case SQUARED_ERROR_ACTIVATED -> hidden;
        case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
        case SIGMOID_CROSS_ENTROPY -> Activation.SIGMOID;
      };
    }
  }

  /** The optimizers, with a learning rate at which training is stable (R11). */
  public enum OptimizerKind {
    SGD(new Optimizer.Sgd(), 0.05),
    MOMENTUM(new Optimizer.Momentum(0.9), 0.01),
    NESTEROV(new Optimizer.Nesterov(0.9), 0.01),
    ADAM(new Optimizer.Adam(0.9, 0.999, 1e-4, false), 0.002),
    ADAM_EPSILON_HAT(new Optimizer.Adam(0.9, 0.999, 1e-4, true), 0.002);

    final Optimizer optimizer;
    final double learningRate;

    OptimizerKind(Optimizer optimizer, double learningRate) {
      this.optimizer = optimizer;
      this.learningRate = learningRate;
    }
  }

  /** Every combination that makes sense, each once. */
  static Stream<Setting> all() {
    List<Setting> settings = new ArrayList<>();
    for (DataType dataType : DataType.values()) {
      for (Activation hidden : hiddenActivations()) {
        for (Head head : Head.values()) {
          for (OptimizerKind optimizer : OptimizerKind.values()) {
            if (head != Head.SQUARED_ERROR_ACTIVATED || hidden != Activation.IDENTITY) {
              settings.add(new Setting(hidden, head, optimizer, dataType));
            }
          }
        }
      }
    }
    return settings.stream();
  }

  static List<Activation> hiddenActivations() {
    return Arrays.stream(Activation.values())
        .filter(a -> a != Activation.SOFTMAX)
        .toList();
  }

  Network network() {
    return Network.withInputs(INPUTS)
        .layer(6, hidden)
        .layer(4, hidden)
        .layer(3, head.output(hidden))
        .loss(head.loss());
  }

  Training training() {
    return new Training(optimizer.optimizer, optimizer.learningRate, ROWS, 1, SEED);
  }

  Mlp create(Track track) {
    return track.create(network(), training(), initial(), dataType);
  }

  /**
   * Weights as R7 draws them; biases that are not zero, so that none can be forgotten unnoticed.
   */
  Parameters initial() {
    Philox random = new Philox(SEED, Philox.Purpose.DATA, 0, 0);
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : InitialWeights.of(network(), SEED, dataType).tensors()) {
      double[] values = tensor.values().clone();
      if (tensor.name().startsWith("b")) {
        Arrays.setAll(values, i -> dataType.round(0.1 * random.nextNormal()));
      }
      if (tensor.name().equals("b1")) {
        values[0] = 0;
      }
      tensors.add(new Tensor(tensor.name(), tensor.shape(), values));
    }
    return new Parameters(tensors);
  }

  /** @param step from 0 */
  Batch batch(long step) {
    int number = (int) (step % BATCHES);
    int rows = number == BATCHES - 1 ? SHORT_ROWS : ROWS;
    Philox random = new Philox(SEED, Philox.Purpose.DATA, 1, number);
    double[] x = new double[rows * INPUTS];
    Arrays.setAll(x, i -> number == 0 && i < INPUTS ? 0 : random.nextNormal());
    double[] y = new double[rows * 3];
    for (int row = 0; row < rows; row++) {
      setTargets(y, row, random);
    }
    return new Batch(Matrix.of(rows, INPUTS, x), Matrix.of(rows, 3, y)).as(dataType);
  }

  private void setTargets(double[] y, int row, Philox random) {
    switch (head) {
      case SOFTMAX_CROSS_ENTROPY -> y[row * 3 + random.nextBelow(3)] = 1;
      case SIGMOID_CROSS_ENTROPY -> {
        for (int j = 0; j < 3; j++) {
          y[row * 3 + j] = random.nextBelow(2);
        }
      }
      case SQUARED_ERROR, SQUARED_ERROR_ACTIVATED -> {
        for (int j = 0; j < 3; j++) {
          y[row * 3 + j] = 0.1 + 0.8 * random.nextUniform();
        }
      }
    }
  }

  /** Takes steps with the batches in turn. */
  void train(Mlp mlp, long steps) {
    for (long i = 0; i < steps; i++) {
      mlp.step(batch(mlp.steps()));
    }
  }

  @Override
  public String toString() {
    return String.join(
        ", ", Labels.of(hidden), Labels.of(head), Labels.of(optimizer), Labels.of(dataType));
  }
}
