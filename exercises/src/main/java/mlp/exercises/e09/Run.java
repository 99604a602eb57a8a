package mlp.exercises.e09;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.DataType;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.InitialWeights;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.api.TrainingDiverged;
import mlp.api.TrainingListener;
import mlp.api.TrainingLoop;
import mlp.data.DataSet;
import mlp.numpy.NumpyTrack;

/** One training by numpy-style, in float32, with all that can be seen of it. */
final class Run {
  private final DataSet data;
  private final Mlp mlp;
  private final List<Double> stepLosses = new ArrayList<>();
  private final List<EpochResult> epochs;
  private final boolean hasDiverged;
  private final boolean isOutOfTime;

  /** Trains, until it is done, diverges or is out of time. */
  Run(DataSet data, Network network, Training training, Duration limit) {
    this.data = data;
    DataType dataType = data.training().dataType();
    mlp = new NumpyTrack()
        .create(network, training, InitialWeights.of(network, training.seed(), dataType), dataType);
    long end = System.nanoTime() + limit.toNanos();
    boolean[] isLate = {false};
    TrainingListener listener = new TrainingListener() {
      @Override
      public void onStep(int epoch, int step, double loss) {
        stepLosses.add(loss);
      }

      @Override
      public boolean isCancelled() {
        isLate[0] = System.nanoTime() > end;
        return isLate[0];
      }
    };
    List<EpochResult> done = new ArrayList<>();
    boolean diverged = false;
    try {
      done = new TrainingLoop(mlp, data.training(), data.test(), listener).run();
    } catch (TrainingDiverged infinite) {
      diverged = true;
    }
    epochs = done;
    hasDiverged = diverged;
    isOutOfTime = isLate[0];
  }

  Network network() {
    return mlp.network();
  }

  Training training() {
    return mlp.training();
  }

  DataSet data() {
    return data;
  }

  boolean hasDiverged() {
    return hasDiverged;
  }

  boolean isOutOfTime() {
    return isOutOfTime;
  }

  int epochsDone() {
    return epochs.size();
  }

  int stepsPerEpoch() {
    int batchSize = mlp.training().batchSize();
    return (data.training().rows() + batchSize - 1) / batchSize;
  }

  long steps() {
    return (long) stepsPerEpoch() * mlp.training().epochs();
  }

  /** @return the share of test images that are told right at the end; 0 if it diverged */
  double accuracy() {
    return epochs.isEmpty() || hasDiverged ? 0 : last().test().accuracy();
  }

  /** @return the mean loss of the last epoch's steps; ∞ if it diverged */
  double lastLoss() {
    return epochs.isEmpty() || hasDiverged ? Double.POSITIVE_INFINITY : last().loss();
  }

  private EpochResult last() {
    return epochs.get(epochs.size() - 1);
  }

  /** @return the loss of the first batch, before anything was learnt */
  double firstLoss() {
    return stepLosses.isEmpty() ? Double.POSITIVE_INFINITY : stepLosses.get(0);
  }

  double largestLoss() {
    return stepLosses.stream().mapToDouble(loss -> loss).max().orElse(Double.POSITIVE_INFINITY);
  }

  /** @return the mean of the step losses from one share of the training to another */
  double meanLoss(double from, double to) {
    int first = (int) (from * stepLosses.size());
    int end = Math.max(first + 1, (int) (to * stepLosses.size()));
    return stepLosses.subList(first, Math.min(end, stepLosses.size())).stream()
        .mapToDouble(loss -> loss)
        .average()
        .orElse(Double.NaN);
  }

  /** @return how the network does on the training examples, as in evaluation */
  Evaluation onTraining() {
    return Evaluation.of(mlp, data.training());
  }

  /** @return a parameter after the training */
  Tensor parameter(String name) {
    return mlp.parameters().get(name);
  }

  /** @return the root of Σw² over all weights, before and after the training */
  double[] weightNorms() {
    double before =
        norm(InitialWeights.of(network(), training().seed(), mlp.dataType()).tensors());
    return new double[] {before, norm(mlp.parameters().tensors())};
  }

  private static double norm(List<Tensor> tensors) {
    return Math.sqrt(tensors.stream()
        .filter(tensor -> Network.isWeight(tensor.name()))
        .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
        .map(w -> w * w)
        .sum());
  }
}
