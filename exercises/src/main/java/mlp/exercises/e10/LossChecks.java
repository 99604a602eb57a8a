package mlp.exercises.e10;

import java.util.Map;
import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.tasks.BackpropagationTask;

/** What is asked of the loss. */
final class LossChecks {
  private LossChecks() {}

  // Row 0: p = ¼, ¼, ½ and the third is right; row 1: p = ⅔, ⅙, ⅙ and the first is right.
  static void byHand(BackpropagationTask task) {
    double[][] z = {{0, 0, Math.log(2)}, {Math.log(4), 0, 0}};
    double[][] y = {{0, 0, 1}, {1, 0, 0}};
    double first = Math.log(2);
    double second = Math.log(1.5);
    Explanation.of("loss", (first + second) / 2)
        .given("z3 = [[0, 0, log 2], [log 4, 0, 0]], so that the probabilities are [[¼, ¼, ½],"
            + " [⅔, ⅙, ⅙]], and y = [[0, 0, 1], [1, 0, 0]]")
        .mistake(
            "You summed over the rows: the loss is a mean, divided by n.", () -> first + second)
        .mistake(
            "You divided by n·k, all elements of the table: the loss is a mean over the n rows.",
            () -> (first + second) / 6)
        .mistake(
            "The sign is wrong: the logarithm of a probability is negative, and the loss is minus"
                + " that.",
            () -> -(first + second) / 2)
        .mistake(
            "You took the logarithm of 1 − p: −log p of the right class is asked.",
            () -> -(Math.log(0.5) + Math.log(1.0 / 3)) / 2)
        .mistake(
            "You took the probabilities of all classes: y leaves only that of the right one.",
            () -> -(2 * Math.log(0.25) + Math.log(0.5) + Math.log(2.0 / 3) + 2 * Math.log(1.0 / 6))
                / 2)
        .mistake(
            "You averaged 1 − p: the loss is the mean of −log p of the right class.",
            () -> (0.5 + 1.0 / 3) / 2)
        .mistake(
            "The logarithm of the sum is missing: −z + log Σ e^z of the right class is asked.",
            () -> -(Math.log(2) + Math.log(4)) / 2)
        .require(task.loss(z, y));
  }

  static void large(BackpropagationTask task) {
    Explanation.of("loss", 1000.0)
        .given("z3 = [[1000, 0, −1000]] and y = [[0, 1, 0]]")
        .mistake(
            "You took the logarithm of a probability that is too small for a double, and 0 here:"
                + " compute the loss from the logits, log Σ e^(z − max z) − (z − max z).",
            () -> Double.POSITIVE_INFINITY)
        .mistake(
            "You took e^1000, which is too large for a double, or 0·log 0: compute the loss from"
                + " the logits, log Σ e^(z − max z) − (z − max z).",
            () -> Double.NaN)
        .require(task.loss(new double[][] {{1000, 0, -1000}}, new double[][] {{0, 1, 0}}));
  }

  static void reference(BackpropagationTask task) {
    for (Trace trace : Traces.steps()) {
      double loss = task.loss(Reference.matrix(trace, "z3"), Reference.matrix(trace, "y"));
      new Judged(trace, Map.of("loss", loss)).require();
    }
  }
}
