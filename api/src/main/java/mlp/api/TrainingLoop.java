package mlp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Trains any track on the same batches in the same order (R14), and ends the training early where
 * it is told to (R17).
 */
public final class TrainingLoop {
  private final Mlp mlp;
  private final Batch examples;
  private final Optional<Batch> validation;
  private final Batch test;
  private final TrainingListener listener;
  private final List<EpochResult> epochs;
  private double lossSum; // of the epoch that is not done yet
  private Optional<TrainingState> best;

  /**
   * @param mlp trained by the loop, from the step where it stands
   * @param examples to train on
   * @param validation to decide with about an early end; needed for that alone
   * @param test to evaluate on after each epoch
   * @param begun what was done before; {@link TrainingProgress#NONE} at the beginning
   * @throws InvalidInput if the examples do not fit the network, there are none to decide with
   *     about an early end, or the network's steps are not those of what was done
   */
  public TrainingLoop(
      Mlp mlp,
      Batch examples,
      Optional<Batch> validation,
      Batch test,
      TrainingProgress begun,
      TrainingListener listener) {
    mlp.network().requireBatch(examples, mlp.dataType());
    validation.ifPresent(batch -> mlp.network().requireBatch(batch, mlp.dataType()));
    mlp.network().requireBatch(test, mlp.dataType());
    this.mlp = mlp;
    this.examples = examples;
    this.validation = validation;
    this.test = test;
    this.listener = listener;
    epochs = new ArrayList<>(begun.epochs());
    lossSum = begun.lossSum();
    best = begun.best();
    if (mlp.training().earlyStopping() instanceof EarlyStopping.Patience && validation.isEmpty()) {
      throw new InvalidInput(
          "earlyStopping", "no validation examples", "some that are kept out of training");
    }
    if (!isFinished() && (stepInEpoch() < 0 || stepInEpoch() > stepsPerEpoch())) {
      throw new InvalidInput(
          "steps",
          mlp.steps(),
          "steps of epoch " + (epochs.size() + 1) + ", which has " + stepsPerEpoch());
    }
  }

  /**
   * A training from its beginning, without validation examples.
   *
   * @throws InvalidInput if the examples do not fit the network, or the training may end early
   */
  public TrainingLoop(Mlp mlp, Batch examples, Batch test, TrainingListener listener) {
    this(mlp, examples, Optional.empty(), test, TrainingProgress.NONE, listener);
  }

  /** @return the number of steps of an epoch, the last of which may see fewer rows */
  public int stepsPerEpoch() {
    int batchSize = mlp.training().batchSize();
    return (int) (((long) examples.rows() + batchSize - 1) / batchSize);
  }

  /** @return what has been done so far: with the network's state, all that a later loop needs */
  public TrainingProgress progress() {
    return new TrainingProgress(epochs, lossSum, best);
  }

  /** @return whether all epochs are done, or training has ended early */
  public boolean isFinished() {
    return epochs.size() >= mlp.training().epochs() || hasLostPatience();
  }

  /**
   * Trains until it is finished, or until the listener cancels.
   *
   * @return the epochs that were completed
   * @throws TrainingDiverged if a loss is NaN or infinite
   */
  public List<EpochResult> run() {
    try {
      while (!isFinished()) {
        nextEpoch();
      }
    } catch (CancellationException cancelled) {
      return List.copyOf(epochs);
    }
    return List.copyOf(epochs);
  }

  /**
   * Trains for one epoch, or for the rest of the one that was begun, and evaluates. Where training
   * ends early with it, the network gets back the state after its best epoch.
   *
   * @throws CancellationException if the listener cancels; the parameters are those after the last
   *     whole step
   * @throws TrainingDiverged if a loss is NaN or infinite
   */
  public EpochResult nextEpoch() {
    int epoch = epochs.size();
    int rows = examples.rows();
    int batchSize = mlp.training().batchSize();
    int[] order = BatchOrder.of(mlp.training().seed(), epoch, rows);
    int first = (int) stepInEpoch();
    long[] stepNanos = new long[stepsPerEpoch() - first];
    for (int step = first; step < stepsPerEpoch(); step++) {
      if (listener.isCancelled()) {
        throw new CancellationException(
            "cancelled in epoch " + (epoch + 1) + " before step " + (step + 1));
      }
      int from = step * batchSize;
      Batch batch = examples.rows(order, from, Math.min(rows, from + batchSize));
      long start = System.nanoTime();
      double stepLoss = mlp.step(batch);
      stepNanos[step - first] = System.nanoTime() - start;
      if (!Double.isFinite(stepLoss)) {
        throw new TrainingDiverged(epoch, step, stepLoss);
      }
      lossSum += stepLoss * batch.rows();
      listener.onStep(epoch, step, stepLoss);
    }
    EpochResult result = evaluate(epoch, stepNanos);
    epochs.add(result);
    lossSum = 0;
    stopEarly(result);
    listener.onEpoch(result);
    return result;
  }

  private EpochResult evaluate(int epoch, long[] stepNanos) {
    double seconds = Arrays.stream(stepNanos).sum() * 1e-9;
    Arrays.sort(stepNanos);
    double median = stepNanos.length == 0 ? 0 : stepNanos[stepNanos.length / 2] * 1e-9;
    return new EpochResult(
        epoch,
        stepsPerEpoch(),
        lossSum / examples.rows(),
        seconds,
        median,
        validation.map(batch -> Evaluation.of(mlp, batch)),
        Evaluation.of(mlp, test));
  }

  private void stopEarly(EpochResult result) {
    if (mlp.training().earlyStopping() instanceof EarlyStopping.Patience) {
      if (bestEpoch() == result.epoch()) {
        best = Optional.of(mlp.state());
      } else if (isFinished()) {
        mlp.restore(best.orElseThrow());
      }
    }
  }

  private boolean hasLostPatience() {
    return mlp.training().earlyStopping() instanceof EarlyStopping.Patience patience
        && !epochs.isEmpty()
        && epochs.size() - 1 - bestEpoch() >= patience.epochs();
  }

  /** The last epoch whose validation loss was below the least before it by what counts. */
  private int bestEpoch() {
    double minimum = ((EarlyStopping.Patience) mlp.training().earlyStopping()).minimumImprovement();
    double least = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    for (EpochResult epoch : epochs) {
      double loss = epoch.validation().orElseThrow().loss();
      if (loss < least - minimum) {
        least = loss;
        bestEpoch = epoch.epoch();
      }
    }
    return bestEpoch;
  }

  private long stepInEpoch() {
    return mlp.steps() - (long) epochs.size() * stepsPerEpoch();
  }
}
