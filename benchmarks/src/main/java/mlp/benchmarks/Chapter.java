package mlp.benchmarks;

/** The benchmarks, from the smallest part of a network to the start of a whole program. */
public enum Chapter {
  /** The machine's limits. */
  MACHINE_LIMIT(MachineLimit.class, "What can one thread of this machine do at most?"),
  /** A matrix product. */
  MATRIX_PRODUCT(MatrixProduct.class, "What does a matrix product cost?"),
  /** Each activation. */
  ACTIVATION_FUNCTION(
      ActivationFunction.class, "What does an activation cost, with its derivative?"),
  /** Forward. */
  FORWARD(Forward.class, "What does the way forward cost?"),
  /** Forward and backward. */
  GRADIENTS(Gradients.class, "What do the gradients cost?"),
  /** A training step. */
  TRAINING_STEP(TrainingStep.class, "What does a training step cost?"),
  /** A training step by each optimizer. */
  OPTIMIZER_STEP(OptimizerStep.class, "What does each optimizer cost?"),
  /** An epoch of the digits. */
  DIGITS_EPOCH(DigitsEpoch.class, "What does an epoch of the digits cost?"),
  /** A training step by its batch. */
  BATCH_SWEEP(BatchSweep.class, "How does the cost grow with the batch?"),
  /** A training step by the width of its layers. */
  WIDTH_SWEEP(WidthSweep.class, "How does the cost grow with the width?"),
  /** A training step by the number of its layers. */
  DEPTH_SWEEP(DepthSweep.class, "How does the cost grow with the depth?"),
  /** A checkpoint, saved and loaded. */
  CHECKPOINTS(Checkpoints.class, "What does a checkpoint cost?"),
  /** The start of a track. */
  START_UP(StartUp.class, "How long does a track take to its first step?"),
  /** MNIST to 98%, where its files are given. */
  TIME_TO_ACCURACY(TimeToAccuracy.class, "How long does MNIST take to 98%?");

  private final Class<?> benchmark;
  private final String question;

  Chapter(Class<?> benchmark, String question) {
    this.benchmark = benchmark;
    this.question = question;
  }

  /** @return the name by which JMH knows it, and --filter */
  public String benchmarkName() {
    return benchmark.getSimpleName();
  }

  /** @return what it asks, in one line */
  public String question() {
    return question;
  }

  /** @return a regular expression that finds its methods, and no others */
  String pattern() {
    return "^" + benchmark.getName().replace(".", "\\.") + "\\.";
  }
}
