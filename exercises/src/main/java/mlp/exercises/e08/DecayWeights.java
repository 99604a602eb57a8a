package mlp.exercises.e08;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.WeightDecayTask;

/** Exercise 08: L2 in the gradient and decoupled weight decay, with three optimizers (R10, R11). */
public final class DecayWeights implements Exercise {
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
        .check("the gradient has the shape of θ", () -> ByHand.l2Shape(task(submission)))
        .check("weights and λ₂ = 0.1, by hand", () -> ByHand.l2(task(submission)))
        .check("biases are left as they are", () -> ByHand.l2OfBias(task(submission)))
        .check(
            "it is the gradient of L + ½·λ₂·Σw², by finite differences",
            () -> ByHand.l2ByDifferences(task(submission)))
        .check("θ and g stay as they are", () -> ByHand.l2Unchanged(task(submission)));
    checks
        .part("decayed")
        .check("θ after the step has the shape of θ", () -> ByHand.decayedShape(task(submission)))
        .check("η = 0.5 and λ = 0.2, by hand", () -> ByHand.decayed(task(submission)))
        .check("biases are not decayed", () -> ByHand.decayedBias(task(submission)))
        .check("θ and u stay as they are", () -> ByHand.decayedUnchanged(task(submission)));
    checks
        .part("sgd", "l2", "decayed")
        .check("each of the decays, by hand", () -> ByHand.sgd(task(submission)))
        .check(
            "the steps of numpy-style, weights and biases", () -> NumpySteps.sgd(task(submission)));
    checks
        .part("momentum", "l2", "decayed")
        .check("each of the decays, by hand", () -> ByHand.momentum(task(submission)))
        .check(
            "the steps of numpy-style, weights and biases",
            () -> NumpySteps.momentum(task(submission)));
    checks
        .part("adam", "l2", "decayed")
        .check(
            "the first step with each of the decays, by hand", () -> ByHand.adam(task(submission)))
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
}
