package mlp.api;

/**
 * The activation functions a = σ(z) of rule R6, applied element by element ({@link #SOFTMAX}: row
 * by row).
 */
public enum Activation {
  /** σ(z) = z. */
  IDENTITY,
  /** σ(z) = max(0, z), with σ′(0) = 0 (Nair and Hinton 2010). */
  RELU,
  /** σ(z) = z for z > 0, else {@link #LEAKY_RELU_SLOPE}·z (Maas, Hannun and Ng 2013, section 2). */
  LEAKY_RELU,
  /** σ(z) = 1 / (1 + e⁻ᶻ). */
  SIGMOID,
  /** σ(z) = tanh z. */
  TANH,
  /**
   * σ(z) = z for z > 0, else eᶻ − 1 (Clevert, Unterthiner and Hochreiter 2016, equation 15, α = 1).
   */
  ELU,
  /**
   * σ(z) = z·Φ(z) with Φ the normal distribution function (Hendrycks and Gimpel 2016, section 2).
   */
  GELU,
  /** σ(z) = z/2·(1 + tanh(√(2/π)(z + 0.044715 z³))) (Hendrycks and Gimpel 2016, section 2). */
  GELU_TANH,
  /** σ(z) = z·sigmoid(z) (Elfwing, Uchibe and Doya 2018; also called swish). */
  SILU,
  /**
   * σ(z)ⱼ = e^zⱼ / Σₖ e^zₖ over a row; only at the output, with {@link Loss#SOFTMAX_CROSS_ENTROPY}.
   */
  SOFTMAX;

  /** The slope of {@link #LEAKY_RELU} left of 0. */
  public static final double LEAKY_RELU_SLOPE = 0.01;
}
