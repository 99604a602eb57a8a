package mlp.exercises.tasks;

/**
 * One step of training of a network with two hidden layers and a softmax (R1, R2, R4, R6, R11).
 * Shapes: n rows of a batch; in inputs, h1 and h2 units of the hidden layers, k classes. No method
 * changes its arguments.
 */
public interface BackpropagationTask {

  /** The activation σ of both hidden layers. */
  enum Hidden {
    TANH,
    RELU
  }

  /**
   * What is trained.
   *
   * @param W1 [in, h1]
   * @param b1 [h1]
   * @param W2 [h1, h2]
   * @param b2 [h2]
   * @param W3 [h2, k]
   * @param b3 [k]
   */
  record Parameters(
      double[][] W1, double[] b1, double[][] W2, double[] b2, double[][] W3, double[] b3) {}

  /**
   * What the forward pass computes.
   *
   * @param z1 [n, h1]
   * @param a1 σ(z1) [n, h1]
   * @param z2 [n, h2]
   * @param a2 σ(z2) [n, h2]
   * @param z3 the logits [n, k]
   * @param a3 the probabilities, softmax(z3) [n, k]
   */
  record Forward(
      double[][] z1, double[][] a1, double[][] z2, double[][] a2, double[][] z3, double[][] a3) {}

  /**
   * What the backward pass computes: dT is ∂L/∂T, in the shape of T.
   *
   * @param dz3 [n, k]
   * @param dW3 [h2, k]
   * @param db3 [k]
   * @param da2 [n, h2]
   * @param dz2 [n, h2]
   * @param dW2 [h1, h2]
   * @param db2 [h2]
   * @param da1 [n, h1]
   * @param dz1 [n, h1]
   * @param dW1 [in, h1]
   * @param db1 [h1]
   */
  record Gradients(
      double[][] dz3,
      double[][] dW3,
      double[] db3,
      double[][] da2,
      double[][] dz2,
      double[][] dW2,
      double[] db2,
      double[][] da1,
      double[][] dz1,
      double[][] dW1,
      double[] db1) {}

  /**
   * From the inputs to the probabilities.
   *
   * @param x the inputs [n, in]
   */
  Forward forward(Parameters parameters, double[][] x, Hidden hidden);

  /**
   * The softmax cross-entropy, a mean over the rows, computed from the logits.
   *
   * @param z3 the logits [n, k]
   * @param y a 1 in each row, in the column of the right class, else 0 [n, k]
   * @return L
   */
  double loss(double[][] z3, double[][] y);

  /**
   * From the loss back to the first weights.
   *
   * @param forward what {@link #forward} gave for x
   * @param x the inputs [n, in]
   * @param y the right classes [n, k]
   */
  Gradients backward(
      Parameters parameters, Forward forward, double[][] x, double[][] y, Hidden hidden);

  /**
   * One step of plain gradient descent.
   *
   * @param rate η, the learning rate
   * @return new parameters; those that are given stay as they are
   */
  Parameters update(Parameters parameters, Gradients gradients, double rate);
}
