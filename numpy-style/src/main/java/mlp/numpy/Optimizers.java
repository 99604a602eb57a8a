package mlp.numpy;

import mlp.api.Optimizer;

/** What one step does with a parameter θ and its mean gradient g (R11). */
final class Optimizers {
  private Optimizers() {}

  /**
   * Changes the parameter and its state.
   *
   * @param step from 0
   */
  static void update(Optimizer optimizer, Parameter parameter, double learningRate, long step) {
    double[] theta = parameter.values();
    double[] g = parameter.gradient();
    double[][] state = parameter.state();
    if (optimizer instanceof Optimizer.Sgd) {
      sgd(theta, g, learningRate);
    } else if (optimizer instanceof Optimizer.Momentum momentum) {
      momentum(theta, g, state[0], learningRate, Real.of(momentum.momentum()));
    } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
      nesterov(theta, g, state[0], learningRate, Real.of(nesterov.momentum()));
    } else if (optimizer instanceof Optimizer.Adam adam) {
      adam(theta, g, state[0], state[1], learningRate, adam, step + 1);
    } else if (optimizer instanceof Optimizer.Adamw adamw) {
      adam(theta, g, state[0], state[1], learningRate, adamw.adam(), step + 1);
    } else if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      rmsprop(theta, g, state[0], learningRate, rmsprop);
    } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
      adagrad(theta, g, state[0], learningRate, Real.of(adagrad.epsilon()));
    } else {
      throw new IllegalArgumentException("no formula for " + optimizer);
    }
  }

  // θ ← θ − η·g   (R11)
  private static void sgd(double[] theta, double[] g, double learningRate) {
    for (int i = 0; i < theta.length; i++) {
      theta[i] -= learningRate * g[i];
    }
  }

  // v ← μ·v − η·g; θ ← θ + v   (R11)
  private static void momentum(
      double[] theta, double[] g, double[] v, double learningRate, double mu) {
    for (int i = 0; i < theta.length; i++) {
      v[i] = mu * v[i] - learningRate * g[i];
      theta[i] += v[i];
    }
  }

  // v ← μ·v − η·g; θ ← θ + μ·v − η·g   (R11)
  private static void nesterov(
      double[] theta, double[] g, double[] v, double learningRate, double mu) {
    for (int i = 0; i < theta.length; i++) {
      v[i] = mu * v[i] - learningRate * g[i];
      theta[i] += mu * v[i] - learningRate * g[i];
    }
  }

  // m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²   (R11)
  // θ ← θ − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)
  // or, with ε̂: θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂)
  private static void adam(
      double[] theta,
      double[] g,
      double[] m,
      double[] v,
      double learningRate,
      Optimizer.Adam adam,
      long t) {
    double beta1 = Real.of(adam.beta1());
    double beta2 = Real.of(adam.beta2());
    double oneMinusBeta1 = Real.of(1 - adam.beta1());
    double oneMinusBeta2 = Real.of(1 - adam.beta2());
    double epsilon = Real.of(adam.epsilon());
    double correction1 = Real.of(1 / (1 - StrictMath.pow(adam.beta1(), t)));
    double correction2 = Real.of(1 / (1 - StrictMath.pow(adam.beta2(), t)));
    double epsilonHatRate = learningRate * correction1 / Math.sqrt(correction2);
    for (int i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + oneMinusBeta1 * g[i];
      v[i] = beta2 * v[i] + oneMinusBeta2 * g[i] * g[i];
      theta[i] -= adam.epsilonHat()
          ? epsilonHatRate * m[i] / (Math.sqrt(v[i]) + epsilon)
          : learningRate * (m[i] * correction1) / (Math.sqrt(v[i] * correction2) + epsilon);
    }
  }

  // s ← ρ·s + (1 − ρ)·g²; θ ← θ − η·g/(√s + ε)   (R11)
  private static void rmsprop(
      double[] theta, double[] g, double[] s, double learningRate, Optimizer.Rmsprop rmsprop) {
    double rho = Real.of(rmsprop.decay());
    double oneMinusRho = Real.of(1 - rmsprop.decay());
    double epsilon = Real.of(rmsprop.epsilon());
    for (int i = 0; i < theta.length; i++) {
      s[i] = rho * s[i] + oneMinusRho * g[i] * g[i];
      theta[i] -= learningRate * g[i] / (Math.sqrt(s[i]) + epsilon);
    }
  }

  // h ← h + g²; θ ← θ − η·g/(√h + ε)   (R11)
  private static void adagrad(
      double[] theta, double[] g, double[] h, double learningRate, double epsilon) {
    for (int i = 0; i < theta.length; i++) {
      h[i] += g[i] * g[i];
      theta[i] -= learningRate * g[i] / (Math.sqrt(h[i]) + epsilon);
    }
  }
}
