package mlp.exercises.e01;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.DropoutTask;

/** Exercise 01: mask, forward, backward and evaluation of inverted dropout (R9). */
public final class AddDropout implements Exercise {
  private static final int MASKS = 4_000;

  @Override
  public String number() {
    return "01";
  }

  @Override
  public String name() {
    return "add-dropout";
  }

  @Override
  public int minutes() {
    return 30;
  }

  @Override
  public List<String> files() {
    return List.of("Dropout.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("mask")
        .check(
            "the mask has the shape of u, [n, units]", () -> MaskChecks.shape(dropout(submission)))
        .check("p = 0.2: worked out by hand", () -> MaskChecks.byHand(dropout(submission)))
        .check("p = 0 drops nothing", () -> MaskChecks.withoutDropout(dropout(submission)))
        .check(
            "the masks of numpy-style, three networks",
            () -> MaskChecks.reference(dropout(submission)));
    checks
        .part("forward")
        .check("out has the shape of a, [n, units]", () -> ForwardChecks.shape(dropout(submission)))
        .check("two rows, worked out by hand", () -> ForwardChecks.byHand(dropout(submission)))
        .check(
            "a and the mask stay as they are", () -> ForwardChecks.unchanged(dropout(submission)))
        .check(
            "out of numpy-style, three networks",
            () -> ForwardChecks.reference(dropout(submission)));
    checks
        .part("backward")
        .check("two rows, worked out by hand", () -> BackwardChecks.byHand(dropout(submission)))
        .check(
            "da agrees with finite differences of a ⊙ mask",
            () -> BackwardChecks.byDifferences(dropout(submission)))
        .check(
            "da of numpy-style, three networks",
            () -> BackwardChecks.reference(dropout(submission)));
    checks
        .part("evaluate")
        .check(
            "nothing is dropped and nothing scaled",
            () -> ForwardChecks.evaluate(dropout(submission)));
    checks
        .part("the goal", "mask", "forward", "evaluate")
        .check(
            "over " + MASKS + " masks, the mean of forward is what evaluate gives",
            () -> meanOfMasks(dropout(submission)));
    return checks.all();
  }

  private static DropoutTask dropout(Submission submission) throws Exception {
    return submission.create("Dropout", DropoutTask.class);
  }

  private static void meanOfMasks(DropoutTask dropout) {
    double[][] a = {{1, -2, 0.5}};
    double[][] mean = new double[1][3];
    for (int i = 0; i < MASKS; i++) {
      double[][] mask = dropout.mask(Numbers.uniform(100 + i, 1, 3), 0.3);
      double[][] out = dropout.forward(Values.copy(a), mask);
      mean = Values.map(mean, out, (sum, x) -> sum + x / MASKS);
    }
    Explanation.of("mean of forward", dropout.evaluate(Values.copy(a), 0.3))
        .reference("what evaluate gives")
        .within(0.05)
        .require(mean);
  }
}
