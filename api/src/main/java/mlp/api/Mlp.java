package mlp.api;

/**
 * One multi-layer perceptron in training: what every track implements. Two of them that were made
 * with the same network, training, parameters and data type, and that are given the same calls,
 * agree up to rounding. It is used by one thread at a time.
 */
public interface Mlp {

  /** What was built. */
  Network network();

  /** How it is trained. */
  Training training();

  /** The type of every tensor, and of every batch that it takes. */
  DataType dataType();

  /** @return the training steps taken since the parameters were last loaded */
  long steps();

  /** @return a copy of W1 [in, out], b1 [out], W2, … */
  Parameters parameters();

  /**
   * Replaces all parameters and begins a new training: the optimizer's state and the count of steps
   * go back to zero.
   *
   * @param parameters rounded to the data type
   * @throws InvalidInput if they are not the network's; nothing has changed then
   */
  void load(Parameters parameters);

  /**
   * Computes the outputs a of the last layer; changes nothing.
   *
   * @param inputs x [rows, inputs]
   * @return ŷ [rows, outputs]: probabilities where the output activation is softmax or sigmoid
   * @throws InvalidInput if the inputs do not fit the network
   */
  Matrix predict(Matrix inputs);

  /**
   * Computes the mean loss of a batch (R2 to R5); changes nothing.
   *
   * @throws InvalidInput if the batch does not fit the network
   */
  double loss(Batch batch);

  /**
   * Computes the gradients of the mean loss by backpropagation; changes nothing.
   *
   * @return dW1, db1, … under the names of their parameters
   * @throws InvalidInput if the batch does not fit the network
   */
  Parameters gradients(Batch batch);

  /**
   * Takes one training step in the order of R10: forward, loss, backward, optimizer.
   *
   * @return the mean loss of the batch before the step
   * @throws InvalidInput if the batch does not fit the network; nothing has changed then
   */
  double step(Batch batch);

  /**
   * Takes the very step that {@link #step} would take, to the bit, and records it.
   *
   * @return every tensor of the step
   * @throws InvalidInput if the batch does not fit the network; nothing has changed then
   */
  Trace trace(Batch batch);
}
