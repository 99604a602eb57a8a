package e03;

import mlp.exercises.tasks.XorTask;

/** XOR, with weights chosen by hand. The page 03-xor-problem.md has the formulas. */
public final class Xor implements XorTask {

  @Override
  public double[][] affine(double[][] x, double[][] w, double[] b) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Unit collapse(Weights network) {
    throw new UnsupportedOperationException("write me");
  }

  // For example: return new Unit(new double[] {1, 2}, 3);
  @Override
  public Unit threeOfFour() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public int[] positives(double[][] z) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public int groups(double[][] z) {
    throw new UnsupportedOperationException("write me");
  }

  // For example: return new Weights(new double[][] {{1, 2}, {3, 4}}, new double[] {5, 6},
  //     new double[] {7, 8}, 9);
  @Override
  public Weights tanhNetwork() {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public Weights reluNetwork() {
    throw new UnsupportedOperationException("write me");
  }
}
