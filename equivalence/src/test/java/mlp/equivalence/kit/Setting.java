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
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
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
public record Setting(
    Activation hidden, Head head, OptimizerKind optimizer, DataType dataType, Extras extras) {
  static final int BATCHES = 4;
  private static final int INPUTS = 5;
  private static final int ROWS = 8;
  private static final int SHORT_ROWS = 5;
  private static final long SEED = 20;
  private static final int DRAWN = 4000;
  private static final List<Setting> COVER_OF_EXTRAS = drawCover();

  /** A plain network and training. */
  public Setting(Activation hidden, Head head, OptimizerKind optimizer, DataType dataType) {
    this(hidden, head, optimizer, dataType, Extras.NONE);
  }

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
    ADAM_EPSILON_HAT(new Optimizer.Adam(0.9, 0.999, 1e-4, true), 0.002),
    ADAMW(new Optimizer.Adamw(0.9, 0.999, 1e-4, 0.1), 0.002),
    RMSPROP(new Optimizer.Rmsprop(0.9, 1e-3), 0.002),
    ADAGRAD(new Optimizer.Adagrad(1e-3), 0.01);

    final Optimizer optimizer;
    final double learningRate;

    OptimizerKind(Optimizer optimizer, double learningRate) {
      this.optimizer = optimizer;
      this.learningRate = learningRate;
    }
  }

  /** Every combination that makes sense of plain networks and trainings, each once. */
  static Stream<Setting> all() {
    List<Setting> settings = new ArrayList<>();
    for (DataType dataType : DataType.values()) {
      for (Activation hidden : hiddenActivations()) {
        for (Head head : Head.values()) {
          for (OptimizerKind optimizer : OptimizerKind.values()) {
            Setting setting = new Setting(hidden, head, optimizer, dataType);
            // The optimizers from AdamW on see every activation in the cover of extras.
            if (setting.makesSense()
                && (hidden == Activation.TANH || optimizer.compareTo(OptimizerKind.ADAMW) < 0)) {
              settings.add(setting);
            }
          }
        }
      }
    }
    return settings.stream();
  }

  /** Every extra alone, and all at once, in either type. */
  static List<Setting> withEachExtra() {
    return Extras.each().stream()
        .flatMap(extras ->
            Arrays.stream(DataType.values()).map(dataType -> withExtras(extras, dataType)))
        .toList();
  }

  /** Every extra alone, and all at once, each in one of the types. */
  static List<Setting> withEachExtraOnce() {
    List<Setting> settings = new ArrayList<>();
    for (Extras extras : Extras.each()) {
      settings.add(withExtras(extras, DataType.values()[settings.size() % 2]));
    }
    return settings;
  }

  private static Setting withExtras(Extras extras, DataType dataType) {
    return new Setting(
        Activation.TANH, Head.SOFTMAX_CROSS_ENTROPY, OptimizerKind.MOMENTUM, dataType, extras);
  }

  /**
   * Few settings with extras in which every two choices occur together: a cover of some thousand
   * that were drawn at random from those that make sense.
   */
  static List<Setting> coverOfExtras() {
    return COVER_OF_EXTRAS;
  }

  private static List<Setting> drawCover() {
    Philox random = new Philox(SEED, Philox.Purpose.DATA, 2, 0);
    List<Setting> drawn = new ArrayList<>();
    while (drawn.size() < DRAWN) {
      Setting setting = new Setting(
          one(hiddenActivations(), random),
          one(List.of(Head.values()), random),
          one(List.of(OptimizerKind.values()), random),
          one(List.of(DataType.values()), random),
          new Extras(
              random.nextBelow(2) == 1,
              random.nextBelow(2) == 1,
              one(List.of(Extras.Decay.values()), random),
              one(List.of(Extras.ClippingKind.values()), random),
              one(List.of(Extras.ScheduleKind.values()), random),
              random.nextBelow(2) == 1,
              random.nextBelow(2) == 1));
      if (setting.makesSense()) {
        drawn.add(setting);
      }
    }
    return PairwiseCover.of(drawn);
  }

  private static <T> T one(List<T> of, Philox random) {
    return of.get(random.nextBelow(of.size()));
  }

  /**
   * Without function between them, a normalized layer's mean takes away β of the normalized layer
   * before, whose gradient is then nothing but rounding.
   */
  private boolean makesSense() {
    boolean squaredError = head.loss() == Loss.SQUARED_ERROR;
    return !(hidden == Activation.IDENTITY
            && (extras.batchNormalization() || head == Head.SQUARED_ERROR_ACTIVATED))
        && !(squaredError && extras.smoothing())
        && !(optimizer == OptimizerKind.ADAMW && extras.decay() == Extras.Decay.DECOUPLED);
  }

  static List<Activation> hiddenActivations() {
    return Arrays.stream(Activation.values())
        .filter(a -> a != Activation.SOFTMAX)
        .toList();
  }

  Network network() {
    Normalization normalization =
        extras.batchNormalization() ? new Normalization.Batch(0.8, 1e-3) : new Normalization.None();
    double dropout = extras.dropout() ? 0.3 : 0;
    return Network.withInputs(INPUTS)
        .inputDropout(extras.dropout() ? 0.1 : 0)
        .layer(new Layer(6, hidden, normalization, dropout))
        .layer(new Layer(4, hidden, normalization, dropout))
        .layer(3, head.output(hidden))
        .loss(head.loss());
  }

  Training training() {
    return extras.addTo(new Training(optimizer.optimizer, optimizer.learningRate, ROWS, 1, SEED));
  }

  Mlp create(Track track) {
    return track.create(network(), training(), initial(), dataType);
  }

  /**
   * Weights as R7 draws them; biases and β that are not zero and γ that are not one, so that none
   * can be forgotten unnoticed.
   */
  Parameters initial() {
    Philox random = new Philox(SEED, Philox.Purpose.DATA, 0, 0);
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : InitialWeights.of(network(), SEED, dataType).tensors()) {
      double[] values = tensor.values().clone();
      if (!Network.isWeight(tensor.name())) {
        double[] first = tensor.values();
        Arrays.setAll(values, i -> dataType.round(first[i] + 0.1 * random.nextNormal()));
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

  /** What was chosen, one value for each thing that can be. */
  List<Object> choices() {
    List<Object> choices = new ArrayList<>(extras.choices());
    choices.addAll(List.of(hidden, head, optimizer, dataType));
    return choices;
  }

  /** Takes steps with the batches in turn. */
  void train(Mlp mlp, long steps) {
    for (long i = 0; i < steps; i++) {
      mlp.step(batch(mlp.steps()));
    }
  }

  @Override
  public String toString() {
    String plain = String.join(
        ", ", Labels.of(hidden), Labels.of(head), Labels.of(optimizer), Labels.of(dataType));
    return extras.equals(Extras.NONE) ? plain : plain + ", " + extras;
  }
}
