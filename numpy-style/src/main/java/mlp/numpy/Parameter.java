package mlp.numpy;

import mlp.api.Optimizer;
import mlp.api.Tensor;

/**
 * One trained tensor with its gradient and its optimizer's state, all of the same length.
 *
 * @param name W1, b1, …
 * @param shape [in, out] or [out]
 * @param values θ, in row-major order
 * @param gradient ∂L/∂θ, the mean over the batch (R2)
 * @param state one array for each of {@link Optimizer#stateNames}
 */
record Parameter(String name, int[] shape, double[] values, double[] gradient, double[][] state) {

  static Parameter zeros(String name, Optimizer optimizer, int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    int states = optimizer.stateNames().size();
    return new Parameter(name, shape, new double[size], new double[size], new double[states][size]);
  }

  Tensor tensor(String name, double[] array) {
    return Tensor.of(name, array, shape);
  }
}
