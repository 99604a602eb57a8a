package mlp.exercises.e08;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.WeightDecayTask;
import mlp.exercises.tasks.WeightDecayTask.Adapted;
import mlp.exercises.tasks.WeightDecayTask.Decay;
import mlp.exercises.tasks.WeightDecayTask.Moved;

/** Exercise 08: L2 in the gradient and decoupled weight decay, with three optimizers (R10, R11). */
public final class DecayWeights implements Exercise {
  static final double MU = 0.9;

  private static final double[][] THETA = {{1, -2, 4}};
  private static final double[][] G = {{0.5, 0, -1}};
  private static final String BY_HAND = "θ = [[1, −2, 4]], g = [[0.5, 0, −1]]";
  private static final Decay L2 = new Decay(0.1, 0);
  private static final Decay DECOUPLED = new Decay(0, 0.2);

  @Override
  public String number() {
    return "08";
  }

  @Override
  public String name() {
    return "weight-decay";
  }

  @Override
  public int minutes() {
    return 60;
  }

  @Override
  public List<String> files() {
    return List.of("WeightDecay.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("l2")
        .check("the gradient has the shape of θ", () -> l2Shape(task(submission)))
        .check("weights and λ₂ = 0.1, by hand", () -> l2ByHand(task(submission), true))
        .check("biases are left as they are", () -> l2ByHand(task(submission), false))
        .check("θ and g stay as they are", () -> l2Unchanged(task(submission)));
    checks
        .part("decayed")
        .check("θ after the step has the shape of θ", () -> decayedShape(task(submission)))
        .check("η = 0.5 and λ = 0.2, by hand", () -> decayedByHand(task(submission), true))
        .check("biases are not decayed", () -> decayedByHand(task(submission), false))
        .check("θ and u stay as they are", () -> decayedUnchanged(task(submission)));
    checks
        .part("sgd", "l2", "decayed")
        .check("each of the decays, by hand", () -> sgdByHand(task(submission)))
        .check(
            "the steps of numpy-style, weights and biases", () -> NumpySteps.sgd(task(submission)));
    checks
        .part("momentum", "l2", "decayed")
        .check("each of the decays, by hand", () -> momentumByHand(task(submission)))
        .check(
            "the steps of numpy-style, weights and biases",
            () -> NumpySteps.momentum(task(submission)));
    checks
        .part("adam", "l2", "decayed")
        .check(
            "the first step with each of the decays, by hand", () -> adamByHand(task(submission)))
        .check(
            "the steps of numpy-style, weights and biases",
            () -> NumpySteps.adam(task(submission)));
    checks
        .part("the norm of the weights", "sgd", "adam")
        .check(
            "without gradients it shrinks by 1 − η·λ in each step",
            () -> Overfitting.requireShrinking(task(submission)))
        .check(
            "in a training that overfits it is numpy-style's, with and without decay",
            () -> Overfitting.requireNorms(task(submission)));
    checks
        .part("the goal", "adam")
        .check(
            "with your decay the loss on new examples is at most " + Overfitting.BAR,
            () -> Overfitting.requireGeneral(task(submission)));
    return checks.all();
  }

  private static WeightDecayTask task(Submission submission) throws Exception {
    return submission.create("WeightDecay", WeightDecayTask.class);
  }

  private static Case byHand(boolean isWeight, double rate, Decay decay, double[][]... state) {
    return new Case(THETA, G, isWeight, rate, decay, state);
  }

  private static void l2Shape(WeightDecayTask task) {
    double[][] theta = Numbers.normal(1, 3, 2);
    Explanation.of("gradient", theta)
        .requireShape(task.l2(Values.copy(theta), Numbers.normal(2, 3, 2), true, 0.1));
  }

  private static void l2ByHand(WeightDecayTask task, boolean isWeight) {
    Expected.l2(byHand(isWeight, 0, L2))
        .given(BY_HAND + ", isWeight = " + isWeight + " and λ₂ = 0.1")
        .require(task.l2(Values.copy(THETA), Values.copy(G), isWeight, 0.1));
  }

  private static void l2Unchanged(WeightDecayTask task) {
    Unchanged theta = Unchanged.of("theta", Numbers.normal(3, 3, 2));
    Unchanged g = Unchanged.of("g", Numbers.normal(4, 3, 2));
    task.l2(theta.given(), g.given(), true, 0.1);
    theta.require("l2");
    g.require("l2");
  }

  private static void decayedShape(WeightDecayTask task) {
    double[][] theta = Numbers.normal(1, 3, 2);
    Explanation.of("θ after the step", theta)
        .requireShape(task.decayed(Values.copy(theta), Numbers.normal(2, 3, 2), true, 0.5, 0.2));
  }

  private static void decayedByHand(WeightDecayTask task, boolean isWeight) {
    double[][] u = {{0.25, 0, -0.5}};
    Expected.decayed(byHand(isWeight, 0.5, DECOUPLED), u)
        .given("θ = [[1, −2, 4]], u = [[0.25, 0, −0.5]], isWeight = " + isWeight
            + ", η = 0.5 and λ = 0.2")
        .require(task.decayed(Values.copy(THETA), Values.copy(u), isWeight, 0.5, 0.2));
  }

  private static void decayedUnchanged(WeightDecayTask task) {
    Unchanged theta = Unchanged.of("theta", Numbers.normal(3, 3, 2));
    Unchanged u = Unchanged.of("u", Numbers.normal(4, 3, 2));
    task.decayed(theta.given(), u.given(), true, 0.5, 0.2);
    theta.require("decayed");
    u.require("decayed");
  }

  private static void sgdByHand(WeightDecayTask task) {
    for (Decay decay : List.of(L2, DECOUPLED)) {
      for (boolean isWeight : new boolean[] {true, false}) {
        sgd(task, byHand(isWeight, 0.5, decay), BY_HAND + ", η = 0.5");
      }
    }
  }

  static double[][] sgd(WeightDecayTask task, Case c, String given) {
    double[][] found =
        task.sgd(Values.copy(c.theta()), Values.copy(c.g()), c.isWeight(), c.rate(), c.decay());
    given(Expected.sgd(c), c, given).require(found);
    return found;
  }

  private static void momentumByHand(WeightDecayTask task) {
    double[][] velocity = {{0.2, -0.1, 0}};
    for (Decay decay : List.of(L2, DECOUPLED)) {
      for (boolean isWeight : new boolean[] {true, false}) {
        momentum(
            task,
            byHand(isWeight, 0.5, decay, velocity),
            BY_HAND + ", velocity = [[0.2, −0.1, 0]], η = 0.5, μ = 0.9");
      }
    }
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

  private static void adamByHand(WeightDecayTask task) {
    double[][] zeros = new double[1][3];
    for (Decay decay : List.of(L2, DECOUPLED)) {
      for (boolean isWeight : new boolean[] {true, false}) {
        adam(
            task,
            byHand(isWeight, 0.1, decay, zeros, zeros),
            1,
            BY_HAND + ", m and v of zeros, η = 0.1, t = 1");
      }
    }
  }

  static Adapted adam(WeightDecayTask task, Case c, long t, String given) {
    Adapted found = adam(task, c, t);
    given(Moving.m(c), c, given).require(found.m());
    given(Moving.v(c), c, given).require(found.v());
    given(Moving.adapted(c, t), c, given).require(found.theta());
    return found;
  }

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
