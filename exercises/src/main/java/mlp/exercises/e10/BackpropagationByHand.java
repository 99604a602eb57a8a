package mlp.exercises.e10;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.BackpropagationTask;

/** Exercise 10: a whole step of a network with two hidden layers (R1, R2, R4, R6, R11). */
public final class BackpropagationByHand implements Exercise {
  private static final String BY_HAND = "the step of the page, worked out by hand";
  private static final String NETWORKS = " of numpy-style, four networks, tanh and ReLU";

  /** A check of the learner's object. */
  private interface Body {
    void run(BackpropagationTask task);
  }

  @Override
  public String number() {
    return "10";
  }

  @Override
  public String name() {
    return "backpropagation-by-hand";
  }

  @Override
  public int minutes() {
    return 120;
  }

  @Override
  public List<String> files() {
    return List.of("Backpropagation.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("forward")
        .check("z1 to a3 have their shapes", on(submission, ForwardChecks::shapes))
        .check(BY_HAND, on(submission, ForwardChecks::byHand))
        .check("x and the parameters stay as they are", on(submission, ForwardChecks::unchanged))
        .check("nothing overflows for logits of ±1000", on(submission, ForwardChecks::large))
        .check("z1 to a3" + NETWORKS, on(submission, ForwardChecks::reference));
    checks
        .part("loss")
        .check("two rows, worked out by hand", on(submission, LossChecks::byHand))
        .check("nothing overflows for logits of ±1000", on(submission, LossChecks::large))
        .check("the loss" + NETWORKS, on(submission, LossChecks::reference));
    checks
        .part("backward")
        .check("dz3 to db1 have their shapes", on(submission, BackwardChecks::shapes))
        .check(BY_HAND, on(submission, BackwardChecks::byHand))
        .check(
            "the parameters and what forward gave stay as they are",
            on(submission, BackwardChecks::unchanged))
        .check(
            "the gradients agree with finite differences of the loss",
            on(submission, BackwardChecks::byDifferences))
        .check("dz3 to db1" + NETWORKS, on(submission, BackwardChecks::reference));
    checks
        .part("update")
        .check(BY_HAND, on(submission, UpdateChecks::byHand))
        .check("the parameters before stay as they are", on(submission, UpdateChecks::unchanged))
        .check("the parameters after the step" + NETWORKS, on(submission, UpdateChecks::reference));
    checks
        .part("the whole step", "forward", "loss", "backward", "update")
        .check("three steps on end, as numpy-style takes them", on(submission, Run::require));
    checks
        .part("the goal", "the whole step")
        .check(
            "it learns two half circles: 97% of 200 points after " + Goal.STEPS + " steps",
            on(submission, Goal::require));
    return checks.all();
  }

  private static Check.Body on(Submission submission, Body body) {
    return () -> body.run(submission.create("Backpropagation", BackpropagationTask.class));
  }
}
