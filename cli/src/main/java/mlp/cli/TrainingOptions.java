package mlp.cli;

import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.EarlyStopping;
import mlp.api.InvalidInput;
import mlp.api.Labels;
import mlp.api.Network;
import mlp.api.Training;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe the training. */
final class TrainingOptions {
  /** Stands for the steps of an epoch before the data are known: more than any have. */
  private static final long MANY_STEPS = 1_000_000;

  @Mixin
  private OptimizerOptions optimizer = new OptimizerOptions();

  @Option(
      names = "--schedule",
      defaultValue = "constant",
      paramLabel = "NAME[:…]",
      description = ScheduleOption.DESCRIPTION)
  private String schedule;

  @Option(
      names = "--l2",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description = "Adds so much of each weight to its gradient. Default: ${DEFAULT-VALUE}")
  private double l2;

  @Option(
      names = "--weight-decay",
      paramLabel = "NUMBER",
      description = "Takes so much, times the learning rate, of each weight away in every step,"
          + " whatever the optimizer does. Default: 0; 0.01 for adamw")
  private Double weightDecay;

  @Option(
      names = "--max-norm",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description = "The largest norm of a unit's incoming weights; 0 for none."
          + " Default: ${DEFAULT-VALUE}")
  private double maxNorm;

  @Option(
      names = "--clip-norm",
      paramLabel = "NUMBER",
      description = "Scales the gradients down to this norm of all of them together.")
  private Double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "NUMBER",
      description = "Brings each gradient's magnitude down to this.")
  private Double clipValue;

  @Option(
      names = "--label-smoothing",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "So much of each label is spread over all classes. Default: ${DEFAULT-VALUE}")
  private double labelSmoothing;

  @Option(
      names = "--early-stopping",
      paramLabel = "EPOCHS",
      description = "End when the validation loss has had no new least for so many epochs, and"
          + " keep the network of the best epoch; needs --validation.")
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

  int epochs() {
    return epochs;
  }

  /** @throws InvalidInput if it is neither float32 nor float64 */
  DataType dataType() {
    return Labels.parse(DataType.class, "--dtype", dataType);
  }

  /**
   * Refuses what no data set can make right, before one is loaded.
   *
   * @param data the data set's name
   * @param network one with the layers and the loss that will be trained
   * @param hasValidation whether validation examples are asked for
   * @throws InvalidInput if an option cannot be used
   */
  void requireValid(String data, Network network, boolean hasValidation) {
    if (earlyStopping != null && !hasValidation) {
      throw new InvalidInput(
          "--early-stopping", earlyStopping, "it with --validation, as in --validation 0.1");
    }
    training(data, MANY_STEPS).requireFor(network);
  }

  /**
   * @param data the data set's name, on which the usual learning rate depends
   * @param trainingRows the number of examples to train on, on which the length of a schedule
   *     depends
   * @return the training that the options describe
   * @throws InvalidInput if an option cannot be used, or has no effect beside others
   */
  Training training(String data, int trainingRows) {
    return training(data, (trainingRows + batch - 1L) / batch);
  }

  private Training training(String data, long stepsPerEpoch) {
    boolean ownDecay = optimizer.hasWeightDecay();
    Training training = new Training(
        optimizer.optimizer(weightDecay), optimizer.learningRate(data), batch, epochs, seed);
    return training.toBuilder()
        .schedule(new ScheduleOption(schedule).schedule(epochs, stepsPerEpoch))
        .clipping(clipping())
        .l2(l2)
        .weightDecay(ownDecay || weightDecay == null ? 0 : weightDecay)
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
}
