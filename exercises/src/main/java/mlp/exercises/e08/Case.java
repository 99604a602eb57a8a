package mlp.exercises.e08;

import mlp.exercises.grading.Values;
import mlp.exercises.tasks.WeightDecayTask.Decay;

/**
 * A parameter before a step, its gradient, and how strongly it is decayed.
 *
 * @param state velocity, or m and v, before the step; empty without
 */
record Case(
    double[][] theta,
    double[][] g,
    boolean isWeight,
    double rate,
    Decay decay,
    double[][]... state) {

  /** λ₂ as it acts: 0 on a bias. */
  double l2() {
    return isWeight ? decay.l2() : 0;
  }

  /** λ as it acts: 0 on a bias. */
  double decoupled() {
    return isWeight ? decay.decoupled() : 0;
  }

  /** @return g + λ·θ */
  double[][] gradient(double lambda) {
    return Values.map(g, theta, (x, w) -> x + lambda * w);
  }

  /** @return θ − u − share·θ */
  double[][] after(double[][] u, double share) {
    double[][] stepped = Values.map(theta, u, (w, x) -> w - x);
    return Values.map(stepped, theta, (x, w) -> x - share * w);
  }

  /** @return (θ − u)·(1 − share) */
  double[][] afterwards(double[][] u, double share) {
    return Values.map(theta, u, (w, x) -> (w - x) * (1 - share));
  }
}
