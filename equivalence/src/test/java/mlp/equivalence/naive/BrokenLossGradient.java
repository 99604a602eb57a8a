package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SIGMOID_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.Head.SOFTMAX_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.Arrays;
import java.util.List;
import mlp.api.Loss;
import mlp.equivalence.kit.Setting;

/** Mistakes in the first gradient, that of the loss (R2 to R5). */
final class BrokenLossGradient {
  private static final Setting SQUARED = new Setting(TANH, SQUARED_ERROR, SGD, FLOAT64);
  private static final Setting SOFTMAX = new Setting(TANH, SOFTMAX_CROSS_ENTROPY, SGD, FLOAT64);

  private BrokenLossGradient() {}

  static List<Broken> all() {
    return List.of(withoutTwo(), summed(), shortBatchByFullSize(), softmaxTwice(), outputsSummed());
  }

  private static Broken withoutTwo() {
    return Broken.of(
        "squared error differentiated without its 2",
        "R2 gradients by hand",
        SQUARED,
        "0 da3",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] squaredErrorGradient(double[][] a, double[][] y) {
            return scaled(super.squaredErrorGradient(a, y), 0.5);
          }
        });
  }

  private static Broken summed() {
    return Broken.of(
        "gradient summed over the batch",
        "R2 repeated rows change no mean",
        SOFTMAX,
        "0 dz3",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] crossEntropyGradient(Loss loss, double[][] p, double[][] y) {
            return scaled(super.crossEntropyGradient(loss, p, y), y.length);
          }
        });
  }

  private static Broken shortBatchByFullSize() {
    return new Broken(
        "short batch divided by the full batch size",
        "A short batch is a mean of its own",
        SOFTMAX,
        "3 dz3",
        (network, training, initial, right) ->
            new NaiveMlp(network, training, initial, new NaiveFormulas(right.dataType) {
              @Override
              double[][] crossEntropyGradient(Loss loss, double[][] p, double[][] y) {
                double share = (double) y.length / training.batchSize();
                return scaled(super.crossEntropyGradient(loss, p, y), share);
              }
            }));
  }

  private static Broken softmaxTwice() {
    return Broken.of(
        "softmax differentiated twice",
        "R4 softmax cross-entropy by hand",
        SOFTMAX,
        "0 dz3",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] crossEntropyGradient(Loss loss, double[][] p, double[][] y) {
            double[][] dz = super.crossEntropyGradient(loss, p, y);
            return loss == Loss.SOFTMAX_CROSS_ENTROPY ? timesSoftmaxJacobian(p, dz) : dz;
          }
        });
  }

  private static Broken outputsSummed() {
    return Broken.of(
        "sigmoid cross-entropy's gradient summed over the outputs",
        "R5 sigmoid cross-entropy by hand",
        new Setting(TANH, SIGMOID_CROSS_ENTROPY, SGD, FLOAT64),
        "0 dz3",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] crossEntropyGradient(Loss loss, double[][] p, double[][] y) {
            return super.crossEntropyGradient(Loss.SOFTMAX_CROSS_ENTROPY, p, y);
          }
        });
  }

  // dzⱼ ← pⱼ(dzⱼ − Σₖ dzₖ pₖ)
  private static double[][] timesSoftmaxJacobian(double[][] p, double[][] dz) {
    for (int i = 0; i < p.length; i++) {
      double[] pi = p[i];
      double[] dzi = dz[i];
      double mean = 0;
      for (int k = 0; k < pi.length; k++) {
        mean += dzi[k] * pi[k];
      }
      for (int j = 0; j < pi.length; j++) {
        dzi[j] = pi[j] * (dzi[j] - mean);
      }
    }
    return dz;
  }

  private static double[][] scaled(double[][] values, double factor) {
    return plus(new double[values.length][values[0].length], values, factor);
  }

  private static double[][] plus(double[][] values, double[][] others, double factor) {
    double[][] sum = NaiveMlp.copy(values);
    for (int i = 0; i < sum.length; i++) {
      double[] row = sum[i];
      double[] other = others[i];
      Arrays.setAll(row, j -> row[j] + factor * other[j]);
    }
    return sum;
  }
}
