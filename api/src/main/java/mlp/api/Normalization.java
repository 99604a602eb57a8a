package mlp.api;

/** What a layer does between its affine map and its activation (R8). */
public sealed interface Normalization {

  /** Nothing: a = σ(z). */
  record None() implements Normalization {}

  /**
   * Batch normalization: x̂ = (z − μ)/√(σ² + ε), a = σ(γ·x̂ + β), with the mean μ and the biased
   * variance σ² of the batch, unit by unit (Ioffe and Szegedy 2015, algorithm 1). Evaluation uses
   * running statistics instead: running ← decay·running + (1 − decay)·batch after each step, from
   * mean 0 and variance 1. γ begins at 1, β at 0; the layer has no bias, which μ would take away
   * again (section 3.2).
   *
   * @param decay how much of a running statistic is kept, in [0, 1)
   * @param epsilon ε, above 0
   */
  record Batch(double decay, double epsilon) implements Normalization {
    /** @throws InvalidInput if the decay is outside [0, 1) or ε is not above 0 */
    public Batch {
      Checks.requireFraction("decay", decay);
      Checks.requirePositive("epsilon", epsilon);
    }

    /** @return decay 0.9 and ε 1e-5, as DL4J's and (with momentum 0.1) PyTorch's defaults */
    public static Batch standard() {
      return new Batch(0.9, 1e-5);
    }
  }
}
