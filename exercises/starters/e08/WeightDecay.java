package e08;

import mlp.exercises.tasks.WeightDecayTask;

/** Weight decay in two ways. The page 08-weight-decay.md has the formulas. */
public final class WeightDecay implements WeightDecayTask {

  @Override
  public double[][] l2(double[][] theta, double[][] g, boolean isWeight, double lambda) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] decayed(
      double[][] theta, double[][] u, boolean isWeight, double rate, double lambda) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] sgd(
      double[][] theta, double[][] g, boolean isWeight, double rate, Decay decay) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Moved momentum(
      double[][] theta,
      double[][] g,
      double[][] velocity,
      boolean isWeight,
      double rate,
      double mu,
      Decay decay) {
    throw new UnsupportedOperationException("write me");
  }

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
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Decay chosen() {
    throw new UnsupportedOperationException("write me");
  }
}
