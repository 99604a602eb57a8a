package e08;

import mlp.exercises.tasks.WeightDecayTask;

/** Steps of three optimizers that draw weights to 0, in two ways (R10, R11). */
public final class WeightDecay implements WeightDecayTask {

  // g + λ₂·W for weights, else g
  @Override
  public double[][] l2(double[][] theta, double[][] g, boolean isWeight, double lambda) {
    double[][] result = new double[g.length][g[0].length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        result[i][j] = isWeight ? g[i][j] + lambda * theta[i][j] : g[i][j];
      }
    }
    return result;
  }

  // W − u − η·λ·W for weights, with W before the step; else θ − u
  @Override
  public double[][] decayed(
      double[][] theta, double[][] u, boolean isWeight, double rate, double lambda) {
    double[][] result = new double[u.length][u[0].length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result[i].length; j++) {
        double decay = isWeight ? rate * lambda * theta[i][j] : 0;
        result[i][j] = theta[i][j] - u[i][j] - decay;
      }
    }
    return result;
  }

  // u = η·g
  @Override
  public double[][] sgd(
      double[][] theta, double[][] g, boolean isWeight, double rate, Decay decay) {
    double[][] gradient = l2(theta, g, isWeight, decay.l2());
    double[][] u = new double[g.length][g[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < u[i].length; j++) {
        u[i][j] = rate * gradient[i][j];
      }
    }
    return decayed(theta, u, isWeight, rate, decay.decoupled());
  }

  // velocity ← μ·velocity − η·g; u = −velocity
  @Override
  public Moved momentum(
      double[][] theta,
      double[][] g,
      double[][] velocity,
      boolean isWeight,
      double rate,
      double mu,
      Decay decay) {
    double[][] gradient = l2(theta, g, isWeight, decay.l2());
    double[][] next = new double[g.length][g[0].length];
    double[][] u = new double[g.length][g[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < u[i].length; j++) {
        next[i][j] = mu * velocity[i][j] - rate * gradient[i][j];
        u[i][j] = -next[i][j];
      }
    }
    return new Moved(decayed(theta, u, isWeight, rate, decay.decoupled()), next);
  }

  // m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; u = η·m̂/(√v̂ + ε)
  @Override
  public Adapted adam(
      double[][] theta,
      double[][] g,
      double[][] m,
      double[][] v,
      boolean isWeight,
      double rate,
      long t,
      Decay decay) {
    double[][] gradient = l2(theta, g, isWeight, decay.l2());
    double[][] nextM = new double[g.length][g[0].length];
    double[][] nextV = new double[g.length][g[0].length];
    double[][] u = new double[g.length][g[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < u[i].length; j++) {
        double each = gradient[i][j];
        nextM[i][j] = BETA1 * m[i][j] + (1 - BETA1) * each;
        nextV[i][j] = BETA2 * v[i][j] + (1 - BETA2) * each * each;
        double mHat = nextM[i][j] / (1 - Math.pow(BETA1, t));
        double vHat = nextV[i][j] / (1 - Math.pow(BETA2, t));
        u[i][j] = rate * mHat / (Math.sqrt(vHat) + EPSILON);
      }
    }
    return new Adapted(decayed(theta, u, isWeight, rate, decay.decoupled()), nextM, nextV);
  }

  // Adam divides L2 by the size of the gradients, so that λ₂ is not to be compared with λ.
  @Override
  public Decay chosen() {
    return new Decay(0.05, 0);
  }
}
