package mlp.cli;

import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Optimizer;
import picocli.CommandLine.Option;

/** The options that choose the optimizer, and the settings that it has of its own. */
final class OptimizerOptions {
  private static final double USUAL_MOMENTUM = 0.9;
  private static final double USUAL_RHO = 0.9;
  private static final double USUAL_WEIGHT_DECAY = 0.01;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      paramLabel = "NAME",
      description = "sgd, momentum, nesterov, rmsprop, adagrad, adam or adamw."
          + " Default: ${DEFAULT-VALUE}")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "Default: 0.003 for adam and adamw (0.001 on mnist, which has 40 times the steps"
              + " of digits), 0.001 for rmsprop, 0.02 for momentum, nesterov and adagrad, 0.1 for sgd")
  private Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "NUMBER",
      description = "Of momentum and nesterov. Default: 0.9")
  private Double momentum;

  @Option(
      names = "--rho",
      paramLabel = "NUMBER",
      description = "How much of its mean of squares rmsprop keeps. Default: 0.9")
  private Double rho;

  @Option(names = "--beta1", paramLabel = "NUMBER", description = "Of adam and adamw. Default: 0.9")
  private Double beta1;

  @Option(
      names = "--beta2",
      paramLabel = "NUMBER",
      description = "Of adam and adamw. Default: 0.999")
  private Double beta2;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER",
      description = "Of adam, adamw and rmsprop (default: 1e-8) and of adagrad (default: 1e-10)")
  private Double epsilon;

  @Option(
      names = "--epsilon-hat",
      description = "Adam adds epsilon before it corrects the bias of v, as DL4J and Keras do;"
          + " without this, as in the paper's algorithm 1 and PyTorch.")
  private boolean epsilonHat;

  /** Whether the optimizer has a decoupled weight decay of its own. */
  boolean hasWeightDecay() {
    return kind() == Kind.ADAMW;
  }

  /** @param data the data set's name, on which the usual learning rate depends */
  double learningRate(String data) {
    return learningRate != null ? learningRate : kind().usualLearningRate(data);
  }

  /**
   * @param weightDecay of adamw; its usual one if null
   * @return the optimizer that the options describe
   * @throws InvalidInput if an option cannot be used, or belongs to another optimizer
   */
  Optimizer optimizer(Double weightDecay) {
    Kind kind = kind();
    boolean adam = kind == Kind.ADAM || kind == Kind.ADAMW;
    refuseUnless(kind == Kind.MOMENTUM || kind == Kind.NESTEROV, "--momentum", momentum);
    refuseUnless(kind == Kind.RMSPROP, "--rho", rho);
    refuseUnless(adam, "--beta1", beta1);
    refuseUnless(adam, "--beta2", beta2);
    refuseUnless(adam || kind == Kind.RMSPROP || kind == Kind.ADAGRAD, "--epsilon", epsilon);
    refuseUnless(kind == Kind.ADAM, "--epsilon-hat", epsilonHat ? true : null);
    double mu = or(momentum, USUAL_MOMENTUM);
    Optimizer.Adam usual = Optimizer.Adam.standard();
    double b1 = or(beta1, usual.beta1());
    double b2 = or(beta2, usual.beta2());
    double e = or(epsilon, kind == Kind.ADAGRAD ? 1e-10 : usual.epsilon());
    return switch (kind) {
      case SGD -> new Optimizer.Sgd();
      case MOMENTUM -> new Optimizer.Momentum(mu);
      case NESTEROV -> new Optimizer.Nesterov(mu);
      case RMSPROP -> new Optimizer.Rmsprop(or(rho, USUAL_RHO), e);
      case ADAGRAD -> new Optimizer.Adagrad(e);
      case ADAM -> new Optimizer.Adam(b1, b2, e, epsilonHat);
      case ADAMW -> new Optimizer.Adamw(b1, b2, e, or(weightDecay, USUAL_WEIGHT_DECAY));
    };
  }

  private Kind kind() {
    return Labels.parse(Kind.class, "--optimizer", optimizer);
  }

  private static double or(Double given, double usual) {
    return given != null ? given : usual;
  }

  private void refuseUnless(boolean hasEffect, String option, Object value) {
    if (value != null && !hasEffect) {
      throw new InvalidInput(option + " has no effect with --optimizer " + optimizer
          + "; leave it out, or choose an optimizer that uses it");
    }
  }

  private enum Kind {
    SGD(0.1),
    MOMENTUM(0.02),
    NESTEROV(0.02),
    RMSPROP(0.001),
    ADAGRAD(0.02),
    ADAM(0.003),
    ADAMW(0.003);

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
