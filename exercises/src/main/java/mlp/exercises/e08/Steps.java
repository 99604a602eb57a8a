package mlp.exercises.e08;

import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.WeightDecayTask;
import mlp.exercises.tasks.WeightDecayTask.Adapted;
import mlp.exercises.tasks.WeightDecayTask.Moved;

/** Steps that the learner's code takes, each explained where it is not as it shall be. */
final class Steps {
  static final double MU = 0.9;

  private Steps() {}

  static double[][] sgd(WeightDecayTask task, Case c, String given) {
    double[][] found =
        task.sgd(Values.copy(c.theta()), Values.copy(c.g()), c.isWeight(), c.rate(), c.decay());
    given(Expected.sgd(c), c, given).require(found);
    return found;
  }

  static Moved momentum(WeightDecayTask task, Case c, String given) {
    Moved found = task.momentum(
        Values.copy(c.theta()),
        Values.copy(c.g()),
        Values.copy(c.state()[0]),
        c.isWeight(),
        c.rate(),
        MU,
        c.decay());
    if (found == null) {
      throw new Wrong("momentum(…) returned null: return new Moved(θ after the step, velocity).");
    }
    given(Moving.velocity(c, MU), c, given).require(found.velocity());
    given(Moving.moved(c, MU), c, given).require(found.theta());
    return found;
  }

  static Adapted adam(WeightDecayTask task, Case c, long t, String given) {
    Adapted found = adam(task, c, t);
    given(Moving.m(c), c, given).require(found.m());
    given(Moving.v(c), c, given).require(found.v());
    given(Moving.adapted(c, t), c, given).require(found.theta());
    return found;
  }

  /** Takes the step and does not judge it. */
  static Adapted adam(WeightDecayTask task, Case c, long t) {
    Adapted found = task.adam(
        Values.copy(c.theta()),
        Values.copy(c.g()),
        Values.copy(c.state()[0]),
        Values.copy(c.state()[1]),
        c.isWeight(),
        c.rate(),
        t,
        c.decay());
    if (found == null) {
      throw new Wrong("adam(…) returned null: return new Adapted(θ after the step, m, v).");
    }
    return found;
  }

  private static Explanation given(Explanation explanation, Case c, String given) {
    return explanation.given(given + ", isWeight = " + c.isWeight() + ", λ₂ = "
        + c.decay().l2() + " and λ = " + c.decay().decoupled());
  }
}
