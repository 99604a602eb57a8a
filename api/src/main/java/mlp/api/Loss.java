package mlp.api;

/** The losses of rules R3 to R5: means over the batch (R2). */
public enum Loss {
  /** R3: the mean over batch and outputs of (ŷ − y)². */
  SQUARED_ERROR,
  /** R4: the mean over the batch of −Σₖ yₖ log softmax(z)ₖ, from the logits z. */
  SOFTMAX_CROSS_ENTROPY,
  /**
   * R5: the mean over batch and outputs of −y log p − (1 − y) log(1 − p), p = sigmoid(z), from z.
   */
  SIGMOID_CROSS_ENTROPY
}
