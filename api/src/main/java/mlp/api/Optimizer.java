package mlp.api;

import java.util.List;

/**
 * What one step does with the mean gradients g (R11); η is the learning rate, θ a parameter. All
 * state begins at zero.
 */
public sealed interface Optimizer {

  /**
   * The tensors that the optimizer keeps for each parameter.
   *
   * @return their names, as in the trace: velocity; m and v
   */
  List<String> stateNames();

  /** θ ← θ − η·g. */
  record Sgd() implements Optimizer {
    @Override
    public List<String> stateNames() {
      return List.of();
    }
  }

  /**
   * v ← μ·v − η·g; θ ← θ + v (Polyak 1964; Sutskever, Martens, Dahl and Hinton 2013, equations 1
   * and 2).
   *
   * @param momentum μ in [0, 1)
   */
  record Momentum(double momentum) implements Optimizer {
    /** @throws InvalidInput if the momentum is outside [0, 1) */
    public Momentum {
      requireFraction("momentum", momentum);
    }

    @Override
    public List<String> stateNames() {
      return List.of("velocity");
    }
  }

  /**
   * v ← μ·v − η·g; θ ← θ + μ·v − η·g, with g taken at the point looked ahead to (Sutskever et al.
   * 2013, equations 3 and 4, in the form of Bengio, Boulanger-Lewandowski and Pascanu 2013,
   * equation 7).
   *
   * @param momentum μ in [0, 1)
   */
  record Nesterov(double momentum) implements Optimizer {
    /** @throws InvalidInput if the momentum is outside [0, 1) */
    public Nesterov {
      requireFraction("momentum", momentum);
    }

    @Override
    public List<String> stateNames() {
      return List.of("velocity");
    }
  }

  /**
   * m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; then, with t counted from 1 and m̂ = m/(1 −
   * β₁ᵗ), v̂ = v/(1 − β₂ᵗ): θ ← θ − η·m̂/(√v̂ + ε) (Kingma and Ba 2015, algorithm 1; PyTorch's),
   * or, with {@code epsilonHat}, θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂) (the same paper,
   * section 2; DL4J's and Keras's).
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε or ε̂, above 0
   * @param epsilonHat whether ε is added before the bias of v is corrected
   */
  record Adam(double beta1, double beta2, double epsilon, boolean epsilonHat) implements Optimizer {
    /** @throws InvalidInput if a β is outside [0, 1) or ε is not above 0 */
    public Adam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      if (!(epsilon > 0 && Double.isFinite(epsilon))) {
        throw new InvalidInput("epsilon", epsilon, "a finite number above 0");
      }
    }

    @Override
    public List<String> stateNames() {
      return List.of("m", "v");
    }

    /** @return Adam with the paper's settings: β₁ 0.9, β₂ 0.999, ε 1e-8, as in algorithm 1 */
    public static Adam standard() {
      return new Adam(0.9, 0.999, 1e-8, false);
    }
  }

  private static void requireFraction(String field, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidInput(field, value, "a number from 0 to below 1");
    }
  }
}
