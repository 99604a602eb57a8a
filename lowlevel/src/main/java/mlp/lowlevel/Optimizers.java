package mlp.lowlevel;

import mlp.api.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/** What one step does with a parameter θ and its mean gradient g (R11). */
final class Optimizers {
  private Optimizers() {}

  /**
   * Changes the parameter and its state.
   *
   * @param step from 0
   */
  static void update(Optimizer optimizer, Parameter parameter, double learningRate, long step) {
    INDArray theta = parameter.values();
    INDArray g = parameter.gradient();
    INDArray[] state = parameter.state();
    INDArray update = parameter.update();
    if (optimizer instanceof Optimizer.Sgd) {
      sgd(theta, g, learningRate);
    } else if (optimizer instanceof Optimizer.Momentum momentum) {
      momentum(theta, g, state[0], update, learningRate, momentum.momentum());
    } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
      nesterov(theta, g, state[0], update, learningRate, nesterov.momentum());
    } else if (optimizer instanceof Optimizer.Adam adam) {
      adam(theta, g, state[0], state[1], update, learningRate, adam, step + 1);
    } else if (optimizer instanceof Optimizer.Adamw adamw) {
      adam(theta, g, state[0], state[1], update, learningRate, adamw.adam(), step + 1);
    } else if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      rmsprop(theta, g, state[0], update, learningRate, rmsprop);
    } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
      adagrad(theta, g, state[0], update, learningRate, adagrad.epsilon());
    } else {
      throw new IllegalArgumentException("no formula for " + optimizer);
    }
  }

  // θ ← θ − η·g   (R11)
  private static void sgd(INDArray theta, INDArray g, double learningRate) {
    Blas.axpy(-learningRate, g, theta);
  }

  // v ← μ·v − η·g; θ ← θ + v   (R11)
  private static void momentum(
      INDArray theta, INDArray g, INDArray v, INDArray update, double learningRate, double mu) {
    v.muli(mu).subi(g.mul(learningRate, update));
    theta.addi(v);
  }

  // v ← μ·v − η·g; θ ← θ + μ·v − η·g   (R11)
  private static void nesterov(
      INDArray theta, INDArray g, INDArray v, INDArray update, double learningRate, double mu) {
    v.muli(mu).subi(g.mul(learningRate, update));
    try (INDArray ahead = v.mul(mu)) {
      theta.addi(ahead.subi(update)); // once: two additions would round θ twice
    }
  }

  // m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²   (R11)
  // θ ← θ − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)
  // or, with ε̂: θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂)
  private static void adam(
      INDArray theta,
      INDArray g,
      INDArray m,
      INDArray v,
      INDArray update,
      double learningRate,
      Optimizer.Adam adam,
      long t) {
    double correction1 = 1 - StrictMath.pow(adam.beta1(), t);
    double correction2 = 1 - StrictMath.pow(adam.beta2(), t);
    double epsilonHatRate = learningRate * Math.sqrt(correction2) / correction1;
    m.muli(adam.beta1()).addi(g.mul(1 - adam.beta1(), update));
    v.muli(adam.beta2()).addi(g.mul(1 - adam.beta2(), update).muli(g));
    if (adam.epsilonHat()) {
      sqrt(v, update).addi(adam.epsilon()).rdivi(m).muli(epsilonHatRate);
    } else {
      // η·m̂ = η/(1 − β₁ᵗ)·m
      sqrt(v.div(correction2, update), update).addi(adam.epsilon()).rdivi(m);
      update.muli(learningRate / correction1);
    }
    theta.subi(update);
  }

  // s ← ρ·s + (1 − ρ)·g²; θ ← θ − η·g/(√s + ε)   (R11)
  private static void rmsprop(
      INDArray theta,
      INDArray g,
      INDArray s,
      INDArray update,
      double learningRate,
      Optimizer.Rmsprop rmsprop) {
    s.muli(rmsprop.decay()).addi(g.mul(1 - rmsprop.decay(), update).muli(g));
    sqrt(s, update).addi(rmsprop.epsilon()).rdivi(g).muli(learningRate);
    theta.subi(update);
  }

  // h ← h + g²; θ ← θ − η·g/(√h + ε)   (R11)
  private static void adagrad(
      INDArray theta,
      INDArray g,
      INDArray h,
      INDArray update,
      double learningRate,
      double epsilon) {
    h.addi(g.mul(g, update));
    sqrt(h, update).addi(epsilon).rdivi(g).muli(learningRate);
    theta.subi(update);
  }

  private static INDArray sqrt(INDArray x, INDArray result) {
    return Nd4j.exec(new Sqrt(x, result));
  }
}
