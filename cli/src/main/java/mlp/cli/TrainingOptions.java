package mlp.cli;

import java.util.List;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.EarlyStopping;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Optimizer;
import mlp.api.Training;
import picocli.CommandLine.Option;

/** The options that describe the training. */
final class TrainingOptions {
  /** For a first check, before the data are loaded. */
  private static final long SOME_STEPS = 1000;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      paramLabel = "NAME",
      description = "sgd, momentum, nesterov, adam, adamw, rmsprop or adagrad. Default:"
          + " ${DEFAULT-VALUE}")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "Default: 0.003 for adam and adamw (0.001 on mnist, which has 40 times the steps of"
              + " digits), 0.02 for momentum and nesterov, 0.1 for sgd, 0.001 for rmsprop, 0.02 for"
              + " adagrad")
  private Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "NUMBER",
      description = "Of momentum and nesterov. Default: 0.9")
  private Double momentum;

  @Option(names = "--beta1", paramLabel = "NUMBER", description = "Of adam, adamw. Default: 0.9")
  private Double beta1;

  @Option(names = "--beta2", paramLabel = "NUMBER", description = "Of adam, adamw. Default: 0.999")
  private Double beta2;

  @Option(names = "--rho", paramLabel = "NUMBER", description = "Of rmsprop. Default: 0.9")
  private Double rho;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER",
      description = "Of adam, adamw, rmsprop, adagrad. Default: 1e-8, 1e-10 for adagrad")
  private Double epsilon;

  @Option(
      names = "--epsilon-hat",
      description = "Adam adds epsilon before it corrects the bias of v, as DL4J and Keras do;"
          + " without this, as in the paper's algorithm 1 and PyTorch.")
  private boolean epsilonHat;

  @Option(
      names = "--schedule",
      defaultValue = "constant",
      paramLabel = "NAME[:…]",
      description = ScheduleOption.DESCRIPTION)
  private String schedule;

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      description = "Scale the gradients down to this norm of all together.")
  private Double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "NUMBER",
      description = "Clip each element of the gradients to this magnitude.")
  private Double clipValue;

  @Option(
      names = "--l2",
      defaultValue = "0",
      paramLabel = "LAMBDA",
      description = "Add LAMBDA·W to the gradients of weights. Default: none")
  private double l2;

  @Option(
      names = "--weight-decay",
      paramLabel = "LAMBDA",
      description =
          "Decoupled: take rate·LAMBDA·W from the weights. Default: 0.01 for adamw, else" + " none")
  private Double weightDecay;

  @Option(
      names = "--max-norm",
      defaultValue = "0",
      paramLabel = "NORM",
      description = "Of each unit's weights. Default: none")
  private double maxNorm;

  @Option(
      names = "--label-smoothing",
      defaultValue = "0",
      paramLabel = "ALPHA",
      description = "With the cross-entropies. Default: none")
  private double labelSmoothing;

  @Option(
      names = "--early-stopping",
      paramLabel = "EPOCHS",
      description = "End when the validation loss has not fallen for so many epochs, and take the"
          + " best; needs --validation. Default: never")
  private Integer earlyStopping;

  @Option(
      names = "--batch",
      defaultValue = "32",
      paramLabel = "ROWS",
      description = "Examples of one step. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(
      names = "--epochs",
      defaultValue = "20",
      paramLabel = "NUMBER",
      description = "How often all training examples are seen. Default: ${DEFAULT-VALUE}")
  private int epochs;

  @Option(
      names = "--dtype",
      defaultValue = "float64",
      paramLabel = "TYPE",
      description = "float32 or float64. Default: ${DEFAULT-VALUE}")
  private String dataType;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "NUMBER",
      description = "Decides the first weights, the order of the batches, dropout and generated"
          + " data. Default: ${DEFAULT-VALUE}")
  private long seed;

  long seed() {
    return seed;
  }

  /** @throws InvalidInput if it is neither float32 nor float64 */
  DataType dataType() {
    return Labels.parse(DataType.class, "--dtype", dataType);
  }

  /**
   * Refuses what no data set can make right, before one is loaded.
   *
   * @throws InvalidInput if an option cannot be used
   */
  void requireValid(DataChoice data) {
    if (earlyStopping != null && !data.fields().containsKey("validation")) {
      throw new InvalidInput(
          "--early-stopping", earlyStopping, "it with --validation, as in --validation 0.1");
    }
    training(data.name(), (int) SOME_STEPS * batch);
  }

  /**
   * @param data the data set's name, on which the usual learning rate depends
   * @param rows of the training examples
   * @return the training that the options describe
   * @throws InvalidInput if an option cannot be used, or belongs to another optimizer
   */
  Training training(String data, int rows) {
    Kind kind = Labels.parse(Kind.class, "--optimizer", optimizer);
    refuseForeign(kind);
    double rate = learningRate != null ? learningRate : kind.usualLearningRate(data);
    Training plain = new Training(optimizer(kind), rate, batch, epochs, seed);
    long stepsPerEpoch = ((long) rows + batch - 1) / batch;
    return plain.toBuilder()
        .schedule(new ScheduleOption(schedule).schedule(epochs, stepsPerEpoch))
        .clipping(clipping())
        .l2(l2)
        .weightDecay(kind == Kind.ADAMW || weightDecay == null ? 0 : weightDecay)
        .maxNorm(maxNorm)
        .labelSmoothing(labelSmoothing)
        .earlyStopping(
            earlyStopping == null
                ? new EarlyStopping.None()
                : new EarlyStopping.Patience(earlyStopping, 0))
        .build();
  }

  private Clipping clipping() {
    if (clipNorm != null && clipValue != null) {
      throw new InvalidInput(
          "--clip-norm and --clip-value", clipNorm + " and " + clipValue, "one of the two");
    }
    if (clipNorm != null) {
      return new Clipping.GlobalNorm(clipNorm);
    }
    return clipValue != null ? new Clipping.Value(clipValue) : new Clipping.None();
  }

  private Optimizer optimizer(Kind kind) {
    Optimizer.Adam usual = Optimizer.Adam.standard();
    double mu = given(momentum, 0.9);
    double b1 = given(beta1, usual.beta1());
    double b2 = given(beta2, usual.beta2());
    return switch (kind) {
      case SGD -> new Optimizer.Sgd();
      case MOMENTUM -> new Optimizer.Momentum(mu);
      case NESTEROV -> new Optimizer.Nesterov(mu);
      case ADAM -> new Optimizer.Adam(b1, b2, given(epsilon, usual.epsilon()), epsilonHat);
      case ADAMW ->
        new Optimizer.Adamw(b1, b2, given(epsilon, usual.epsilon()), given(weightDecay, 0.01));
      case RMSPROP -> new Optimizer.Rmsprop(given(rho, 0.9), given(epsilon, 1e-8));
      case ADAGRAD -> new Optimizer.Adagrad(given(epsilon, 1e-10));
    };
  }

  private static double given(Double value, double usual) {
    return value != null ? value : usual;
  }

  private void refuseForeign(Kind kind) {
    refuse(kind, "--momentum", momentum, Kind.MOMENTUM, Kind.NESTEROV);
    refuse(kind, "--beta1", beta1, Kind.ADAM, Kind.ADAMW);
    refuse(kind, "--beta2", beta2, Kind.ADAM, Kind.ADAMW);
    refuse(kind, "--rho", rho, Kind.RMSPROP);
    refuse(kind, "--epsilon", epsilon, Kind.ADAM, Kind.ADAMW, Kind.RMSPROP, Kind.ADAGRAD);
    refuse(kind, "--epsilon-hat", epsilonHat ? true : null, Kind.ADAM);
  }

  private void refuse(Kind kind, String option, Object value, Kind... users) {
    if (value != null && !List.of(users).contains(kind)) {
      throw new InvalidInput(option + " has no effect with --optimizer " + optimizer
          + "; leave it out, or choose an optimizer that uses it");
    }
  }

  private enum Kind {
    SGD(0.1),
    MOMENTUM(0.02),
    NESTEROV(0.02),
    ADAM(0.003),
    ADAMW(0.003),
    RMSPROP(0.001),
    ADAGRAD(0.02);

    private static final double ADAM_ON_MNIST = 0.001;

    private final double usualLearningRate;

    Kind(double usualLearningRate) {
      this.usualLearningRate = usualLearningRate;
    }

    double usualLearningRate(String data) {
      boolean adam = this == ADAM || this == ADAMW;
      return adam && data.equals("mnist") ? ADAM_ON_MNIST : usualLearningRate;
    }
  }
}
