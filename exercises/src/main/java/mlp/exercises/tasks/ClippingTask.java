package mlp.exercises.tasks;

import java.util.List;

/**
 * Clipping of the gradients of one step (R13). They are given as a list of tables, one for each
 * parameter: dW1 [in, out], db1 as a table of one row [1, out], dW2, db2, …. What is returned is a
 * new list of new tables of the same shapes; no method changes its arguments.
 */
public interface ClippingTask {

  /**
   * How large all gradients are together.
   *
   * @return ‖g‖, the norm over the elements of all tables
   */
  double globalNorm(List<double[][]> gradients);

  /**
   * Makes all gradients shorter by one and the same factor, if their norm is too large.
   *
   * @param max the largest norm that they may have, above 0
   * @return the clipped gradients; those given where their norm is not above max
   */
  List<double[][]> byGlobalNorm(List<double[][]> gradients, double max);

  /**
   * Bounds each element for itself.
   *
   * @param max the largest size that an element may have, above 0
   * @return the clipped gradients, each element between −max and max
   */
  List<double[][]> byValue(List<double[][]> gradients, double max);

  /**
   * What you do with the gradients of the training of the goal.
   *
   * @return the gradients with which its step is taken
   */
  List<double[][]> saved(List<double[][]> gradients);
}
