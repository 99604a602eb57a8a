package mlp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Trains any track on the same batches in the same order (R14). */
public final class TrainingLoop {
  private final Mlp mlp;
  private final Batch examples;
  private final Batch test;
  private final TrainingListener listener;

  /**
   * @param mlp trained by the loop
   * @param examples to train on
   * @param test to evaluate on after each epoch
   * @throws InvalidInput if the examples do not fit the network
   */
  public TrainingLoop(Mlp mlp, Batch examples, Batch test, TrainingListener listener) {
    mlp.network().requireBatch(examples, mlp.dataType());
    mlp.network().requireBatch(test, mlp.dataType());
    this.mlp = mlp;
    this.examples = examples;
    this.test = test;
    this.listener = listener;
  }

  /** @return the number of steps of an epoch, the last of which may see fewer rows */
  public int stepsPerEpoch() {
    int batchSize = mlp.training().batchSize();
    return (int) (((long) examples.rows() + batchSize - 1) / batchSize);
  }

  /**
   * Trains for all epochs of the training, or until the listener cancels.
   *
   * @return the epochs that were completed
   * @throws TrainingDiverged if a loss is NaN or infinite
   */
  public List<EpochResult> run() {
    List<EpochResult> results = new ArrayList<>();
    try {
      for (int epoch = 0; epoch < mlp.training().epochs(); epoch++) {
        results.add(epoch(epoch));
      }
    } catch (CancellationException cancelled) {
      return results;
    }
    return results;
  }

  /**
   * Trains for one epoch and evaluates.
   *
   * @param epoch from 0: decides the order of the rows
   * @throws CancellationException if the listener cancels; the parameters are those after the last
   *     whole step
   * @throws TrainingDiverged if a loss is NaN or infinite
   */
  public EpochResult epoch(int epoch) {
    int rows = examples.rows();
    int batchSize = mlp.training().batchSize();
    int[] order = BatchOrder.of(mlp.training().seed(), epoch, rows);
    long[] stepNanos = new long[stepsPerEpoch()];
    double loss = 0;
    for (int step = 0; step < stepNanos.length; step++) {
      if (listener.isCancelled()) {
        throw new CancellationException(
            "cancelled in epoch " + (epoch + 1) + " before step " + (step + 1));
      }
      int from = step * batchSize;
      Batch batch = examples.rows(order, from, Math.min(rows, from + batchSize));
      long start = System.nanoTime();
      double stepLoss = mlp.step(batch);
      stepNanos[step] = System.nanoTime() - start;
      if (!Double.isFinite(stepLoss)) {
        throw new TrainingDiverged(epoch, step, stepLoss);
      }
      loss += stepLoss * batch.rows();
      listener.onStep(epoch, step, stepLoss);
    }
    double seconds = Arrays.stream(stepNanos).sum() * 1e-9;
    Arrays.sort(stepNanos);
    double median = stepNanos[stepNanos.length / 2] * 1e-9;
    EpochResult result = new EpochResult(
        epoch, stepNanos.length, loss / rows, seconds, median, Evaluation.of(mlp, test));
    listener.onEpoch(result);
    return result;
  }
}
