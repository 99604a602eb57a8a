package e07;

import java.util.List;
import mlp.exercises.tasks.ClippingTask;

/** Clipping of gradients. The page 07-gradient-clipping.md has the formulas. */
public final class GradientClipping implements ClippingTask {

  @Override
  public double globalNorm(List<double[][]> gradients) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public List<double[][]> byGlobalNorm(List<double[][]> gradients, double max) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public List<double[][]> byValue(List<double[][]> gradients, double max) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public List<double[][]> saved(List<double[][]> gradients) {
    throw new UnsupportedOperationException("write me");
  }
}
