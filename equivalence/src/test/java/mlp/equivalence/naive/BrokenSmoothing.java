package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SIGMOID_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.Head.SOFTMAX_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.Arrays;
import java.util.List;
import mlp.api.Batch;
import mlp.api.Loss;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Setting;
import mlp.equivalence.kit.Setting.Head;

/** Mistakes in label smoothing (R16). */
final class BrokenSmoothing {
  private static final String SOFTMAX_BY_HAND = "R16 smoothed softmax cross-entropy by hand";
  private static final Setting SOFTMAX = with(SOFTMAX_CROSS_ENTROPY);

  private BrokenSmoothing() {}

  static List<Broken> all() {
    return List.of(
        inEvaluation(), sigmoidByOutputs(), othersOnly(), inLossOnly(), squaredErrorTaken());
  }

  private static Setting with(Head head) {
    return new Setting(TANH, head, SGD, FLOAT64, Extras.NONE.withSmoothing(true));
  }

  private static Broken inEvaluation() {
    return new Broken(
        "smoothed labels in evaluation",
        "R16 evaluation takes the labels as they are",
        SOFTMAX,
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public double loss(Batch batch) {
                return training.labelSmoothing() > 0
                    ? super.trainingLoss(batch)
                    : super.loss(batch);
              }
            });
  }

  private static Broken sigmoidByOutputs() {
    return Broken.of(
        "a sigmoid's labels smoothed by the number of outputs",
        "R16 smoothed sigmoid cross-entropy by hand",
        with(SIGMOID_CROSS_ENTROPY),
        "0 y.smoothed",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] smoothed(Loss loss, double[][] y, double alpha) {
            return super.smoothed(Loss.SOFTMAX_CROSS_ENTROPY, y, alpha);
          }
        });
  }

  private static Broken othersOnly() {
    return Broken.of(
        "α shared among the other classes alone",
        SOFTMAX_BY_HAND,
        SOFTMAX,
        "0 y.smoothed",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] smoothed(Loss loss, double[][] y, double alpha) {
            double k = y[0].length;
            return super.smoothed(loss, y, alpha * k / (k - 1));
          }
        });
  }

  private static Broken inLossOnly() {
    return Broken.of(
        "labels smoothed in the loss and not in its gradient",
        SOFTMAX_BY_HAND,
        SOFTMAX,
        "0 dz3",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] crossEntropyGradient(Loss loss, double[][] p, double[][] y) {
            double[][] labels = NaiveMlp.copy(y);
            for (double[] row : labels) {
              Arrays.setAll(row, j -> Math.round(row[j]));
            }
            return super.crossEntropyGradient(loss, p, labels);
          }
        });
  }

  private static Broken squaredErrorTaken() {
    return new Broken(
        "smoothing passed over with the squared error",
        "R16 the squared error has no labels",
        SOFTMAX,
        Broken.NONE,
        (network, training, initial, formulas) -> {
          double alpha = network.loss() == Loss.SQUARED_ERROR ? 0 : training.labelSmoothing();
          return new NaiveMlp(
              network, training.toBuilder().labelSmoothing(alpha).build(), initial, formulas);
        });
  }
}
