package mlp.api;

import java.util.Objects;

/**
 * How a network is trained: what every track does the same.
 *
 * @param optimizer what one step does with the gradients
 * @param learningRate η, above 0
 * @param batchSize rows of a batch; the last batch of an epoch may have fewer (R14)
 * @param epochs how often all rows are seen, at least 1
 * @param seed decides the first weights and the order of batches, and nothing else does
 */
public record Training(
    Optimizer optimizer, double learningRate, int batchSize, int epochs, long seed) {
  /** @throws InvalidInput if the learning rate, the batch size or the epochs are not positive */
  public Training {
    Objects.requireNonNull(optimizer, "optimizer");
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new InvalidInput("learningRate", learningRate, "a finite number above 0");
    }
    if (batchSize < 1) {
      throw new InvalidInput("batchSize", batchSize, "a whole number of at least 1");
    }
    if (epochs < 1) {
      throw new InvalidInput("epochs", epochs, "a whole number of at least 1");
    }
  }
}
