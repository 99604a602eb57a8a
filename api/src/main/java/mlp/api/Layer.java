package mlp.api;

import java.util.Objects;

/**
 * One dense layer: z = xW + b, a = σ(z) (R1).
 *
 * @param units the number of outputs, at least 1
 * @param activation σ
 */
public record Layer(int units, Activation activation) {
  /** @throws InvalidInput if there are no units */
  public Layer {
    if (units < 1) {
      throw new InvalidInput("units", units, "a whole number of at least 1");
    }
    Objects.requireNonNull(activation, "activation");
  }
}
