package mlp.exercises.e01;

import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.DropoutTask;

/** What is asked of the mask. */
final class MaskChecks {
  private MaskChecks() {}

  static void shape(DropoutTask dropout) {
    double[][] u = Numbers.uniform(1, 3, 2);
    mask(u, 0.5).requireShape(dropout.mask(Values.copy(u), 0.5));
  }

  // p is not ½, where dropping and keeping have the same scale.
  static void byHand(DropoutTask dropout) {
    double[][] u = {{0.1, 0.2}, {0.9, 0.5}};
    mask(u, 0.2)
        .given("p = 0.2 and u = [[0.1, 0.2], [0.9, 0.5]]")
        .mistake("You dropped where u = p, too: an output is kept where u ≥ p.", () ->
            new double[][] {{0, 0}, {1.25, 1.25}})
        .require(dropout.mask(u, 0.2));
  }

  static void withoutDropout(DropoutTask dropout) {
    double[][] u = {{0, 0.5}, {0.9, 0.49}};
    mask(u, 0)
        .given("p = 0 and u = [[0, 0.5], [0.9, 0.49]]")
        .mistake("You dropped where u = p, too: an output is kept where u ≥ p.", () ->
            new double[][] {{0, 1}, {1, 1}})
        .require(dropout.mask(u, 0));
  }

  static void reference(DropoutTask dropout) {
    for (Trace trace : References.traces()) {
      double p = trace.network().layers().get(0).dropout();
      double[][] u = References.uniforms(trace);
      mask(u, p).require(dropout.mask(u, p));
      Explanation.of("mask", Reference.matrix(trace, "drop1.mask"))
          .reference("numpy-style's")
          .require(dropout.mask(u, p));
    }
  }

  /** What the mask shall be, and what typical mistakes make of it. */
  private static Explanation mask(double[][] u, double p) {
    return Explanation.of("mask", mask(u, p, 1 / (1 - p), 0))
        .mistake(
            "You kept what is to be dropped: p is the probability to drop, and an output is kept"
                + " where u ≥ p.",
            () -> mask(u, p, 0, 1 / (1 - p)))
        .mistake(
            "You took p for the probability to keep: kept where u < p and divided by p. Here p is"
                + " the probability to drop, as in PyTorch and Keras; DL4J's dropOut(p) keeps.",
            () -> mask(u, p, 0, 1 / p))
        .mistake(
            "What is kept is not scaled: it must be multiplied by 1/(1 − p), so that the mean of"
                + " the mask is 1.",
            () -> mask(u, p, 1, 0))
        .mistake(
            "You kept where u < p, and did not scale: an output is kept where u ≥ p, and"
                + " multiplied by 1/(1 − p).",
            () -> mask(u, p, 0, 1))
        .mistake(
            "You multiplied what is kept by 1 − p: it must be divided by it, since the mean of the"
                + " mask shall be 1.",
            () -> mask(u, p, 1 - p, 0))
        .mistake(
            "You divided what is kept by p: the probability to be kept is 1 − p, and 1/(1 − p) the"
                + " scale.",
            () -> mask(u, p, 1 / p, 0))
        .mistake(
            "You multiplied what is kept by p: the scale is 1/(1 − p).", () -> mask(u, p, p, 0))
        .other("u itself: a mask holds only 0 and 1/(1 − p)", () -> u);
  }

  static double[][] mask(double[][] u, double p, double kept, double dropped) {
    return Values.map(u, value -> value >= p ? kept : dropped);
  }
}
