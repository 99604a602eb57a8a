package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Normalization;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Setting;

/** Mistakes in batch normalization (R8). */
final class BrokenNormalization {
  private static final String FORWARD = "R8 forward by hand";
  private static final String BACKWARD = "R8 backward by hand";
  private static final String RUNNING = "R8 running statistics by hand";
  private static final Setting NORMALIZED =
      new Setting(TANH, SQUARED_ERROR, MOMENTUM, FLOAT64, Extras.ofNetwork(true, false));

  private BrokenNormalization() {}

  static List<Broken> all() {
    return List.of(
        unbiasedVariance(),
        varianceOfSquares(),
        epsilonOutsideRoot(),
        noEpsilon(),
        neitherGammaNorBeta(),
        runningInTraining(),
        batchInEvaluation(),
        noGradientThroughMean(),
        noGradientThroughVariance(),
        gradientsAveraged(),
        decayReversed(),
        unbiasedRunningVariance(),
        followsWhenLookedAt());
  }

  private static Broken formula(
      String mistake,
      String caughtBy,
      String firstRecord,
      Function<DataType, NaiveFormulas> formulas) {
    return Broken.of(mistake, caughtBy, NORMALIZED, firstRecord, formulas);
  }

  private static Broken unbiasedVariance() {
    return formula(
        "variance divided by n − 1", FORWARD, "0 bn1.var", type -> new NaiveFormulas(type) {
          @Override
          double[] variance(double[][] z, double[] mean) {
            double share = z.length / (z.length - 1.0);
            return Arrays.stream(super.variance(z, mean)).map(v -> v * share).toArray();
          }
        });
  }

  private static Broken varianceOfSquares() {
    return formula(
        "variance as the mean of squares less the square of the mean",
        "R8 a mean far from zero loses no variance",
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double[] variance(double[][] z, double[] mean) {
            double[] ofSquares = super.variance(z, new double[mean.length]);
            double[] variance = new double[mean.length];
            Arrays.setAll(variance, j -> rounded(ofSquares[j] - rounded(mean[j] * mean[j])));
            return variance;
          }
        });
  }

  private static Broken epsilonOutsideRoot() {
    return formula(
        "ε added outside the root", FORWARD, "0 bn1.xhat", type -> new NaiveFormulas(type) {
          @Override
          double deviation(double variance, double epsilon) {
            return Math.sqrt(variance) + epsilon;
          }
        });
  }

  private static Broken noEpsilon() {
    return formula(
        "ε forgotten", "R8 one row has no variance", "0 bn1.xhat", type -> new NaiveFormulas(type) {
          @Override
          double deviation(double variance, double epsilon) {
            return Math.sqrt(variance);
          }
        });
  }

  private static Broken neitherGammaNorBeta() {
    return formula(
        "x̂ handed on without γ and β", FORWARD, "0 bn1.out", type -> new NaiveFormulas(type) {
          @Override
          double[][] scaleAndShift(double[][] xhat, double[] gamma, double[] beta) {
            return NaiveMlp.copy(xhat);
          }
        });
  }

  private static Broken runningInTraining() {
    return new Broken(
        "running statistics in training",
        FORWARD,
        NORMALIZED,
        "0 bn1.mean",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void normalize(
                  Map<String, double[][]> t, int l, Normalization.Batch batch, boolean training) {
                super.normalize(t, l, batch, false);
              }
            });
  }

  private static Broken batchInEvaluation() {
    return new Broken(
        "the batch's statistics in evaluation",
        "R8 evaluation by hand",
        NORMALIZED,
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void normalize(
                  Map<String, double[][]> t, int l, Normalization.Batch batch, boolean training) {
                super.normalize(t, l, batch, true);
              }
            });
  }

  private static Broken noGradientThroughMean() {
    return formula(
        "no gradient through the mean", BACKWARD, "0 dz2", type -> new NaiveFormulas(type) {
          @Override
          double throughMean(double dmean, int n) {
            return 0;
          }
        });
  }

  private static Broken noGradientThroughVariance() {
    return formula(
        "no gradient through the variance", BACKWARD, "0 dz2", type -> new NaiveFormulas(type) {
          @Override
          double throughVariance(double dvariance, double centered, int n) {
            return 0;
          }
        });
  }

  private static Broken gradientsAveraged() {
    return formula(
        "γ's gradient divided by the batch size once more",
        BACKWARD,
        "0 dgamma2",
        type -> new NaiveFormulas(type) {
          @Override
          double[] gammaGradient(double[][] dout, double[][] xhat) {
            return Arrays.stream(super.gammaGradient(dout, xhat))
                .map(g -> g / dout.length)
                .toArray();
          }
        });
  }

  private static Broken decayReversed() {
    return formula(
        "running statistics that keep 1 − decay",
        RUNNING,
        "0 bn1.running.mean.after",
        type -> new NaiveFormulas(type) {
          @Override
          double[] running(double decay, double[] running, double[] batch) {
            return super.running(1 - decay, running, batch);
          }
        });
  }

  private static Broken unbiasedRunningVariance() {
    return new Broken(
        "running variance divided by n − 1",
        RUNNING,
        NORMALIZED,
        "0 bn1.running.var.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              private double rows;

              @Override
              Map<String, double[][]> forward(double[][] x, boolean training) {
                rows = x.length;
                return super.forward(x, training);
              }

              @Override
              double[] follow(String name, double[] running, double[] batch) {
                double share = name.endsWith("var") ? rows / (rows - 1) : 1;
                return super.follow(
                    name, running, Arrays.stream(batch).map(v -> v * share).toArray());
              }
            });
  }

  private static Broken followsWhenLookedAt() {
    return new Broken(
        "running statistics follow when only looked at",
        "Predict, loss and gradients change nothing",
        NORMALIZED,
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public double trainingLoss(Batch batch) {
                double loss = super.trainingLoss(batch);
                statistics.replaceAll((name, running) ->
                    new double[][] {formulas.running(0.9, running[0], new double[running[0].length])
                    });
                return loss;
              }
            });
  }
}
