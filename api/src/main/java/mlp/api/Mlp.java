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

  /** @return a copy of W1 [in, out], b1 [out], W2, …; gamma1 and beta1 for b1 where R8 applies */
  Parameters parameters();

  /**
   * Replaces all parameters and begins a new training: the optimizer's state, the schedule and the
   * count of steps go back to where they began, running means to 0 and running variances to 1.
   *
   * @param parameters rounded to the data type
   * @throws InvalidInput if they are not the network's; nothing has changed then
   */
  void load(Parameters parameters);

  /** @return a copy of all that a step reads and changes: {@link #restore} takes it back */
  TrainingState state();

  /**
   * Goes on where another training of this network stood: in the same track to the bit, in another
   * up to rounding.
   *
   * @param state rounded to the data type
   * @throws InvalidInput if it is no state of this network and training; nothing has changed then
   */
  void restore(TrainingState state);

  /**
   * Computes the outputs a of the last layer as in evaluation: with the running statistics (R8) and
   * without dropout (R9). Changes nothing.
   *
   * @param inputs x [rows, inputs]
   * @return ŷ [rows, outputs]: probabilities where the output activation is softmax or sigmoid
   * @throws InvalidInput if the inputs do not fit the network
   */
  Matrix predict(Matrix inputs);

  /**
   * Computes the mean loss of a batch (R2 to R5) as in evaluation: with the running statistics,
   * without dropout, and of the targets as they are. Changes nothing.
   *
   * @throws InvalidInput if the batch does not fit the network
   */
  double loss(Batch batch);

  /**
   * Computes the mean loss that {@link #step} would return: with the batch's statistics (R8), the
   * next step's dropout masks (R9) and smoothed labels (R16), without L2. Changes nothing.
   *
   * @throws InvalidInput if the batch does not fit the network
   */
  double trainingLoss(Batch batch);

  /**
   * Computes the gradients of {@link #trainingLoss} by backpropagation, before clipping and L2;
   * changes nothing.
   *
   * @return dW1, db1, … under the names of their parameters
   * @throws InvalidInput if the batch does not fit the network
   */
  Parameters gradients(Batch batch);

  /**
   * Takes one training step in the order of R10: forward, loss, backward, clipping, L2, optimizer,
   * decoupled weight decay, max-norm; and lets the running statistics follow (R8).
   *
   * @return the mean loss of the batch before the step, as {@link #trainingLoss}
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
