package mlp.exercises.tasks;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer and the gradient of a loss, in operations on whole NDArrays (R1, R2, R4). Every
 * result is a new array of the arguments' data type, FLOAT or DOUBLE; no method changes an
 * argument. Arguments come in the orders 'c' and 'f', and as parts of larger arrays.
 */
public interface Nd4jLayerTask {

  /**
   * The affine map (R1).
   *
   * @param x the layer's inputs [n, in]
   * @param w W, its weights [in, out]
   * @param b its biases [out]
   * @return z [n, out]
   */
  INDArray forward(INDArray x, INDArray w, INDArray b);

  /**
   * The activation of a hidden layer, tanh (R6).
   *
   * @param z [n, out]
   * @return a [n, out]
   */
  INDArray activate(INDArray z);

  /**
   * The activation of the output layer: each row becomes a distribution, however large its numbers
   * are (R6).
   *
   * @param z the logits [n, out]
   * @return p [n, out]
   */
  INDArray softmax(INDArray z);

  /**
   * The gradient of the mean softmax cross-entropy by the logits (R4).
   *
   * @param p from {@link #softmax} [n, out]
   * @param y the targets [n, out]
   * @return dz = ∂L/∂z of the output layer [n, out]
   */
  INDArray outputGradient(INDArray p, INDArray y);

  /**
   * The way back through {@link #activate}.
   *
   * @param a what it returned [n, out]
   * @param da ∂L/∂a [n, out]
   * @return dz = ∂L/∂z of the hidden layer [n, out]
   */
  INDArray activationGradient(INDArray a, INDArray da);

  /**
   * The gradient of the weights (R2).
   *
   * @param x what {@link #forward} was given [n, in]
   * @param dz ∂L/∂z [n, out]
   * @return dW = ∂L/∂W [in, out]
   */
  INDArray weightGradient(INDArray x, INDArray dz);

  /**
   * The gradient of the biases (R2).
   *
   * @param dz ∂L/∂z [n, out]
   * @return db = ∂L/∂b [out]
   */
  INDArray biasGradient(INDArray dz);

  /**
   * The gradient of the inputs, which are the outputs of the layer before (R2).
   *
   * @param dz ∂L/∂z [n, out]
   * @param w what {@link #forward} was given [in, out]
   * @return dx = ∂L/∂x [n, in]
   */
  INDArray inputGradient(INDArray dz, INDArray w);
}
