package mlp.equivalence.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import mlp.api.Activation;
import mlp.api.Normalization;

/** Batch normalization, forward and back (R8). */
final class NormalizationTrials {
  private final Draw draw;
  private final Arithmetic plain;
  private final int n;
  private final int out;
  private final double decay;
  private final double epsilon;
  private final Trial trial;

  private NormalizationTrials(Draw draw) {
    this.draw = draw;
    plain = draw.plain;
    n = draw.n;
    out = draw.out;
    decay = draw.random.nextDouble(0.01, 0.999);
    epsilon = draw.size(1e-8, 1e-2);
    Normalization batch = new Normalization.Batch(decay, epsilon);
    trial = new Trial(draw, draw.network(Activation.IDENTITY, batch, 0));
  }

  static Map<String, ToDoubleFunction<Draw>> all() {
    Map<String, ToDoubleFunction<Draw>> all = new TreeMap<>();
    all.put("bn.mean", draw -> new NormalizationTrials(draw).mean());
    all.put("bn.var", draw -> new NormalizationTrials(draw).variance());
    all.put("bn.xhat", draw -> new NormalizationTrials(draw).normalized());
    all.put("bn.out", draw -> new NormalizationTrials(draw).scaled());
    all.put("dgamma", draw -> new NormalizationTrials(draw).scaleGradient());
    all.put("dbeta", draw -> new NormalizationTrials(draw).shiftGradient());
    all.put("dz through batch normalization", draw -> new NormalizationTrials(draw).gradient());
    all.put("bn.running.mean.after", draw -> new NormalizationTrials(draw).running("mean"));
    all.put("bn.running.var.after", draw -> new NormalizationTrials(draw).running("var"));
    return all;
  }

  static double[] columnSums(Draw draw, double[] values) {
    double[] sums = new double[draw.out];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = draw.plain.sum(Arithmetic.column(values, j, draw.out));
    }
    return sums;
  }

  private double[] mean(double[] z) {
    return Draw.each(columnSums(draw, z), sum -> plain.over(sum, n));
  }

  private double[] variance(double[] z, double[] mean) {
    double[] variance = new double[out];
    for (int j = 0; j < out; j++) {
      double of = mean[j];
      double[] distances = Draw.each(Arithmetic.column(z, j, out), value -> plain.minus(value, of));
      variance[j] = plain.over(plain.dot(distances, distances), n);
    }
    return variance;
  }

  private double deviation(double variance) {
    return plain.root(plain.plus(variance, plain.of(epsilon)));
  }

  private double[] normalized(double[] z, double[] mean, double[] variance) {
    double[] xhat = new double[n * out];
    for (int k = 0; k < xhat.length; k++) {
      double distance = plain.minus(z[k], mean[k % out]);
      xhat[k] = plain.over(distance, deviation(variance[k % out]));
    }
    return xhat;
  }

  private double mean() {
    return trial.excess("bn1.mean", mean(trial.numbers("z1", n, out)));
  }

  private double variance() {
    double[] z = trial.numbers("z1", n, out);
    return trial.excess("bn1.var", variance(z, mean(z)));
  }

  private double normalized() {
    double[] z = trial.numbers("z1", n, out);
    double[] mean = trial.put("bn1.mean", mean(z), out);
    double[] variance = trial.put("bn1.var", variance(z, mean), out);
    return trial.excess("bn1.xhat", normalized(z, mean, variance));
  }

  // γ·x̂ + β, or α·z + (β − α·μ) with α = γ/√(σ² + ε), as PyTorch has it
  private double scaled() {
    double[] z = trial.numbers("z1", n, out);
    double[] mean = trial.put("bn1.mean", mean(z), out);
    double[] variance = trial.put("bn1.var", variance(z, mean), out);
    double[] xhat = trial.put("bn1.xhat", normalized(z, mean, variance), n, out);
    double[] gamma = trial.numbers("gamma1", out);
    double[] beta = trial.numbers("beta1", out);
    boolean isFolded = draw.coin();
    double[] found = new double[n * out];
    for (int k = 0; k < found.length; k++) {
      int j = k % out;
      double alpha = plain.over(gamma[j], deviation(variance[j]));
      found[k] = isFolded
          ? plain.plusProduct(alpha, z[k], plain.plusProduct(-alpha, mean[j], beta[j]))
          : plain.plusProduct(gamma[j], xhat[k], beta[j]);
    }
    return trial.excess("bn1.out", found);
  }

  private double[] columnDots(double[] a, double[] b) {
    double[] dots = new double[out];
    for (int j = 0; j < out; j++) {
      dots[j] = plain.dot(Arithmetic.column(a, j, out), Arithmetic.column(b, j, out));
    }
    return dots;
  }

  // Σ dout ⊙ x̂, or Σ dout·(z − μ) times 1/√(σ² + ε), as PyTorch has it
  private double scaleGradient() {
    double[] z = trial.numbers("z1", n, out);
    double[] mean = trial.put("bn1.mean", mean(z), out);
    double[] variance = trial.put("bn1.var", variance(z, mean), out);
    double[] xhat = trial.put("bn1.xhat", normalized(z, mean, variance), n, out);
    double[] dout = trial.numbers("dbn1.out", n, out);
    if (draw.coin()) {
      return trial.excess("dgamma1", columnDots(dout, xhat));
    }
    double[] distances = z.clone();
    for (int k = 0; k < z.length; k++) {
      distances[k] = plain.minus(z[k], mean[k % out]);
    }
    double[] dgamma = columnDots(dout, distances);
    for (int j = 0; j < out; j++) {
      dgamma[j] = plain.times(dgamma[j], plain.over(1, deviation(variance[j])));
    }
    return trial.excess("dgamma1", dgamma);
  }

  private double shiftGradient() {
    return trial.excess("dbeta1", columnSums(draw, trial.numbers("dbn1.out", n, out)));
  }

  // γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n), or with γ·dout in the place of dout
  private double gradient() {
    double[] z = trial.numbers("z1", n, out);
    double[] mean = trial.put("bn1.mean", mean(z), out);
    double[] variance = trial.put("bn1.var", variance(z, mean), out);
    double[] xhat = trial.put("bn1.xhat", normalized(z, mean, variance), n, out);
    double[] gamma = trial.numbers("gamma1", out);
    double[] dout = trial.numbers("dbn1.out", n, out);
    boolean isScaledFirst = draw.coin();
    double[] d = dout.clone();
    for (int k = 0; k < d.length && isScaledFirst; k++) {
      d[k] = plain.times(gamma[k % out], d[k]);
    }
    double[] dbeta = columnSums(draw, d);
    double[] dgamma = columnDots(d, xhat);
    double[] dz = new double[n * out];
    for (int k = 0; k < dz.length; k++) {
      int j = k % out;
      double shifted = plain.minus(d[k], plain.over(dbeta[j], n));
      double inner = plain.minus(shifted, plain.times(xhat[k], plain.over(dgamma[j], n)));
      double outer = plain.over(isScaledFirst ? 1 : gamma[j], deviation(variance[j]));
      dz[k] = plain.times(outer, inner);
    }
    return trial.excess("dz1", dz);
  }

  private double running(String statistic) {
    String name = "bn1.running." + statistic;
    double[] old = trial.put(name, draw.positive(out), out);
    double[] batch = trial.put("bn1." + statistic, draw.positive(out), out);
    double[] after = new double[out];
    for (int j = 0; j < out; j++) {
      double added = plain.times(plain.of(1 - decay), batch[j]);
      after[j] = plain.plusProduct(plain.of(decay), old[j], added);
    }
    return trial.excess(name + ".after", after);
  }
}
