package mlp.equivalence.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import mlp.api.Activation;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Normalization;

/** Affine maps, activations and dropout, forward and back (R1, R2, R6, R9). */
final class ForwardTrials {
  private ForwardTrials() {}

  static Map<String, ToDoubleFunction<Draw>> all() {
    Map<String, ToDoubleFunction<Draw>> all = new TreeMap<>();
    all.put("z", ForwardTrials::affine);
    all.put("z before batch normalization", ForwardTrials::affineWithoutBias);
    for (Activation activation : Activation.values()) {
      if (activation != Activation.SOFTMAX) {
        String name = Labels.of(activation);
        all.put("a, " + name, draw -> activation(draw, activation));
        all.put("dz, " + name, draw -> activationGradient(draw, activation));
      }
    }
    all.put("a, softmax", ForwardTrials::softmax);
    all.put("drop.mask", ForwardTrials::mask);
    all.put("drop.out", draw -> dropped(draw, "a1", "drop1.out"));
    all.put("da through dropout", draw -> dropped(draw, "ddrop1.out", "da1"));
    all.put("da", draw -> inputGradient(draw, 0, "da1"));
    all.put("ddrop.out", draw -> inputGradient(draw, 0.5, "ddrop1.out"));
    all.put("dW", ForwardTrials::weightGradient);
    all.put("db", ForwardTrials::biasGradient);
    return all;
  }

  private static double affine(Draw draw) {
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY));
    double[] x = trial.numbers("x", draw.n, draw.in);
    double[] w = trial.numbers("W1", draw.in, draw.out);
    double[] b = trial.numbers("b1", draw.out);
    double[] z = draw.plain.product(x, w, draw.n, draw.in, draw.out);
    for (int k = 0; k < z.length; k++) {
      z[k] = draw.plain.plus(z[k], b[k % draw.out]);
    }
    return trial.excess("z1", z);
  }

  private static double affineWithoutBias(Draw draw) {
    Normalization batch = new Normalization.Batch(0.9, 1e-5);
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY, batch, 0));
    double[] x = trial.numbers("x", draw.n, draw.in);
    double[] w = trial.numbers("W1", draw.in, draw.out);
    return trial.excess("z1", draw.plain.product(x, w, draw.n, draw.in, draw.out));
  }

  private static double activation(Draw draw, Activation activation) {
    Trial trial = new Trial(draw, draw.network(activation));
    PlainActivation sigma = new PlainActivation(draw.plain, activation);
    double[] z = trial.numbers("z1", draw.n, draw.out);
    return trial.excess("a1", Draw.each(z, sigma::value));
  }

  private static double activationGradient(Draw draw, Activation activation) {
    Trial trial = new Trial(draw, draw.network(activation));
    PlainActivation sigma = new PlainActivation(draw.plain, activation);
    double[] dz = Draw.each(trial.numbers("z1", draw.n, draw.out), sigma::slope);
    double[] da = trial.numbers("da1", draw.n, draw.out);
    for (int k = 0; k < dz.length; k++) {
      dz[k] = draw.plain.times(da[k], dz[k]);
    }
    return trial.excess("dz1", dz);
  }

  private static double softmax(Draw draw) {
    Trial trial = new Trial(draw, draw.network(Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY));
    double[] z = trial.numbers("z1", draw.n, draw.out);
    return trial.excess("a1", LossTrials.softmax(draw, z));
  }

  private static double[] mask(Draw draw, double p) {
    double kept = draw.plain.over(1, draw.plain.of(1 - p));
    return Draw.each(
        new double[draw.n * draw.out], zero -> draw.random.nextDouble() < p ? 0 : kept);
  }

  private static double mask(Draw draw) {
    double p = draw.random.nextDouble(0.05, 0.9);
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY, new Normalization.None(), p));
    return trial.excess("drop1.mask", trial.put("drop1.mask", mask(draw, p), draw.n, draw.out));
  }

  private static double dropped(Draw draw, String from, String to) {
    double p = draw.random.nextDouble(0.05, 0.9);
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY, new Normalization.None(), p));
    double[] mask = trial.put("drop1.mask", mask(draw, p), draw.n, draw.out);
    double[] found = trial.numbers(from, draw.n, draw.out).clone();
    for (int k = 0; k < found.length; k++) {
      found[k] = draw.plain.times(found[k], mask[k]);
    }
    return trial.excess(to, found);
  }

  private static double inputGradient(Draw draw, double dropout, String record) {
    Trial trial =
        new Trial(draw, draw.network(Activation.IDENTITY, new Normalization.None(), dropout));
    double[] dz = trial.numbers("dz2", draw.n, draw.out);
    double[] w = trial.numbers("W2", draw.out, draw.out);
    double[] transposed = Arithmetic.transposed(w, draw.out, draw.out);
    return trial.excess(record, draw.plain.product(dz, transposed, draw.n, draw.out, draw.out));
  }

  private static double weightGradient(Draw draw) {
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY));
    double[] x = trial.numbers("x", draw.n, draw.in);
    double[] dz = trial.numbers("dz1", draw.n, draw.out);
    double[] transposed = Arithmetic.transposed(x, draw.n, draw.in);
    return trial.excess("dW1", draw.plain.product(transposed, dz, draw.in, draw.n, draw.out));
  }

  private static double biasGradient(Draw draw) {
    Trial trial = new Trial(draw, draw.network(Activation.IDENTITY));
    double[] dz = trial.numbers("dz1", draw.n, draw.out);
    return trial.excess("db1", NormalizationTrials.columnSums(draw, dz));
  }
}
