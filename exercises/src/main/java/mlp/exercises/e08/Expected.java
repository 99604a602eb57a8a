package mlp.exercises.e08;

import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;

/** The two decays and gradient descent with them, and what typical mistakes make of them. */
final class Expected {
  private static final String BIASES =
      "You decayed a bias: where isWeight is false nothing is decayed.";

  private Expected() {}

  static Explanation l2(Case c) {
    double lambda = c.decay().l2();
    return Explanation.of("gradient", c.gradient(c.l2()))
        .mistake(BIASES, () -> c.gradient(lambda))
        .mistake(
            "You added 2·λ·W, the gradient of λ‖W‖²: here the gradient gets λ·W, which is that of"
                + " ½λ‖W‖².",
            () -> c.gradient(2 * c.l2()))
        .mistake("You added ½·λ·W: ½λ‖W‖² has the gradient λ·W.", () -> c.gradient(c.l2() / 2))
        .mistake(
            "You subtracted λ·W, which lets weights grow: the gradient is subtracted from W, so that"
                + " λ·W is added to it.",
            () -> c.gradient(-c.l2()))
        .mistake(
            "You added λ·sign(W), which is L1: L2 adds λ·W.",
            () -> Values.map(c.g(), c.theta(), (x, w) -> x + c.l2() * Math.signum(w)))
        .mistake(
            "You added λ·W²: the gradient of ½λ‖W‖² is λ·W.",
            () -> Values.map(c.g(), c.theta(), (x, w) -> x + c.l2() * w * w))
        .mistake(
            "You multiplied the gradient by 1 + λ: what is added is λ·W.",
            () -> Values.map(c.g(), x -> x * (1 + c.l2())))
        .other("g itself: λ·W is missing, which is added for weights", c::g)
        .other("λ·W alone: it is added to g", () -> Values.map(c.theta(), w -> lambda * w));
  }

  static Explanation decayed(Case c, double[][] u) {
    double share = c.rate() * c.decoupled();
    return Explanation.of("θ after the step", c.after(u, share))
        .mistake(BIASES, () -> c.after(u, c.rate() * c.decay().decoupled()))
        .mistake(
            "You decayed without the rate: the decay is η·λ·W.", () -> c.after(u, c.decoupled()))
        .mistake(
            "You decayed what the step had left, (W − u)·(1 − η·λ): the decay is of W before the"
                + " step.",
            () -> c.afterwards(u, share))
        .mistake(
            "You added the decay: it is subtracted, so that weights come nearer to 0.",
            () -> c.after(u, -share))
        .mistake(
            "You added u: the optimizer's step is subtracted.",
            () -> c.after(Values.map(u, x -> -x), share))
        .mistake(
            "You multiplied u by the rate: u is the whole step, and η is in it already.",
            () -> c.after(Values.map(u, x -> c.rate() * x), share))
        .mistake("You decayed twice as much: it is η·λ·W.", () -> c.after(u, 2 * share))
        .mistake("There is no decay: for weights η·λ·W is subtracted, too.", () -> c.after(u, 0))
        .mistake(
            "You left out u: the optimizer's step is subtracted, too.",
            () -> c.after(Values.map(u, x -> 0), share));
  }

  // u = η·(g + λ₂·W)
  static Explanation sgd(Case c) {
    double share = c.rate() * c.decoupled();
    double[][] u = step(c, c.l2());
    return Explanation.of("θ after the step", c.after(u, share))
        .mistake(
            BIASES, () -> c.after(step(c, c.decay().l2()), c.rate() * c.decay().decoupled()))
        .mistake("L2 is missing: the step takes g + λ₂·W.", () -> c.after(step(c, 0), share))
        .mistake("The decoupled decay is missing: η·λ·W is subtracted, too.", () -> c.after(u, 0))
        .mistake(
            "Neither L2 nor the decoupled decay is in your step.", () -> c.after(step(c, 0), 0))
        .mistake(
            "You decayed without the rate: the decay is η·λ·W.", () -> c.after(u, c.decoupled()))
        .mistake(
            "You decayed what the step had left: the decay is of W before the step.",
            () -> c.afterwards(u, share))
        .mistake(
            "You stepped uphill: u = η·g is subtracted.",
            () -> c.after(Values.map(u, x -> -x), share))
        .mistake("The rate is missing in u: it is η·g.", () -> c.after(c.gradient(c.l2()), share))
        .other("θ before the step: nothing was subtracted", c::theta);
  }

  private static double[][] step(Case c, double lambda) {
    return Values.map(c.gradient(lambda), x -> c.rate() * x);
  }

  /** Of what the optimizer adds up: L2 is in it, the decoupled decay is not. */
  static Explanation accumulated(String name, Case c, Accumulation each) {
    double l2 = c.l2();
    return Explanation.of(name, each.of(c.gradient(l2)))
        .mistake(BIASES, () -> each.of(c.gradient(c.decay().l2())))
        .mistake(
            "A bias was decayed, by the decoupled λ, and this in the gradient: where isWeight is"
                + " false nothing is decayed.",
            () -> each.of(c.gradient(c.isWeight() ? l2 : c.decay().decoupled())))
        .mistake(
            "The decoupled decay has come into the gradient: it goes past the optimizer, and is"
                + " subtracted from W alone.",
            () -> each.of(c.gradient(l2 + c.decoupled())))
        .mistake(
            "L2 is missing: the optimizer gets g + λ₂·W in the place of g.", () -> each.of(c.g()))
        .mistake(
            "L2 is in it twice: λ₂·W is added to the gradient once.",
            () -> each.of(c.gradient(2 * l2)))
        .other("the " + name + " of before the step", each::before);
  }

  /** What an optimizer keeps, as a function of the gradient that it gets. */
  interface Accumulation {
    double[][] of(double[][] gradient);

    double[][] before();
  }
}
