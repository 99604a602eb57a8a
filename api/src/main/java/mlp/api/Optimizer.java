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
      Checks.requireFraction("momentum", momentum);
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
      Checks.requireFraction("momentum", momentum);
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
      Checks.requireFraction("beta1", beta1);
      Checks.requireFraction("beta2", beta2);
      Checks.requirePositive("epsilon", epsilon);
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

  /**
   * {@link Adam}, as in algorithm 1, with decoupled weight decay: θ ← θ − η·(m̂/(√v̂ + ε) + λ·θ)
   * for weights, θ on the right before the step; biases, γ and β take Adam's step (Loshchilov and
   * Hutter 2019, algorithm 2, with λ multiplied by η as in PyTorch).
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε, above 0
   * @param weightDecay λ, at least 0
   */
  record Adamw(double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimizer {
    /** @throws InvalidInput if a β is outside [0, 1), ε not above 0 or λ negative */
    public Adamw {
      Checks.requireFraction("beta1", beta1);
      Checks.requireFraction("beta2", beta2);
      Checks.requirePositive("epsilon", epsilon);
      Checks.requireNotNegative("weightDecay", weightDecay);
    }

    @Override
    public List<String> stateNames() {
      return List.of("m", "v");
    }

    /** @return the step that is left when the decay is taken away: it is done behind (R10) */
    public Adam adam() {
      return new Adam(beta1, beta2, epsilon, false);
    }
  }

  /**
   * s ← ρ·s + (1 − ρ)·g²; θ ← θ − η·g/(√s + ε) (Tieleman and Hinton 2012, lecture 6.5; ε as in
   * PyTorch).
   *
   * @param decay ρ in [0, 1)
   * @param epsilon ε, above 0
   */
  record Rmsprop(double decay, double epsilon) implements Optimizer {
    /** @throws InvalidInput if ρ is outside [0, 1) or ε is not above 0 */
    public Rmsprop {
      Checks.requireFraction("decay", decay);
      Checks.requirePositive("epsilon", epsilon);
    }

    @Override
    public List<String> stateNames() {
      return List.of("meanSquare");
    }
  }

  /**
   * h ← h + g²; θ ← θ − η·g/(√h + ε) (Duchi, Hazan and Singer 2011, the diagonal form of figure 1;
   * ε as in PyTorch).
   *
   * @param epsilon ε, above 0
   */
  record Adagrad(double epsilon) implements Optimizer {
    /** @throws InvalidInput if ε is not above 0 */
    public Adagrad {
      Checks.requirePositive("epsilon", epsilon);
    }

    @Override
    public List<String> stateNames() {
      return List.of("squareSum");
    }
  }
}
