package mlp.exercises.e01;

import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.DropoutTask;

/** What is asked of the way back. */
final class BackwardChecks {
  private BackwardChecks() {}

  static void byHand(DropoutTask dropout) {
    double[][] dout = {{0.5, -1}, {4, 2}};
    double[][] mask = {{0, 1.25}, {1.25, 1.25}};
    backward(dout, mask)
        .given("dout = [[0.5, −1], [4, 2]] and mask = [[0, 1.25], [1.25, 1.25]]")
        .require(dropout.backward(Values.copy(dout), Values.copy(mask)));
  }

  // L = Σ out ⊙ dout has the gradient dout at out
  static void byDifferences(DropoutTask dropout) {
    double[][] a = Numbers.normal(4, 3, 5);
    double[][] dout = Numbers.normal(5, 3, 5);
    double[][] mask = MaskChecks.mask(Numbers.uniform(4, 3, 5), 0.4, 1 / 0.6, 0);
    double[][] numeric = FiniteDifferences.gradient(
        changed -> {
          double loss = 0;
          for (int i = 0; i < changed.length; i++) {
            for (int j = 0; j < changed[i].length; j++) {
              loss += changed[i][j] * mask[i][j] * dout[i][j];
            }
          }
          return loss;
        },
        a);
    Explanation.of("da", numeric)
        .reference("what finite differences give")
        .within(FiniteDifferences.TOLERANCE)
        .require(dropout.backward(Values.copy(dout), Values.copy(mask)));
  }

  static void reference(DropoutTask dropout) {
    for (Trace trace : References.traces()) {
      double[][] dout = Reference.matrix(trace, "ddrop1.out");
      double[][] mask = Reference.matrix(trace, "drop1.mask");
      backward(dout, mask).rows(dout.length).require(dropout.backward(dout, mask));
    }
  }

  private static Explanation backward(double[][] dout, double[][] mask) {
    return Explanation.of("da", Values.map(dout, mask, (d, m) -> d * m))
        .mistake(
            "You forgot the scale on the way back: what forward multiplied by the mask, backward"
                + " multiplies by the mask, and not by 1 where it is not 0.",
            () -> Values.map(dout, mask, (d, m) -> m == 0 ? 0 : d))
        .mistake(
            "You divided by the mask, which is 0 where an output was dropped: backward multiplies by"
                + " the same mask as forward, since ∂(a·m)/∂a = m.",
            () -> Values.map(dout, mask, (d, m) -> d / m))
        .mistake(
            "You divided by the mask's scale: backward multiplies by the same mask as forward,"
                + " since ∂(a·m)/∂a = m.",
            () -> Values.map(dout, mask, (d, m) -> m == 0 ? 0 : d / m))
        .mistake(
            "You let the gradient through where the output was dropped: there da is 0.",
            () -> Values.map(dout, mask, (d, m) -> m == 0 ? d : 0))
        .other(
            "dout itself: the gradient goes back through the mask, as the outputs went forward",
            () -> dout)
        .other("the mask itself: dout is missing in the product", () -> mask);
  }
}
