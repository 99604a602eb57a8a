package mlp.exercises.e09;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.InitialWeights;
import mlp.api.Layer;
import mlp.api.LearningRate;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.numpy.NumpyTrack;

/** What one sees of a training: its curves, its weights, its gradients. */
final class Symptoms {
  /** Pixels that are scaled to [0, 1] are far below, unscaled ones go to 16 or 255. */
  private static final double LARGE_INPUT = 10;

  private final Run run;

  Symptoms(Run run) {
    this.run = run;
  }

  Run run() {
    return run;
  }

  double largestInput() {
    Matrix inputs = run.data().training().inputs();
    double largest = 0;
    for (int row = 0; row < Math.min(inputs.rows(), 200); row++) {
      for (int column = 0; column < inputs.columns(); column++) {
        largest = Math.max(largest, Math.abs(inputs.get(row, column)));
      }
    }
    return largest;
  }

  boolean hasLargeInputs() {
    return largestInput() > LARGE_INPUT;
  }

  /** The units of the first hidden layer compute the same: their weights are equal. */
  boolean areUnitsAlike() {
    Tensor weights = run.parameter("W1");
    int units = weights.shape()[1];
    double[] w = weights.values();
    return hasHidden()
        && units > 1
        && Arrays.stream(rows(w.length / units))
            .allMatch(row -> Math.abs(w[row * units] - w[row * units + units - 1])
                <= 1e-6 * Math.abs(w[row * units]));
  }

  private static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }

  boolean hasHidden() {
    return run.network().layers().size() > 1;
  }

  /** All layers together are one affine map: no function bends between them. */
  boolean isLinear() {
    return run.network().layers().stream()
        .limit(run.network().layers().size() - 1L)
        .map(Layer::activation)
        .allMatch(Activation.IDENTITY::equals);
  }

  boolean isRising() {
    return run.hasDiverged() || run.largestLoss() > 2 * run.firstLoss();
  }

  boolean isLossStillFalling() {
    return run.meanLoss(0.9, 1) > 0.02 && run.meanLoss(0.9, 1) < 0.97 * run.meanLoss(0.7, 0.9)
        || run.meanLoss(0.5, 1) < 0.8 * run.meanLoss(0, 0.5) && run.meanLoss(0.9, 1) > 0.1;
  }

  /** The loss with dropout against the one without, at the end of training. */
  boolean isDropoutStrong() {
    return hasDropout() && run.lastLoss() > 1.5 * run.onTraining().loss() + 0.3;
  }

  private boolean hasDropout() {
    return run.network().inputDropout() > 0
        || run.network().layers().stream().anyMatch(layer -> layer.dropout() > 0);
  }

  /** From which step on the rate is next to nothing; the steps of the whole training if never. */
  long endOfRate() {
    LearningRate rate = new LearningRate(run.training());
    double least = 1e-3 * run.training().learningRate();
    for (long step = 0; step < run.steps(); step++) {
      if (rate.at(step) < least) {
        return step;
      }
    }
    return run.steps();
  }

  boolean isRateGone() {
    return endOfRate() < run.steps() / 2;
  }

  boolean haveWeightsShrunk() {
    double[] norms = run.weightNorms();
    boolean decays = run.training().l2() > 0
        || run.training().decoupledDecay() > 0
        || run.training().maxNorm() > 0;
    return decays && norms[1] < norms[0];
  }

  boolean isSquaredError() {
    return run.network().loss() == Loss.SQUARED_ERROR;
  }

  int smallestHiddenLayer() {
    return run.network().layers().stream()
        .limit(run.network().layers().size() - 1L)
        .mapToInt(Layer::units)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** How many times larger the gradient of the last weights is than that of the first, at first. */
  double fadingOfGradient() {
    Network network = run.network();
    int[] first = rows(Math.min(256, run.data().training().rows()));
    Batch batch = run.data().training().rows(first, 0, first.length);
    Parameters gradients = new NumpyTrack()
        .create(
            network,
            run.training(),
            InitialWeights.of(network, run.training().seed(), batch.dataType()),
            batch.dataType())
        .gradients(batch);
    double last = norm(gradients.get("W" + network.layers().size()));
    return last / norm(gradients.get("W1"));
  }

  private static double norm(Tensor tensor) {
    return Math.sqrt(Arrays.stream(tensor.values()).map(x -> x * x).average().orElse(0));
  }

  /** The curve in words: "2.31 at first, 0.40 in the middle, 0.38 at the end". */
  String curve() {
    if (run.hasDiverged()) {
      return String.format(Locale.ROOT, "%.3g at first, and then NaN or ∞", run.firstLoss());
    }
    return String.format(
        Locale.ROOT,
        "%.3g at first, %.3g on average in the middle fifth of the steps, %.3g in the last tenth",
        run.firstLoss(),
        run.meanLoss(0.4, 0.6),
        run.meanLoss(0.9, 1));
  }
}
