package mlp.equivalence.naive;

import static mlp.api.Activation.GELU;
import static mlp.api.Activation.LEAKY_RELU;
import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT32;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SIGMOID_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.Head.SOFTMAX_CROSS_ENTROPY;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.Arrays;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.equivalence.kit.Setting;

/** Mistakes on the way from the inputs to the loss (R1 to R6). */
final class BrokenForward {
  private static final Setting SQUARED = new Setting(TANH, SQUARED_ERROR, SGD, FLOAT64);
  private static final Setting SOFTMAX = new Setting(TANH, SOFTMAX_CROSS_ENTROPY, SGD, FLOAT64);
  private static final Setting SIGMOID = new Setting(TANH, SIGMOID_CROSS_ENTROPY, SGD, FLOAT64);

  private BrokenForward() {}

  static List<Broken> all() {
    return List.of(
        biasOfFirstRow(),
        biasTwice(),
        inFloat(),
        inDouble(),
        geluByTanh(),
        steepLeakyRelu(),
        unstableSigmoid(),
        unstableSoftmax(),
        unstableLogSumExp(),
        firstLogitTakenOff(),
        clippedProbability(),
        unstableLogSigmoid(),
        roundedLogSigmoid(),
        summedLoss(),
        lossOfOutputsSummed());
  }

  private static Broken biasOfFirstRow() {
    return Broken.of(
        "bias added to the first row only",
        "R1 forward by hand",
        SQUARED,
        "0 z1",
        type -> new NaiveFormulas(type) {
          @Override
          double[][] affine(double[][] x, double[][] w, double[] b) {
            double[][] z = super.affine(x, w, new double[b.length]);
            z[0] = super.affine(x, w, b)[0];
            return z;
          }
        });
  }

  private static Broken biasTwice() {
    return Broken.of(
        "bias added twice", "R1 forward by hand", SQUARED, "0 z1", type -> new NaiveFormulas(type) {
          @Override
          double[][] affine(double[][] x, double[][] w, double[] b) {
            return super.affine(x, w, Arrays.stream(b).map(bj -> 2 * bj).toArray());
          }
        });
  }

  private static Broken inFloat() {
    return Broken.of(
        "float64 computed in float32",
        "Values are of the data type",
        SQUARED,
        "0 z1",
        type -> new NaiveFormulas(type) {
          @Override
          double rounded(double value) {
            return (float) value;
          }
        });
  }

  private static Broken inDouble() {
    return Broken.of(
        "float32 computed in float64",
        "Values are of the data type",
        new Setting(TANH, SQUARED_ERROR, SGD, FLOAT32),
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double rounded(double value) {
            return value;
          }
        });
  }

  private static Broken geluByTanh() {
    return Broken.of(
        "GELU by tanh where erf is meant",
        "R6 activations by hand",
        new Setting(GELU, SQUARED_ERROR, SGD, FLOAT64),
        "0 a1",
        type -> new NaiveFormulas(type) {
          @Override
          double value(Activation activation, double z) {
            return super.value(activation == GELU ? Activation.GELU_TANH : activation, z);
          }
        });
  }

  private static Broken steepLeakyRelu() {
    return Broken.of(
        "leaky ReLU with slope 0.2",
        "R6 activations by hand",
        new Setting(LEAKY_RELU, SQUARED_ERROR, SGD, FLOAT64),
        "0 a1",
        type -> new NaiveFormulas(type) {
          @Override
          double value(Activation activation, double z) {
            return activation == LEAKY_RELU && z < 0 ? 0.2 * z : super.value(activation, z);
          }
        });
  }

  private static Broken unstableSigmoid() {
    return Broken.of(
        "sigmoid as e^z/(1 + e^z)",
        "R6 activations at ±1000 stay finite",
        SIGMOID,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double value(Activation activation, double z) {
            return activation == Activation.SIGMOID
                ? Math.exp(z) / (1 + Math.exp(z))
                : super.value(activation, z);
          }
        });
  }

  private static Broken unstableSoftmax() {
    return Broken.of(
        "softmax without the largest logit taken off",
        "R4 logits of ±1000 by hand",
        SOFTMAX,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double[] softmax(double[] z) {
            double sum = Arrays.stream(z).map(Math::exp).sum();
            return Arrays.stream(z).map(zj -> Math.exp(zj) / sum).toArray();
          }
        });
  }

  private static Broken unstableLogSumExp() {
    return Broken.of(
        "log-sum-exp without the largest logit taken off",
        "R4 logits of ±1000 by hand",
        SOFTMAX,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double logSumExp(double[] z) {
            return Math.log(Arrays.stream(z).map(Math::exp).sum());
          }
        });
  }

  private static Broken firstLogitTakenOff() {
    return Broken.of(
        "log-sum-exp with the first logit taken off",
        "R4 the largest logit may be the last",
        SOFTMAX,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double logSumExp(double[] z) {
            return z[0]
                + Math.log(Arrays.stream(z).map(zk -> Math.exp(zk - z[0])).sum());
          }
        });
  }

  private static Broken clippedProbability() {
    return Broken.of(
        "probabilities clipped at 1e-10 in the loss",
        "R4 logits of ±1000 by hand",
        SOFTMAX,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double logSumExp(double[] z) {
            double least = Arrays.stream(z).min().orElseThrow();
            return Math.min(super.logSumExp(z), least - Math.log(1e-10));
          }
        });
  }

  private static Broken unstableLogSigmoid() {
    return Broken.of(
        "sigmoid cross-entropy as log(1 + e^z) − zy",
        "R5 logits of ±1000 by hand",
        SIGMOID,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double sigmoidCrossEntropy(double z, double y) {
            return Math.log(1 + Math.exp(z)) - z * y;
          }
        });
  }

  private static Broken roundedLogSigmoid() {
    return Broken.of(
        "sigmoid cross-entropy with log(1 + e^−|z|), rounded to 0 for large z",
        "R5 a small loss keeps its digits",
        SIGMOID,
        Broken.NONE,
        type -> new NaiveFormulas(type) {
          @Override
          double sigmoidCrossEntropy(double z, double y) {
            return Math.max(z, 0) - z * y + Math.log(1 + Math.exp(-Math.abs(z)));
          }
        });
  }

  private static Broken summedLoss() {
    return Broken.of(
        "loss summed over the batch",
        "R3 squared error by hand",
        SQUARED,
        "0 loss",
        type -> new NaiveFormulas(type) {
          @Override
          double loss(Loss loss, double[][] z, double[][] a, double[][] y) {
            return y.length * super.loss(loss, z, a, y);
          }
        });
  }

  private static Broken lossOfOutputsSummed() {
    return Broken.of(
        "sigmoid cross-entropy summed over the outputs",
        "R5 sigmoid cross-entropy by hand",
        SIGMOID,
        "0 loss",
        type -> new NaiveFormulas(type) {
          @Override
          double loss(Loss loss, double[][] z, double[][] a, double[][] y) {
            int outputs = loss == Loss.SIGMOID_CROSS_ENTROPY ? y[0].length : 1;
            return outputs * super.loss(loss, z, a, y);
          }
        });
  }
}
