package mlp.exercises.e01;

import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.DropoutTask;

/** What is asked of the way forward, in training and in evaluation. */
final class ForwardChecks {
  private ForwardChecks() {}

  static void shape(DropoutTask dropout) {
    double[][] a = Numbers.normal(2, 3, 2);
    double[][] mask = MaskChecks.mask(Numbers.uniform(2, 3, 2), 0.5, 2, 0);
    forward(a, mask).requireShape(dropout.forward(Values.copy(a), Values.copy(mask)));
  }

  static void byHand(DropoutTask dropout) {
    double[][] a = {{1, 2}, {4, -8}};
    double[][] mask = {{0, 1.25}, {1.25, 1.25}};
    forward(a, mask)
        .given("a = [[1, 2], [4, −8]] and mask = [[0, 1.25], [1.25, 1.25]]")
        .require(dropout.forward(Values.copy(a), Values.copy(mask)));
  }

  static void unchanged(DropoutTask dropout) {
    Unchanged a = Unchanged.of("a", Numbers.normal(3, 4, 3));
    Unchanged mask =
        Unchanged.of("mask", MaskChecks.mask(Numbers.uniform(3, 4, 3), 0.25, 4.0 / 3, 0));
    dropout.forward(a.given(), mask.given());
    a.require("forward");
    mask.require("forward");
  }

  static void reference(DropoutTask dropout) {
    for (Trace trace : References.traces()) {
      double[][] a = Reference.matrix(trace, "a1");
      double[][] mask = Reference.matrix(trace, "drop1.mask");
      forward(a, mask).require(dropout.forward(Values.copy(a), Values.copy(mask)));
      Explanation.of("out", Reference.matrix(trace, "drop1.out"))
          .reference("numpy-style's")
          .require(dropout.forward(a, mask));
    }
  }

  private static Explanation forward(double[][] a, double[][] mask) {
    return Explanation.of("out", Values.map(a, mask, (x, m) -> x * m))
        .mistake(
            "You dropped, but did not scale: out is a times the mask, and the mask holds the scale"
                + " 1/(1 − p).",
            () -> Values.map(a, mask, (x, m) -> m == 0 ? 0 : x))
        .mistake(
            "You scaled twice: the mask holds the scale 1/(1 − p) already, so that out is a times"
                + " the mask and no more.",
            () -> Values.map(a, mask, (x, m) -> x * m * m))
        .mistake(
            "You added the mask: out is a times the mask, element by element.",
            () -> Values.map(a, mask, Double::sum))
        .mistake(
            "You kept what the mask drops: where the mask is 0 out is 0.",
            () -> Values.map(a, mask, (x, m) -> m == 0 ? x : 0))
        .other("a itself: nothing was dropped", () -> a)
        .other("the mask itself: a is missing in the product", () -> mask);
  }

  static void evaluate(DropoutTask dropout) {
    double[][] a = {{1, 2}, {3, -4}};
    double p = 0.2;
    Explanation.of("out", a)
        .given("a = [[1, 2], [3, −4]] and p = 0.2")
        .mistake(
            "You scaled by 1 − p in evaluation, as the first paper on dropout does: here training"
                + " has scaled by 1/(1 − p) already, and evaluation leaves a as it is.",
            () -> Values.map(a, x -> x * (1 - p)))
        .mistake(
            "You scaled by 1/(1 − p) in evaluation, too: only what survives dropout needs it.",
            () -> Values.map(a, x -> x / (1 - p)))
        .mistake(
            "You scaled by p in evaluation: nothing is dropped there, and nothing scaled.",
            () -> Values.map(a, x -> x * p))
        .require(dropout.evaluate(Values.copy(a), p));
  }
}
