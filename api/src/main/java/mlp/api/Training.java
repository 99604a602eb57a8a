package mlp.api;

import java.util.Objects;

/**
 * How a network is trained: what every track does the same. One step is, in this order (R10): mean
 * gradients → clipping → L2 → optimizer → decoupled weight decay → max-norm.
 *
 * @param optimizer what one step does with the gradients
 * @param learningRate η, above 0
 * @param schedule how η changes from step to step (R12)
 * @param clipping of the mean gradients (R13)
 * @param l2 λ, at least 0: g ← g + λ·W for weights (R10); it is in no loss that is told
 * @param weightDecay λ, at least 0: decoupled, W ← W − u − η·λ·W, with u the optimizer's step and W
 *     on the right before it (R10)
 * @param maxNorm c: after the step each unit's weights W[:, j] are scaled to the norm c if theirs
 *     is larger (R15); 0 for none
 * @param labelSmoothing α in [0, 1): training takes (1 − α)·y + α/k for y with the softmax
 *     cross-entropy of k outputs, (1 − α)·y + α/2 with the sigmoid's (R16)
 * @param earlyStopping when training ends before its last epoch (R17)
 * @param batchSize rows of a batch; the last batch of an epoch may have fewer (R14)
 * @param epochs how often all rows are seen, at least 1
 * @param seed decides the first weights, the order of batches and the dropout masks, and nothing
 *     else does
 */
public record Training(
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    Clipping clipping,
    double l2,
    double weightDecay,
    double maxNorm,
    double labelSmoothing,
    EarlyStopping earlyStopping,
    int batchSize,
    int epochs,
    long seed) {
  /**
   * @throws InvalidInput if the learning rate, the batch size or the epochs are not positive, a
   *     coefficient is negative, or weight decay is given twice
   */
  public Training {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(earlyStopping, "earlyStopping");
    Checks.requirePositive("learningRate", learningRate);
    Checks.requireNotNegative("l2", l2);
    Checks.requireNotNegative("weightDecay", weightDecay);
    Checks.requireNotNegative("maxNorm", maxNorm);
    Checks.requireFraction("labelSmoothing", labelSmoothing);
    Checks.requireAtLeast("batchSize", batchSize, 1);
    Checks.requireAtLeast("epochs", epochs, 1);
    if (optimizer instanceof Optimizer.Adamw && weightDecay > 0) {
      throw new InvalidInput(
          "weightDecay", weightDecay, "0 with adamw, which has a weight decay of its own");
    }
  }

  /**
   * The optimizer alone: a constant rate, and nothing else.
   *
   * @throws InvalidInput if the learning rate, the batch size or the epochs are not positive
   */
  public Training(Optimizer optimizer, double learningRate, int batchSize, int epochs, long seed) {
    this(
        optimizer,
        learningRate,
        new Schedule.Constant(),
        new Clipping.None(),
        0,
        0,
        0,
        0,
        new EarlyStopping.None(),
        batchSize,
        epochs,
        seed);
  }

  /** @return λ of the decoupled decay, whether it is the training's or AdamW's own */
  public double decoupledDecay() {
    return optimizer instanceof Optimizer.Adamw adamw ? adamw.weightDecay() : weightDecay;
  }

  /**
   * Refuses what has no meaning for a network.
   *
   * @throws InvalidInput if labels shall be smoothed that are none
   */
  public void requireFor(Network network) {
    if (labelSmoothing > 0 && network.loss() == Loss.SQUARED_ERROR) {
      throw new InvalidInput(
          "labelSmoothing",
          labelSmoothing,
          "0 with the squared error, whose targets are no labels");
    }
  }

  /** @return a builder that begins with this training's settings */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes some settings of a training. */
  public static final class Builder {
    private Optimizer optimizer;
    private double learningRate;
    private Schedule schedule;
    private Clipping clipping;
    private double l2;
    private double weightDecay;
    private double maxNorm;
    private double labelSmoothing;
    private EarlyStopping earlyStopping;
    private int batchSize;
    private int epochs;
    private long seed;

    private Builder(Training training) {
      optimizer = training.optimizer;
      learningRate = training.learningRate;
      schedule = training.schedule;
      clipping = training.clipping;
      l2 = training.l2;
      weightDecay = training.weightDecay;
      maxNorm = training.maxNorm;
      labelSmoothing = training.labelSmoothing;
      earlyStopping = training.earlyStopping;
      batchSize = training.batchSize;
      epochs = training.epochs;
      seed = training.seed;
    }

    /** Sets what one step does with the gradients. */
    public Builder optimizer(Optimizer optimizer) {
      this.optimizer = optimizer;
      return this;
    }

    /** Sets η. */
    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /** Sets how η changes from step to step. */
    public Builder schedule(Schedule schedule) {
      this.schedule = schedule;
      return this;
    }

    /** Sets of the mean gradients. */
    public Builder clipping(Clipping clipping) {
      this.clipping = clipping;
      return this;
    }

    /** Sets λ of L2. */
    public Builder l2(double l2) {
      this.l2 = l2;
      return this;
    }

    /** Sets λ of the decoupled decay. */
    public Builder weightDecay(double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    /** Sets c, or 0 for none. */
    public Builder maxNorm(double maxNorm) {
      this.maxNorm = maxNorm;
      return this;
    }

    /** Sets α. */
    public Builder labelSmoothing(double labelSmoothing) {
      this.labelSmoothing = labelSmoothing;
      return this;
    }

    /** Sets when training ends early. */
    public Builder earlyStopping(EarlyStopping earlyStopping) {
      this.earlyStopping = earlyStopping;
      return this;
    }

    /** Sets rows of a batch. */
    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /** Sets how often all rows are seen. */
    public Builder epochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    /** Sets of weights, orders and masks. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * @return the training
     * @throws InvalidInput as {@link Training}'s constructor
     */
    public Training build() {
      return new Training(
          optimizer,
          learningRate,
          schedule,
          clipping,
          l2,
          weightDecay,
          maxNorm,
          labelSmoothing,
          earlyStopping,
          batchSize,
          epochs,
          seed);
    }
  }
}
