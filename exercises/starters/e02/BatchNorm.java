package e02;

import mlp.exercises.tasks.BatchNormTask;

/** Batch normalization of one layer. The page 02-batch-norm.md has the formulas. */
public final class BatchNorm implements BatchNormTask {

  @Override
  public double[] mean(double[][] z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] variance(double[][] z, double[] mean) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] normalize(double[][] z, double[] mean, double[] variance, double epsilon) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] scaleAndShift(double[][] xhat, double[] gamma, double[] beta) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] updateRunning(double[] running, double[] batch, double decay) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] evaluate(
      double[][] z,
      double[] runningMean,
      double[] runningVariance,
      double[] gamma,
      double[] beta,
      double epsilon) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] dbeta(double[][] dout) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[] dgamma(double[][] dout, double[][] xhat) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] dz(
      double[][] dout, double[][] xhat, double[] variance, double[] gamma, double epsilon) {
    throw new UnsupportedOperationException("write me");
  }
}
