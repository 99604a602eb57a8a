package mlp.cli;

import java.util.Iterator;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.InvalidInput;
import mlp.api.Mlp;
import mlp.api.Trace;

/**
 * The traces of chosen steps of a training, which goes on as they are asked for: the same batches
 * in the same order as an ordinary training.
 */
final class Recording implements Iterator<Trace> {
  private final Mlp mlp;
  private final Batch examples;
  private final NavigableSet<Long> steps;
  private final Progress progress;
  private final Interruption interruption;
  private final long stepsPerEpoch;
  private int[] order; // of the examples in the current epoch

  /**
   * @param mlp at its first step
   * @param examples to train on
   * @param steps to record, from 0
   * @throws InvalidInput if a step is none of the training's
   */
  Recording(
      Mlp mlp,
      Batch examples,
      NavigableSet<Long> steps,
      Progress progress,
      Interruption interruption) {
    this.mlp = mlp;
    this.examples = examples;
    this.steps = steps;
    this.progress = progress;
    this.interruption = interruption;
    int batchSize = mlp.training().batchSize();
    stepsPerEpoch = ((long) examples.rows() + batchSize - 1) / batchSize;
    long all = stepsPerEpoch * mlp.training().epochs();
    if (steps.first() < 0 || steps.last() >= all) {
      throw new InvalidInput(
          "--steps",
          steps.first() < 0 ? steps.first() : steps.last(),
          "steps from 0 to " + (all - 1) + ", of " + mlp.training().epochs() + " epochs with "
              + stepsPerEpoch + " steps each");
    }
    progress.begin(1, (int) Math.min(steps.last() + 1, Integer.MAX_VALUE));
  }

  @Override
  public boolean hasNext() {
    return mlp.steps() <= steps.last();
  }

  /** @throws Interrupted if the user ends the training */
  @Override
  public Trace next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    while (!steps.contains(mlp.steps())) {
      mlp.step(batch());
      progress.stepDone();
    }
    Trace trace = mlp.trace(batch());
    progress.stepDone();
    return trace;
  }

  private Batch batch() {
    if (interruption.isRequested()) {
      throw new Interrupted("interrupted; no trace was written");
    }
    int epoch = (int) (mlp.steps() / stepsPerEpoch);
    int from = (int) (mlp.steps() % stepsPerEpoch) * mlp.training().batchSize();
    if (order == null || from == 0) {
      order = BatchOrder.of(mlp.training().seed(), epoch, examples.rows());
    }
    int to = Math.min(examples.rows(), from + mlp.training().batchSize());
    return examples.rows(order, from, to);
  }
}
