package mlp.numpy;

import java.util.Arrays;
import mlp.api.Normalization;
import mlp.api.Optimizer;

/** Batch normalization of one layer, between z and σ (R8). */
final class BatchNormalization {
  final int units;
  final double decay;
  final double epsilon;
  final Parameter gamma; // γ [units]
  final Parameter beta; // β [units]
  final double[] runningMean; // [units]
  final double[] runningVar; // [units]

  // What the last batch left behind   [units] and [n,units]
  final double[] mean;
  final double[] var;
  private final double[] deviation;
  double[] xhat = {};
  double[] out = {};
  double[] dout = {};

  BatchNormalization(int number, int units, Normalization.Batch settings, Optimizer optimizer) {
    this.units = units;
    decay = Real.of(settings.decay());
    epsilon = Real.of(settings.epsilon());
    gamma = Parameter.zeros("gamma" + number, optimizer, units);
    beta = Parameter.zeros("beta" + number, optimizer, units);
    runningMean = new double[units];
    runningVar = new double[units];
    mean = new double[units];
    var = new double[units];
    deviation = new double[units];
  }

  // out = γ·x̂ + β, x̂ = (z − μ)/√(σ² + ε)   [n,units]   (R8)
  // with μ and σ² of the batch in training, the running ones in evaluation
  void forward(double[] z, int n, boolean training) {
    reserve(n);
    if (training) {
      statistics(z, n);
    }
    double[] mu = training ? mean : runningMean;
    deviations(training ? var : runningVar);
    double[] g = gamma.values();
    double[] b = beta.values();
    for (int row = 0; row < n * units; row += units) {
      for (int j = 0; j < units; j++) {
        xhat[row + j] = (z[row + j] - mu[j]) / deviation[j];
        out[row + j] = g[j] * xhat[row + j] + b[j];
      }
    }
  }

  // μ = Σ z / n, σ² = Σ (z − μ)² / n over the rows   [units]   (R8: the biased variance)
  private void statistics(double[] z, int n) {
    Arrays.fill(mean, 0);
    for (int row = 0; row < n * units; row += units) {
      for (int j = 0; j < units; j++) {
        mean[j] += z[row + j];
      }
    }
    divide(mean, n);
    Arrays.fill(var, 0);
    for (int row = 0; row < n * units; row += units) {
      for (int j = 0; j < units; j++) {
        double difference = z[row + j] - mean[j];
        var[j] += difference * difference;
      }
    }
    divide(var, n);
  }

  private static void divide(double[] sums, int n) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= n;
    }
  }

  // √(σ² + ε)   [units]
  private void deviations(double[] sigma2) {
    for (int j = 0; j < units; j++) {
      deviation[j] = Math.sqrt(sigma2[j] + epsilon);
    }
  }

  // dβ = Σ dout, dγ = Σ dout ⊙ x̂ over the rows   [units]
  // dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)   [n,units]   (R8)
  void backward(double[] dz, int n) {
    double[] g = gamma.values();
    double[] dgamma = gamma.gradient();
    double[] dbeta = beta.gradient();
    Arrays.fill(dgamma, 0);
    Arrays.fill(dbeta, 0);
    for (int row = 0; row < n * units; row += units) {
      for (int j = 0; j < units; j++) {
        dgamma[j] += dout[row + j] * xhat[row + j];
        dbeta[j] += dout[row + j];
      }
    }
    for (int row = 0; row < n * units; row += units) {
      for (int j = 0; j < units; j++) {
        dz[row + j] =
            g[j] / deviation[j] * (dout[row + j] - dbeta[j] / n - xhat[row + j] * dgamma[j] / n);
      }
    }
  }

  // running ← decay·running + (1 − decay)·batch   [units]   (R8)
  void updateRunning() {
    for (int j = 0; j < units; j++) {
      runningMean[j] = decay * runningMean[j] + (1 - decay) * mean[j];
      runningVar[j] = decay * runningVar[j] + (1 - decay) * var[j];
    }
  }

  // As a new training begins: mean 0, variance 1.
  void resetRunning() {
    Arrays.fill(runningMean, 0);
    Arrays.fill(runningVar, 1);
  }

  private void reserve(int n) {
    if (xhat.length < n * units) {
      xhat = new double[n * units];
      out = new double[n * units];
      dout = new double[n * units];
    }
  }
}
