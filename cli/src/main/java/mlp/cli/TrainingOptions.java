package mlp.cli;

import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Optimizer;
import mlp.api.Training;
import picocli.CommandLine.Option;

/** The options that describe the training. */
final class TrainingOptions {
  private static final double USUAL_MOMENTUM = 0.9;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      paramLabel = "NAME",
      description = "sgd, momentum, nesterov or adam. Default: ${DEFAULT-VALUE}")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "Default: 0.003 for adam (0.001 on mnist, which has 40 times the steps of digits),"
              + " 0.02 for momentum and nesterov, 0.1 for sgd")
  private Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "NUMBER",
      description = "Of momentum and nesterov. Default: 0.9")
  private Double momentum;

  @Option(names = "--beta1", paramLabel = "NUMBER", description = "Of adam. Default: 0.9")
  private Double beta1;

  @Option(names = "--beta2", paramLabel = "NUMBER", description = "Of adam. Default: 0.999")
  private Double beta2;

  @Option(names = "--epsilon", paramLabel = "NUMBER", description = "Of adam. Default: 1e-8")
  private Double epsilon;

  @Option(
      names = "--epsilon-hat",
      description = "Adam adds epsilon before it corrects the bias of v, as DL4J and Keras do;"
          + " without this, as in the paper's algorithm 1 and PyTorch.")
  private boolean epsilonHat;

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
      description = "Decides the first weights, the order of the batches and generated data."
          + " Default: ${DEFAULT-VALUE}")
  private long seed;

  long seed() {
    return seed;
  }

  /** @throws InvalidInput if it is neither float32 nor float64 */
  DataType dataType() {
    return Labels.parse(DataType.class, "--dtype", dataType);
  }

  /**
   * @param data the data set's name, on which the usual learning rate depends
   * @return the training that the options describe
   * @throws InvalidInput if an option cannot be used, or belongs to another optimizer
   */
  Training training(String data) {
    Kind kind = Labels.parse(Kind.class, "--optimizer", optimizer);
    if (kind != Kind.ADAM) {
      refuse("--beta1", beta1);
      refuse("--beta2", beta2);
      refuse("--epsilon", epsilon);
      refuse("--epsilon-hat", epsilonHat ? true : null);
    }
    if (kind == Kind.ADAM || kind == Kind.SGD) {
      refuse("--momentum", momentum);
    }
    double rate = learningRate != null ? learningRate : kind.usualLearningRate(data);
    return new Training(optimizer(kind), rate, batch, epochs, seed);
  }

  private Optimizer optimizer(Kind kind) {
    double mu = momentum != null ? momentum : USUAL_MOMENTUM;
    return switch (kind) {
      case SGD -> new Optimizer.Sgd();
      case MOMENTUM -> new Optimizer.Momentum(mu);
      case NESTEROV -> new Optimizer.Nesterov(mu);
      case ADAM -> {
        Optimizer.Adam usual = Optimizer.Adam.standard();
        yield new Optimizer.Adam(
            beta1 != null ? beta1 : usual.beta1(),
            beta2 != null ? beta2 : usual.beta2(),
            epsilon != null ? epsilon : usual.epsilon(),
            epsilonHat);
      }
    };
  }

  private void refuse(String option, Object value) {
    if (value != null) {
      throw new InvalidInput(option + " has no effect with --optimizer " + optimizer
          + "; leave it out, or choose an optimizer that uses it");
    }
  }

  private enum Kind {
    SGD(0.1),
    MOMENTUM(0.02),
    NESTEROV(0.02),
    ADAM(0.003);

    private static final double ADAM_ON_MNIST = 0.001;

    private final double usualLearningRate;

    Kind(double usualLearningRate) {
      this.usualLearningRate = usualLearningRate;
    }

    double usualLearningRate(String data) {
      return this == ADAM && data.equals("mnist") ? ADAM_ON_MNIST : usualLearningRate;
    }
  }
}
