package mlp.exercises.e08;

import java.util.function.DoubleBinaryOperator;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.WeightDecayTask;

/** Momentum and Adam with the two decays, and what typical mistakes make of them. */
final class Moving {
  private Moving() {}

  private static Expected.Accumulation accumulation(
      double[][] before, DoubleBinaryOperator formula) {
    return new Expected.Accumulation() {
      @Override
      public double[][] of(double[][] gradient) {
        return Values.map(before, gradient, formula);
      }

      @Override
      public double[][] before() {
        return before;
      }
    };
  }

  // velocity ← μ·velocity − η·g
  static Explanation velocity(Case c, double mu) {
    double[][] before = c.state()[0];
    double[][] gradient = c.gradient(c.l2());
    double rate = c.rate();
    return Expected.accumulated("velocity", c, accumulation(before, (v, g) -> mu * v - rate * g))
        .mistake(
            "Your velocity is PyTorch's, μ·velocity + g, with the rate outside: here it is"
                + " μ·velocity − η·g.",
            () -> Values.map(before, gradient, (v, g) -> mu * v + g))
        .mistake(
            "The sign of the gradient is wrong: velocity ← μ·velocity − η·g.",
            () -> Values.map(before, gradient, (v, g) -> mu * v + rate * g))
        .mistake(
            "You multiplied the gradient by 1 − μ: velocity ← μ·velocity − η·g.",
            () -> Values.map(before, gradient, (v, g) -> mu * v - rate * (1 - mu) * g))
        .mistake(
            "The velocity of before is missing: velocity ← μ·velocity − η·g.",
            () -> Values.map(before, gradient, (v, g) -> -rate * g));
  }

  // θ ← θ + velocity − η·λ·θ
  static Explanation moved(Case c, double mu) {
    double[][] before = c.state()[0];
    double[][] gradient = c.gradient(c.l2());
    double[][] u = Values.map(before, gradient, (v, g) -> c.rate() * g - mu * v);
    return decays(c, u)
        .mistake(
            "You took the velocity of before the step: θ moves by the new one.",
            () -> c.after(Values.map(before, v -> -v), c.rate() * c.decoupled()))
        .mistake(
            "You took Nesterov's step, μ·velocity − η·g: plain momentum adds the velocity.",
            () -> c.after(
                Values.map(u, gradient, (x, g) -> mu * x + c.rate() * g),
                c.rate() * c.decoupled()));
  }

  private static Explanation decays(Case c, double[][] u) {
    double share = c.rate() * c.decoupled();
    return Explanation.of("θ after the step", c.after(u, share))
        .mistake(
            "You decayed a bias: where isWeight is false nothing is decayed.",
            () -> c.after(u, c.rate() * c.decay().decoupled()))
        .mistake("The decoupled decay is missing: η·λ·W is subtracted, too.", () -> c.after(u, 0))
        .mistake(
            "You decayed without the rate: the decay is η·λ·W.", () -> c.after(u, c.decoupled()))
        .mistake(
            "You decayed what the step had left: the decay is of W before the step.",
            () -> c.afterwards(u, share))
        .mistake(
            "L2 has acted a second time, on θ itself: it is in the gradient, and nowhere else.",
            () -> c.after(u, share + c.rate() * c.l2()))
        .mistake(
            "The optimizer's step has the wrong sign.",
            () -> c.after(Values.map(u, x -> -x), share))
        .other("θ before the step: nothing was subtracted", c::theta);
  }

  // m ← β₁·m + (1 − β₁)·g
  static Explanation m(Case c) {
    return moment("m", "β₁·m + (1 − β₁)·g", c, c.state()[0], WeightDecayTask.BETA1, (x, g) -> g);
  }

  // v ← β₂·v + (1 − β₂)·g²
  static Explanation v(Case c) {
    double beta = WeightDecayTask.BETA2;
    double[][] before = c.state()[1];
    double[][] gradient = c.gradient(c.l2());
    return moment("v", "β₂·v + (1 − β₂)·g²", c, before, beta, (x, g) -> g * g)
        .mistake(
            "The square is missing: v ← β₂·v + (1 − β₂)·g².",
            () -> Values.map(before, gradient, (v, g) -> beta * v + (1 - beta) * g))
        .mistake(
            "You took β₁ for v: v ← β₂·v + (1 − β₂)·g².",
            () -> Values.map(
                before,
                gradient,
                (v, g) -> WeightDecayTask.BETA1 * v + (1 - WeightDecayTask.BETA1) * g * g));
  }

  private static Explanation moment(
      String name,
      String formula,
      Case c,
      double[][] before,
      double beta,
      DoubleBinaryOperator power) {
    double[][] gradient = c.gradient(c.l2());
    return Expected.accumulated(
            name,
            c,
            accumulation(before, (x, g) -> beta * x + (1 - beta) * power.applyAsDouble(x, g)))
        .mistake(
            "The factor of the gradient is missing: " + name + " ← " + formula + ".",
            () -> Values.map(before, gradient, (x, g) -> beta * x + power.applyAsDouble(x, g)))
        .mistake(
            "The two factors are exchanged: " + name + " ← " + formula + ".",
            () -> Values.map(
                before, gradient, (x, g) -> (1 - beta) * x + beta * power.applyAsDouble(x, g)));
  }

  // θ ← θ − η·m̂/(√v̂ + ε) − η·λ·θ
  static Explanation adapted(Case c, long t) {
    double[][] gradient = c.gradient(c.l2());
    double beta1 = WeightDecayTask.BETA1;
    double beta2 = WeightDecayTask.BETA2;
    double[][] m = Values.map(c.state()[0], gradient, (x, g) -> beta1 * x + (1 - beta1) * g);
    double[][] v = Values.map(c.state()[1], gradient, (x, g) -> beta2 * x + (1 - beta2) * g * g);
    double one = 1 - Math.pow(beta1, t);
    double two = 1 - Math.pow(beta2, t);
    double epsilon = WeightDecayTask.EPSILON;
    double rate = c.rate();
    double share = rate * c.decoupled();
    DoubleBinaryOperator step = (x, y) -> rate * (x / one) / (Math.sqrt(y / two) + epsilon);
    double[][] u = Values.map(m, v, step);
    return decays(c, u)
        .mistake(
            "You left out the correction for the start, m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).",
            () -> c.after(Values.map(m, v, (x, y) -> rate * x / (Math.sqrt(y) + epsilon)), share))
        .mistake(
            "You corrected m alone: v̂ = v/(1 − β₂ᵗ), too.",
            () -> c.after(
                Values.map(m, v, (x, y) -> rate * (x / one) / (Math.sqrt(y) + epsilon)), share))
        .mistake(
            "You corrected by t + 1: t counts from 1 already.",
            () -> c.after(
                Values.map(
                    m,
                    v,
                    (x, y) -> rate
                        * (x / (1 - Math.pow(beta1, t + 1)))
                        / (Math.sqrt(y / (1 - Math.pow(beta2, t + 1))) + epsilon)),
                share))
        .mistake(
            "The root is missing: u = η·m̂/(√v̂ + ε).",
            () ->
                c.after(Values.map(m, v, (x, y) -> rate * (x / one) / (y / two + epsilon)), share))
        .mistake(
            "Your decay was divided by √v̂ + ε, as the gradient is: decoupled means that it is not.",
            () -> Values.map(
                c.after(u, 0),
                Values.map(c.theta(), v, (w, y) -> share * w / (Math.sqrt(y / two) + epsilon)),
                (x, decay) -> x - decay))
        .mistake(
            "You took the moments of before the step: m and v first, then the step.",
            () -> c.after(Values.map(c.state()[0], c.state()[1], step), share));
  }
}
