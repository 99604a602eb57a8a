package mlp.equivalence.replay;

import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Normalization;

/** What each operation on the way forward gives for the inputs that were recorded. */
final class ForwardReplay {
  private final Records records;
  private final int n;

  ForwardReplay(Records records) {
    this.records = records;
    n = records.rows();
  }

  private Grid grid(int length) {
    return new Grid(length, records.dataType());
  }

  // z = xW + b   [n,out], without b where batch normalization follows   (R1)
  Expected affine(int i) {
    int in = records.units(i - 1);
    int out = records.units(i);
    double[] x = records.get(records.input(i));
    double[] w = records.get("W" + i);
    double[] b = records.layer(i).hasBatchNormalization() ? null : records.get("b" + i);
    Grid z = grid(n * out);
    for (int row = 0; row < n; row++) {
      for (int j = 0; j < out; j++) {
        ExactSum sum = new ExactSum();
        for (int p = 0; p < in; p++) {
          sum.addProduct(x[row * in + p], w[p * out + j]);
        }
        if (b != null) {
          sum.add(b[j]);
        }
        z.set(row * out + j, sum, in + 2);
      }
    }
    return z.of("z" + i, "R1", b == null ? "z = xW" : "z = xW + b");
  }

  // μ = Σ z/n   [out]   (R8)
  Expected mean(int i) {
    int out = records.units(i);
    double[] z = records.get("z" + i);
    Grid mean = grid(out);
    for (int j = 0; j < out; j++) {
      ExactSum sum = column(z, j, out);
      mean.set(j, sum.value() / n, n + 2, sum.magnitude() / n);
    }
    return mean.of("bn" + i + ".mean", "R8", "μ = Σ z/n");
  }

  private ExactSum column(double[] values, int j, int columns) {
    ExactSum sum = new ExactSum();
    for (int row = 0; row < n; row++) {
      sum.add(values[row * columns + j]);
    }
    return sum;
  }

  // σ² = Σ (z − μ)²/n   [out]   (R8: biased)
  Expected variance(int i) {
    int out = records.units(i);
    double[] z = records.get("z" + i);
    Grid variance = grid(out);
    for (int j = 0; j < out; j++) {
      ExactSum sum = column(z, j, out);
      double mean = sum.value() / n;
      ExactSum squares = new ExactSum();
      for (int row = 0; row < n; row++) {
        double distance = z[row * out + j] - mean;
        squares.addProduct(distance, distance);
      }
      variance.set(j, squares.value() / n, n + 6, squares.magnitude() / n);
      // An error δ of μ adds δ² to it: the terms of first order cancel.
      double delta = variance.gamma(n + 2) * sum.magnitude() / n;
      variance.widen(j, delta * delta);
    }
    return variance.of("bn" + i + ".var", "R8", "σ² = Σ (z − μ)²/n");
  }

  // x̂ = (z − μ)/√(σ² + ε)   [n,out]   (R8)
  Expected normalized(int i) {
    int out = records.units(i);
    double[] z = records.get("z" + i);
    double[] mean = records.get("bn" + i + ".mean");
    double[] var = records.get("bn" + i + ".var");
    double epsilon = normalization(i).epsilon();
    Grid xhat = grid(n * out);
    for (int k = 0; k < n * out; k++) {
      double value = (z[k] - mean[k % out]) / Math.sqrt(var[k % out] + epsilon);
      xhat.set(k, value, 8, Math.abs(value));
    }
    return xhat.of("bn" + i + ".xhat", "R8", "x̂ = (z − μ)/√(σ² + ε)");
  }

  private Normalization.Batch normalization(int i) {
    return (Normalization.Batch) records.layer(i).normalization();
  }

  // out = γ·x̂ + β   [n,out]   (R8)
  Expected scaled(int i) {
    int out = records.units(i);
    double[] xhat = records.get("bn" + i + ".xhat");
    double[] gamma = records.get("gamma" + i);
    double[] beta = records.get("beta" + i);
    Grid scaled = grid(n * out);
    for (int k = 0; k < n * out; k++) {
      double product = gamma[k % out] * xhat[k];
      double shift = beta[k % out];
      scaled.set(k, product + shift, 4, Math.abs(product) + Math.abs(shift));
    }
    return scaled.of("bn" + i + ".out", "R8", "out = γ·x̂ + β");
  }

  // a = σ(z)   [n,out]   (R6)
  Expected activation(int i) {
    Activation activation = records.layer(i).activation();
    double[] z = records.get(records.preActivation(i));
    Grid a = grid(z.length);
    if (activation == Activation.SOFTMAX) {
      softmax(z, records.units(i), a);
      return a.of("a" + i, "R6", "a = softmax(z)");
    }
    for (int k = 0; k < z.length; k++) {
      double value = ActivationFormula.value(activation, z[k]);
      double magnitude = ActivationFormula.magnitude(activation, z[k]);
      a.set(k, value, ActivationFormula.ROUNDINGS, magnitude);
    }
    return a.of("a" + i, "R6", "a = σ(z)");
  }

  // A rounding of z − max z is one of the exponent: it changes p by |z − max z|·u of p.
  static void softmax(double[] z, int outputs, Grid p) {
    for (int row = 0; row < z.length; row += outputs) {
      double max = max(z, row, outputs);
      double sum = 0;
      for (int j = row; j < row + outputs; j++) {
        sum += StrictMath.exp(z[j] - max);
      }
      for (int j = row; j < row + outputs; j++) {
        double value = StrictMath.exp(z[j] - max) / sum;
        double largest = max - min(z, row, outputs);
        p.set(j, value, outputs + ActivationFormula.ROUNDINGS + 2 * Math.min(largest, 800), value);
      }
    }
  }

  private static double max(double[] z, int row, int outputs) {
    double max = z[row];
    for (int j = row; j < row + outputs; j++) {
      max = Math.max(max, z[j]);
    }
    return max;
  }

  private static double min(double[] z, int row, int outputs) {
    double min = z[row];
    for (int j = row; j < row + outputs; j++) {
      min = Math.min(min, z[j]);
    }
    return min;
  }

  // out = a ⊙ mask   [n,units]   (R9)
  Expected dropped(int i) {
    double[] a = records.get(i == 0 ? "x" : "a" + i);
    double[] mask = records.get("drop" + i + ".mask");
    Grid out = grid(a.length);
    for (int k = 0; k < a.length; k++) {
      out.set(k, a[k] * mask[k], 2, Math.abs(a[k] * mask[k]));
    }
    return out.of("drop" + i + ".out", "R9", "out = a ⊙ mask");
  }

  // y′ = (1 − α)·y + α/k   [n,k]   (R16)
  Expected smoothed() {
    double[] y = records.get("y");
    double alpha = records.training().labelSmoothing();
    int k = records.network().loss() == Loss.SOFTMAX_CROSS_ENTROPY
        ? records.network().outputs()
        : 2;
    Grid smoothed = grid(y.length);
    for (int j = 0; j < y.length; j++) {
      double value = (1 - alpha) * y[j] + alpha / k;
      smoothed.set(j, value, 5, value);
    }
    return smoothed.of("y.smoothed", "R16", "y′ = (1 − α)·y + α/k");
  }

  // L, a mean over the batch   (R3 to R5)
  Expected loss() {
    Loss kind = records.network().loss();
    int outputs = records.network().outputs();
    double[] y = records.get(records.targets());
    Grid loss = grid(1);
    ExactSum sum = new ExactSum();
    if (kind == Loss.SQUARED_ERROR) {
      double[] a = records.get("a" + records.layers());
      for (int k = 0; k < y.length; k++) {
        sum.addProduct(a[k] - y[k], a[k] - y[k]);
      }
    } else {
      double[] z = records.get(records.preActivation(records.layers()));
      for (int row = 0; row < y.length; row += outputs) {
        if (kind == Loss.SOFTMAX_CROSS_ENTROPY) {
          addSoftmaxCrossEntropy(z, y, row, outputs, sum);
        } else {
          addSigmoidCrossEntropy(z, y, row, outputs, sum);
        }
      }
    }
    long count = kind == Loss.SOFTMAX_CROSS_ENTROPY ? n : (long) n * outputs;
    double more = kind == Loss.SQUARED_ERROR ? 0 : 1;
    loss.set(
        0,
        sum.value() / count,
        y.length + outputs + 2 * ActivationFormula.ROUNDINGS,
        sum.magnitude() / count + more);
    return loss.of("loss", rule(kind), "the mean over the batch");
  }

  static String rule(Loss loss) {
    return switch (loss) {
      case SQUARED_ERROR -> "R3";
      case SOFTMAX_CROSS_ENTROPY -> "R4";
      case SIGMOID_CROSS_ENTROPY -> "R5";
    };
  }

  private static void addSoftmaxCrossEntropy(
      double[] z, double[] y, int row, int outputs, ExactSum sum) {
    double max = max(z, row, outputs);
    double exponentials = 0;
    for (int j = row; j < row + outputs; j++) {
      exponentials += StrictMath.exp(z[j] - max);
    }
    double logSumExp = StrictMath.log(exponentials);
    for (int j = row; j < row + outputs; j++) {
      sum.addProduct(y[j], logSumExp);
      sum.addProduct(y[j], max - z[j]);
    }
  }

  private static void addSigmoidCrossEntropy(
      double[] z, double[] y, int row, int outputs, ExactSum sum) {
    for (int j = row; j < row + outputs; j++) {
      sum.add(Math.max(z[j], 0));
      sum.addProduct(-z[j], y[j]);
      sum.add(StrictMath.log1p(StrictMath.exp(-Math.abs(z[j]))));
    }
  }
}
