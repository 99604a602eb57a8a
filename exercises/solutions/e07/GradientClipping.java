package e07;

import java.util.ArrayList;
import java.util.List;
import mlp.exercises.tasks.ClippingTask;

/** Clipping of gradients by their common norm, and by value (R13). */
public final class GradientClipping implements ClippingTask {

  // ‖g‖ = √Σg² over all elements of all tables
  @Override
  public double globalNorm(List<double[][]> gradients) {
    double squares = 0;
    for (double[][] table : gradients) {
      for (double[] row : table) {
        for (double g : row) {
          squares += g * g;
        }
      }
    }
    return Math.sqrt(squares);
  }

  // g ← g·max/‖g‖ where ‖g‖ > max; one factor for all tables keeps the direction of the step
  @Override
  public List<double[][]> byGlobalNorm(List<double[][]> gradients, double max) {
    double norm = globalNorm(gradients);
    double scale = norm > max ? max / norm : 1;
    List<double[][]> clipped = new ArrayList<>();
    for (double[][] table : gradients) {
      double[][] result = new double[table.length][table[0].length];
      for (int i = 0; i < table.length; i++) {
        for (int j = 0; j < table[i].length; j++) {
          result[i][j] = table[i][j] * scale;
        }
      }
      clipped.add(result);
    }
    return clipped;
  }

  // g ← min(max(g, −max), max), element by element
  @Override
  public List<double[][]> byValue(List<double[][]> gradients, double max) {
    List<double[][]> clipped = new ArrayList<>();
    for (double[][] table : gradients) {
      double[][] result = new double[table.length][table[0].length];
      for (int i = 0; i < table.length; i++) {
        for (int j = 0; j < table[i].length; j++) {
          result[i][j] = Math.min(Math.max(table[i][j], -max), max);
        }
      }
      clipped.add(result);
    }
    return clipped;
  }

  // The norm of a usual batch is about 1; that of a batch with a wrong target is 100 times as
  // large.
  @Override
  public List<double[][]> saved(List<double[][]> gradients) {
    return byGlobalNorm(gradients, 0.5);
  }
}
