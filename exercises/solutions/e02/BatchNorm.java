package e02;

import mlp.exercises.tasks.BatchNormTask;

/** Batch normalization of one layer, between its affine map and its activation (R8). */
public final class BatchNorm implements BatchNormTask {

  // μ = Σ z / n   [units]
  @Override
  public double[] mean(double[][] z) {
    int n = z.length;
    double[] mean = new double[z[0].length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += z[i][j] / n;
      }
    }
    return mean;
  }

  // σ² = Σ (z − μ)² / n   [units]
  @Override
  public double[] variance(double[][] z, double[] mean) {
    int n = z.length;
    double[] variance = new double[mean.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < mean.length; j++) {
        double difference = z[i][j] - mean[j];
        variance[j] += difference * difference / n;
      }
    }
    return variance;
  }

  // x̂ = (z − μ)/√(σ² + ε)   [n,units]
  @Override
  public double[][] normalize(double[][] z, double[] mean, double[] variance, double epsilon) {
    double[][] xhat = new double[z.length][mean.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        xhat[i][j] = (z[i][j] - mean[j]) / Math.sqrt(variance[j] + epsilon);
      }
    }
    return xhat;
  }

  // out = γ·x̂ + β   [n,units]
  @Override
  public double[][] scaleAndShift(double[][] xhat, double[] gamma, double[] beta) {
    double[][] out = new double[xhat.length][gamma.length];
    for (int i = 0; i < xhat.length; i++) {
      for (int j = 0; j < gamma.length; j++) {
        out[i][j] = gamma[j] * xhat[i][j] + beta[j];
      }
    }
    return out;
  }

  // running ← decay·running + (1 − decay)·batch   [units]
  @Override
  public double[] updateRunning(double[] running, double[] batch, double decay) {
    double[] updated = new double[running.length];
    for (int j = 0; j < running.length; j++) {
      updated[j] = decay * running[j] + (1 - decay) * batch[j];
    }
    return updated;
  }

  // The running statistics in the place of the batch's   [n,units]
  @Override
  public double[][] evaluate(
      double[][] z,
      double[] runningMean,
      double[] runningVariance,
      double[] gamma,
      double[] beta,
      double epsilon) {
    return scaleAndShift(normalize(z, runningMean, runningVariance, epsilon), gamma, beta);
  }

  // dβ = Σ dout   [units]
  @Override
  public double[] dbeta(double[][] dout) {
    double[] dbeta = new double[dout[0].length];
    for (int i = 0; i < dout.length; i++) {
      for (int j = 0; j < dbeta.length; j++) {
        dbeta[j] += dout[i][j];
      }
    }
    return dbeta;
  }

  // dγ = Σ dout ⊙ x̂   [units]
  @Override
  public double[] dgamma(double[][] dout, double[][] xhat) {
    double[] dgamma = new double[dout[0].length];
    for (int i = 0; i < dout.length; i++) {
      for (int j = 0; j < dgamma.length; j++) {
        dgamma[j] += dout[i][j] * xhat[i][j];
      }
    }
    return dgamma;
  }

  // dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)   [n,units]
  @Override
  public double[][] dz(
      double[][] dout, double[][] xhat, double[] variance, double[] gamma, double epsilon) {
    int n = dout.length;
    double[] dbeta = dbeta(dout);
    double[] dgamma = dgamma(dout, xhat);
    double[][] dz = new double[n][gamma.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < gamma.length; j++) {
        double centred = dout[i][j] - dbeta[j] / n - xhat[i][j] * dgamma[j] / n;
        dz[i][j] = gamma[j] / Math.sqrt(variance[j] + epsilon) * centred;
      }
    }
    return dz;
  }
}
