package mlp.api;

import java.util.Objects;

/**
 * One dense layer: z = xW + b, a = σ(z) (R1), with what may stand between and behind.
 *
 * @param units the number of outputs, at least 1
 * @param activation σ
 * @param normalization between z and σ (R8)
 * @param dropout the probability p, in [0, 1), to drop an output a in training; 0 for none (R9)
 */
public record Layer(int units, Activation activation, Normalization normalization, double dropout) {
  /** @throws InvalidInput if there are no units or p is outside [0, 1) */
  public Layer {
    Checks.requireAtLeast("units", units, 1);
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(normalization, "normalization");
    Checks.requireFraction("dropout", dropout);
  }

  /**
   * A layer without normalization and dropout.
   *
   * @throws InvalidInput if there are no units
   */
  public Layer(int units, Activation activation) {
    this(units, activation, new Normalization.None(), 0);
  }

  /** @return whether the layer has γ and β, and no b */
  public boolean hasBatchNormalization() {
    return normalization instanceof Normalization.Batch;
  }
}
