package mlp.equivalence.replay;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Optimizer;

/** The losses, their gradients, and smoothed labels (R3, R4, R5, R16). */
final class LossTrials {
  private LossTrials() {}

  static Map<String, ToDoubleFunction<Draw>> all() {
    Map<String, ToDoubleFunction<Draw>> all = new TreeMap<>();
    all.put("loss, squared error", LossTrials::squaredError);
    all.put("loss, softmax cross-entropy", LossTrials::softmaxCrossEntropy);
    all.put("loss, sigmoid cross-entropy", LossTrials::sigmoidCrossEntropy);
    all.put("da of the squared error", LossTrials::outputGradient);
    all.put("dz of the softmax cross-entropy", draw -> logitGradient(draw, true));
    all.put("dz of the sigmoid cross-entropy", draw -> logitGradient(draw, false));
    all.put("y.smoothed, softmax", draw -> smoothed(draw, true));
    all.put("y.smoothed, sigmoid", draw -> smoothed(draw, false));
    return all;
  }

  private static Trial trial(Draw draw, boolean isSoftmax) {
    return new Trial(
        draw,
        isSoftmax
            ? draw.network(Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY)
            : draw.network(Activation.SIGMOID, Loss.SIGMOID_CROSS_ENTROPY));
  }

  private static double[] targets(Draw draw, Trial trial, boolean isSoftmax) {
    double[] y =
        isSoftmax ? draw.distributions(draw.n, draw.out) : draw.fractions(draw.n * draw.out);
    return trial.put("y", y, draw.n, draw.out);
  }

  static double[] softmax(Draw draw, double[] z) {
    double[] p = new double[z.length];
    for (int row = 0; row < z.length; row += draw.out) {
      double[] exponentials = exponentials(draw, z, row);
      double sum = draw.plain.sum(exponentials);
      for (int j = 0; j < draw.out; j++) {
        p[row + j] = draw.plain.over(exponentials[j], sum);
      }
    }
    return p;
  }

  private static double max(double[] z, int from, int to) {
    return Arrays.stream(z, from, to).max().orElseThrow();
  }

  // e^(z − max z) of a row
  private static double[] exponentials(Draw draw, double[] z, int row) {
    double max = max(z, row, row + draw.out);
    return Draw.each(
        Arrays.copyOfRange(z, row, row + draw.out),
        value -> draw.plain.exp(draw.plain.minus(value, max)));
  }

  private static double squaredError(Draw draw) {
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY, Loss.SQUARED_ERROR));
    double[] a = trial.numbers("a1", draw.n, draw.out);
    double[] y = trial.numbers("y", draw.n, draw.out);
    double[] d = a.clone();
    for (int k = 0; k < d.length; k++) {
      d[k] = draw.plain.minus(a[k], y[k]);
    }
    return trial.excess("loss", draw.plain.over(draw.plain.dot(d, d), d.length));
  }

  private static double softmaxCrossEntropy(Draw draw) {
    Trial trial = trial(draw, true);
    double[] z = trial.numbers("z1", draw.n, draw.out);
    double[] y = targets(draw, trial, true);
    return trial.excess("loss", softmaxCrossEntropy(draw, z, y, draw.n));
  }

  // Σ y·(log Σ e^(z − max z) − (z − max z))/n
  static double softmaxCrossEntropy(Draw draw, double[] z, double[] y, int n) {
    double[] terms = new double[z.length];
    for (int row = 0; row < z.length; row += draw.out) {
      double max = max(z, row, row + draw.out);
      double log = draw.plain.of(Math.log(draw.plain.sum(exponentials(draw, z, row))));
      for (int k = row; k < row + draw.out; k++) {
        terms[k] = draw.plain.minus(log, draw.plain.minus(z[k], max));
      }
    }
    return draw.plain.over(draw.plain.dot(y, terms), n);
  }

  private static double sigmoidCrossEntropy(Draw draw) {
    Trial trial = trial(draw, false);
    double[] z = trial.numbers("z1", draw.n, draw.out);
    double[] y = targets(draw, trial, false);
    return trial.excess("loss", sigmoidCrossEntropy(draw, z, y));
  }

  // Σ (max(z, 0) − z·y + log(1 + e^−|z|))/(n·k), or (1 − y)·z − (min(z, 0) − log(1 + e^−|z|)), as
  // PyTorch has it
  static double sigmoidCrossEntropy(Draw draw, double[] z, double[] y) {
    Arithmetic plain = draw.plain;
    boolean isOfComplement = draw.coin();
    double[] terms = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      double log = plain.of(Math.log1p(plain.exp(-Math.abs(z[k]))));
      terms[k] = isOfComplement
          ? plain.minus(
              plain.times(plain.minus(1, y[k]), z[k]), plain.minus(Math.min(z[k], 0), log))
          : plain.plus(plain.minus(Math.max(z[k], 0), plain.times(z[k], y[k])), log);
    }
    return plain.over(plain.sum(terms), z.length);
  }

  private static double outputGradient(Draw draw) {
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY, Loss.SQUARED_ERROR));
    double[] a = trial.numbers("a1", draw.n, draw.out);
    double[] y = trial.numbers("y", draw.n, draw.out);
    double[] da = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      da[k] = draw.plain.over(2 * draw.plain.minus(a[k], y[k]), a.length);
    }
    return trial.excess("da1", da);
  }

  private static double logitGradient(Draw draw, boolean isSoftmax) {
    Trial trial = trial(draw, isSoftmax);
    double[] z = trial.numbers("z1", draw.n, draw.out);
    double[] y = targets(draw, trial, isSoftmax);
    PlainActivation sigmoid = new PlainActivation(draw.plain, Activation.SIGMOID);
    double[] dz = isSoftmax ? softmax(draw, z) : Draw.each(z, sigmoid::value);
    int count = isSoftmax ? draw.n : z.length;
    for (int k = 0; k < dz.length; k++) {
      dz[k] = draw.plain.over(draw.plain.minus(dz[k], y[k]), count);
    }
    return trial.excess("dz1", dz);
  }

  private static double smoothed(Draw draw, boolean isSoftmax) {
    Trial trial = trial(draw, isSoftmax);
    double alpha = draw.size(1e-3, 0.9);
    trial.of(
        draw.training(new Optimizer.Sgd()).toBuilder().labelSmoothing(alpha).build(), 0);
    double[] y = targets(draw, trial, isSoftmax);
    double kept = draw.plain.minus(1, alpha);
    double added = draw.plain.over(alpha, isSoftmax ? draw.out : 2);
    return trial.excess("y.smoothed", Draw.each(y, v -> draw.plain.plusProduct(kept, v, added)));
  }
}
