package mlp.equivalence.replay;

import mlp.api.Clipping;
import mlp.api.Normalization;

/** Batch normalization, forward and back (R8; Ioffe, Szegedy 2015, algorithm 1 and section 3). */
final class NormalizationReplay {
  private final Records records;
  private final int n;

  NormalizationReplay(Records records) {
    this.records = records;
    n = records.rows();
  }

  private Grid grid(int length) {
    return new Grid(length, records.dataType());
  }

  // μ = Σ z/n   [out]   (R8)
  Expected mean(int i) {
    Grid mean = grid(records.units(i));
    if (records.on(Cause.RUNNING_STATISTICS_USED)) {
      copy(records.known("bn" + i + ".running.mean"), mean);
    } else {
      sumColumns(records.known("z" + i), mean);
      mean.scale(1.0 / n);
    }
    return mean.of("bn" + i + ".mean", "R8", "μ = Σ z/n");
  }

  private static void copy(Known from, Grid to) {
    for (int j = 0; j < from.length(); j++) {
      to.set(j, from.at(j), 2, Math.abs(from.at(j)));
      to.widen(j, from.bound(j));
    }
  }

  private void sumColumns(Known values, Grid sums) {
    int columns = sums.values.length;
    for (int j = 0; j < columns; j++) {
      ExactSum sum = new ExactSum();
      double propagated = 0;
      for (int row = 0; row < n; row++) {
        sum.add(values.at(row * columns + j));
        propagated += values.bound(row * columns + j);
      }
      sums.set(j, sum, n + 2);
      sums.widen(j, propagated);
    }
  }

  // σ² = Σ (z − μ)²/n   [out]   (R8: biased)
  Expected variance(int i) {
    int out = records.units(i);
    Grid variance = grid(out);
    boolean isRunning = records.on(Cause.RUNNING_STATISTICS_USED);
    boolean isUnbiased = records.on(Cause.UNBIASED_VARIANCE);
    if (isRunning) {
      copy(records.known("bn" + i + ".running.var"), variance);
    } else {
      Known z = records.known("z" + i);
      for (int j = 0; j < out; j++) {
        variance(z, j, out, isUnbiased ? n - 1 : n, variance);
      }
    }
    return variance.of("bn" + i + ".var", "R8", "σ² = Σ (z − μ)²/n");
  }

  private void variance(Known z, int j, int out, int count, Grid variance) {
    ExactSum sum = new ExactSum();
    for (int row = 0; row < n; row++) {
      sum.add(z.at(row * out + j));
    }
    double mean = sum.value() / n;
    ExactSum squares = new ExactSum();
    double propagated = 0;
    for (int row = 0; row < n; row++) {
      double distance = z.at(row * out + j) - mean;
      double error = z.bound(row * out + j);
      squares.addProduct(distance, distance);
      propagated += 2 * (2 * Math.abs(distance) + error) * error;
    }
    variance.set(j, squares.value() / count, n + 6, squares.magnitude() / count);
    // An error δ of μ adds δ² to it: the terms of first order cancel.
    double delta = variance.gamma(n + 2) * sum.magnitude() / n;
    variance.widen(j, delta * delta + propagated / count);
  }

  private double epsilon(int i) {
    double epsilon = ((Normalization.Batch) records.layer(i).normalization()).epsilon();
    return records.value(Cause.NORMALIZATION_EPSILON, epsilon);
  }

  private double deviation(double variance, double epsilon) {
    return records.on(Cause.EPSILON_OUTSIDE_ROOT)
        ? Math.sqrt(variance) + epsilon
        : Math.sqrt(variance + epsilon);
  }

  // x̂ = (z − μ)/√(σ² + ε)   [n,out]   (R8)
  Expected normalized(int i) {
    int out = records.units(i);
    boolean isRunning = records.on(Cause.RUNNING_STATISTICS_USED);
    String of = isRunning ? "bn" + i + ".running" : "bn" + i;
    Known z = records.known("z" + i);
    Known mean = records.known(of + ".mean");
    Known var = records.known(of + ".var");
    double epsilon = epsilon(i);
    Grid xhat = grid(n * out);
    for (int k = 0; k < n * out; k++) {
      int j = k % out;
      double deviation = deviation(var.at(j), epsilon);
      double value = (z.at(k) - mean.at(j)) / deviation;
      xhat.set(k, value, 8, Math.abs(value));
      double ofVariance = Math.abs(value) * var.bound(j) / (2 * deviation * deviation);
      xhat.widen(k, (z.bound(k) + mean.bound(j)) / deviation + ofVariance);
    }
    return xhat.of("bn" + i + ".xhat", "R8", "x̂ = (z − μ)/√(σ² + ε)");
  }

  // out = γ·x̂ + β   [n,out]   (R8). PyTorch computes α·z + (β − α·μ) with α = γ/√(σ² + ε), which
  // rounds α·z once, α·μ twice, and takes a μ that may be a rounding from the recorded one.
  Expected scaled(int i) {
    int out = records.units(i);
    double epsilon = epsilon(i);
    Known z = records.known("z" + i);
    Known mean = records.known("bn" + i + ".mean");
    Known var = records.known("bn" + i + ".var");
    Known xhat = records.known("bn" + i + ".xhat");
    boolean isPlain = records.on(Cause.SCALE_AND_SHIFT_MISSING);
    Known gamma = records.known("gamma" + i);
    Known beta = records.known("beta" + i);
    Grid scaled = grid(n * out);
    for (int k = 0; k < n * out; k++) {
      int j = k % out;
      double factor = isPlain ? 1 : gamma.at(j);
      double shift = isPlain ? 0 : beta.at(j);
      double product = factor * xhat.at(k);
      scaled.set(k, product + shift, 6, Math.abs(product) + Math.abs(shift));
      double alpha = Math.abs(factor) / Math.sqrt(var.at(j) + epsilon);
      scaled.widen(k, scaled.gamma(4) * alpha * (Math.abs(z.at(k)) + Math.abs(mean.at(j))));
      scaled.widen(k, Math.abs(factor) * xhat.bound(k));
    }
    return scaled.of("bn" + i + ".out", "R8", "out = γ·x̂ + β");
  }

  // dγ = Σ dout ⊙ x̂   [out]   (R8)
  Expected scaleGradient(int i) {
    Grid dgamma = projections(i);
    BackwardReplay.asParameterGradient(records, "gamma" + i, dgamma);
    return dgamma.of("dgamma" + i, "R8", "dγ = Σ dout ⊙ x̂");
  }

  // Σ dout ⊙ x̂   [out]. PyTorch multiplies Σ dout·(z − μ) by 1/√(σ² + ε): beside the n + 2
  // roundings of the sum it has 4 of an x̂ of its own, and the recorded x̂ has 4 others.
  private Grid projections(int i) {
    int out = records.units(i);
    Known dout = records.known("dbn" + i + ".out");
    Known xhat = records.known("bn" + i + ".xhat");
    Grid sums = grid(out);
    for (int j = 0; j < out; j++) {
      ExactSum sum = new ExactSum();
      double propagated = 0;
      for (int k = j; k < n * out; k += out) {
        sum.addProduct(dout.at(k), xhat.at(k));
        propagated += Math.abs(dout.at(k)) * xhat.bound(k)
            + dout.bound(k) * (Math.abs(xhat.at(k)) + xhat.bound(k));
      }
      sums.set(j, sum, n + 10);
      sums.widen(j, propagated);
    }
    return sums;
  }

  // dβ = Σ dout   [out]   (R8)
  Expected shiftGradient(int i) {
    Grid dbeta = grid(records.units(i));
    sumColumns(records.known("dbn" + i + ".out"), dbeta);
    BackwardReplay.asParameterGradient(records, "beta" + i, dbeta);
    return dbeta.of("dbeta" + i, "R8", "dβ = Σ dout");
  }

  // dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)   [n,out]   (R8)
  Expected gradient(int i) {
    int out = records.units(i);
    double epsilon = epsilon(i);
    Known dout = records.known("dbn" + i + ".out");
    Known xhat = records.known("bn" + i + ".xhat");
    boolean isRunning = records.on(Cause.RUNNING_STATISTICS_USED);
    Known var = records.known(isRunning ? "bn" + i + ".running.var" : "bn" + i + ".var");
    Known gamma = records.known("gamma" + i);
    boolean isFixed = isRunning | records.on(Cause.GRADIENT_THROUGH_STATISTICS_MISSING);
    double ofMean = isFixed | records.on(Cause.GRADIENT_THROUGH_MEAN_MISSING) ? 0 : 1;
    double ofVariance = isFixed | records.on(Cause.GRADIENT_THROUGH_VARIANCE_MISSING) ? 0 : 1;
    boolean isPlain = records.on(Cause.SCALE_AND_SHIFT_MISSING);
    Grid dgamma = projections(i);
    Grid dbeta = grid(out);
    sumColumns(dout, dbeta);
    Grid dz = grid(n * out);
    for (int k = 0; k < n * out; k++) {
      int j = k % out;
      double deviation = deviation(var.at(j), epsilon);
      double factor = (isPlain ? 1 : gamma.at(j)) / deviation;
      double shift = ofMean * dbeta.values[j] / n;
      double tilt = ofVariance * xhat.at(k) * dgamma.values[j] / n;
      double magnitude = Math.abs(dout.at(k)) + Math.abs(shift) + Math.abs(tilt);
      dz.set(k, factor * (dout.at(k) - shift - tilt), 16, Math.abs(factor) * magnitude);
      double ofSums = ofMean * dbeta.bounds[j]
          + ofVariance
              * (Math.abs(xhat.at(k)) * dgamma.bounds[j]
                  + xhat.bound(k) * Math.abs(dgamma.values[j]));
      dz.widen(k, Math.abs(factor) * (dout.bound(k) + ofSums / n));
      dz.widen(k, Math.abs(dz.values[k]) * var.bound(j) / (2 * deviation * deviation));
    }
    return dz.of("dz" + i, "R8", "dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)");
  }

  // running ← decay·running + (1 − decay)·batch   [out]   (R8)
  Expected running(int i, String statistic) {
    String name = "bn" + i + ".running." + statistic;
    double decay = records.value(
        Cause.NORMALIZATION_DECAY,
        ((Normalization.Batch) records.layer(i).normalization()).decay());
    if (records.on(Cause.RUNNING_MOMENTUM_REVERSED)) {
      decay = 1 - decay;
    }
    boolean isClipping = !(records.training().clipping() instanceof Clipping.None);
    boolean isClipped = isClipping && records.on(Cause.STATISTICS_CLIPPED);
    double most = Double.POSITIVE_INFINITY;
    if (isClipped && records.training().clipping() instanceof Clipping.Value value) {
      most = value.max();
    } else if (isClipped) {
      decay = 1 - (1 - decay) * records.value(Cause.STATISTICS_CLIPPED, 1);
    }
    boolean isVariance = statistic.equals("var");
    double correction =
        isVariance && records.on(Cause.UNBIASED_RUNNING_VARIANCE) ? n / (n - 1.0) : 1;
    Known old = records.known(name);
    Known batch = records.known("bn" + i + "." + statistic);
    Grid after = grid(old.length());
    for (int k = 0; k < old.length(); k++) {
      double kept = decay * old.at(k);
      double added = (1 - decay) * correction * batch.at(k);
      double change = Math.max(-most, Math.min(most, kept + added - old.at(k)));
      double value = most < Double.POSITIVE_INFINITY ? old.at(k) + change : kept + added;
      after.set(k, value, 8, Math.abs(kept) + Math.abs(added));
      after.widen(k, decay * old.bound(k) + (1 - decay) * correction * batch.bound(k));
    }
    return after.of(name + ".after", "R8", "running ← decay·running + (1 − decay)·batch");
  }
}
