package mlp.exercises.tasks;

/**
 * Dropout of one layer's outputs (R9). All arrays have n rows, one for each example, and as many
 * columns as the layer has units; no method changes its arguments.
 */
public interface DropoutTask {

  /**
   * Decides which outputs are dropped, and by what the others are multiplied.
   *
   * @param u a uniform random number in [0, 1) for each output [n, units]
   * @param p the probability to drop an output, in [0, 1)
   * @return the mask [n, units]
   */
  double[][] mask(double[][] u, double p);

  /**
   * In training.
   *
   * @param a the layer's outputs [n, units]
   * @param mask from {@link #mask} [n, units]
   * @return what the next layer gets [n, units]
   */
  double[][] forward(double[][] a, double[][] mask);

  /**
   * The way back through {@link #forward}.
   *
   * @param dout ∂L/∂out, the gradient of what forward returned [n, units]
   * @param mask the one that forward was given [n, units]
   * @return da = ∂L/∂a, the gradient of the layer's outputs [n, units]
   */
  double[][] backward(double[][] dout, double[][] mask);

  /**
   * When the network is used and not trained: nothing is random here.
   *
   * @param a the layer's outputs [n, units]
   * @param p the probability with which training drops an output
   * @return what the next layer gets [n, units]
   */
  double[][] evaluate(double[][] a, double p);
}
