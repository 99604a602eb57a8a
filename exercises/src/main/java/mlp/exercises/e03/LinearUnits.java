package mlp.exercises.e03;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.XorTask;
import mlp.exercises.tasks.XorTask.Unit;
import mlp.exercises.tasks.XorTask.Weights;

/** Checks of what a network without activation functions can do. */
final class LinearUnits {
  private LinearUnits() {}

  static void collapseByHand(XorTask xor) {
    Weights network = new Weights(
        new double[][] {{1, 2}, {3, 5}}, new double[] {1, -2}, new double[] {3, -1}, 0.5);
    requireCollapsed(
        xor, network, "w1 = [[1, 2], [3, 5]], b1 = [1, −2], w2 = [3, −1] and b2 = 0.5");
  }

  static void collapseOfNumpyStyle(XorTask xor) {
    for (int seed = 1; seed <= 3; seed++) {
      double[][] w = Numbers.normal(seed, 4, 2);
      Weights network = new Weights(new double[][] {w[0], w[1]}, w[2], w[3], seed - 0.5);
      requireCollapsed(xor, network, null);
      Unit unit = xor.collapse(network);
      Explanation.of(
              "unit's z at the four points",
              HandMade.of(Activation.IDENTITY, network).outputs())
          .reference("the ŷ of numpy-style's network")
          .require(z(unit));
    }
  }

  private static void requireCollapsed(XorTask xor, Weights network, String given) {
    Weights copy = new Weights(
        Values.copy(network.w1()), network.b1().clone(), network.w2().clone(), network.b2());
    Unit unit = requireUnit("collapse", xor.collapse(copy));
    double[] found = {unit.w()[0], unit.w()[1], unit.b()};
    double[][] w1 = network.w1();
    double[] w2 = network.w2();
    double w0 = w1[0][0] * w2[0] + w1[0][1] * w2[1];
    double wOther = w1[1][0] * w2[0] + w1[1][1] * w2[1];
    double passed = network.b1()[0] * w2[0] + network.b1()[1] * w2[1];
    double b2 = network.b2();
    Explanation explanation = Explanation.of("(w, b)", new double[] {w0, wOther, passed + b2})
        .mistake(
            "You took w1 for transposed: w1[k][j] goes from input k to unit j, so that"
                + " w[k] = Σⱼ w1[k][j]·w2[j].",
            () -> new double[] {
              w1[0][0] * w2[0] + w1[1][0] * w2[1], w1[0][1] * w2[0] + w1[1][1] * w2[1], passed + b2
            })
        .mistake(
            "b is the output's bias alone: the hidden biases reach the output, too, through w2:"
                + " b = b1·w2 + b2.",
            () -> new double[] {w0, wOther, b2})
        .mistake("The output's own bias is missing in b: b = b1·w2 + b2.", () ->
            new double[] {w0, wOther, passed})
        .mistake(
            "You added up the biases as they are: each hidden bias is multiplied by its unit's"
                + " weight in w2 on the way: b = b1·w2 + b2.",
            () -> new double[] {w0, wOther, network.b1()[0] + network.b1()[1] + b2})
        .mistake("You added up the hidden weights and left w2 out: w[k] = Σⱼ w1[k][j]·w2[j].", () ->
            new double[] {w1[0][0] + w1[0][1], w1[1][0] + w1[1][1], passed + b2});
    if (given != null) {
      explanation.given(given);
    }
    explanation.require(found);
  }

  private static Unit requireUnit(String method, Unit unit) {
    if (unit == null) {
      throw new Wrong(method + "(…) returned null: return new Unit(w, b).");
    }
    Explanation.of("w", new double[2]).requireShape(unit.w());
    return unit;
  }

  private static double[] z(Unit unit) {
    double[] z = new double[4];
    for (int i = 0; i < 4; i++) {
      z[i] = Plane.POINTS[i][0] * unit.w()[0] + Plane.POINTS[i][1] * unit.w()[1] + unit.b();
    }
    return z;
  }

  static void threeOfFour(XorTask xor) {
    Unit unit = requireUnit("threeOfFour", xor.threeOfFour());
    double[] z = z(unit);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (!(Math.abs(z[i]) > 1e-9)) {
        throw new Wrong("The line of your unit goes through the point " + Plane.point(i)
            + ", where z = " + Plane.number(z[i]) + ": it is on neither side. "
            + (unit.b() == 0
                ? "The bias is missing: with b = 0 every line goes through (0, 0)."
                : "Change the bias a little."));
      }
      if (z[i] > 0 != Plane.XOR[i] > 0) {
        wrong.add(Plane.point(i));
      }
    }
    if (wrong.size() != 1) {
      throw new Wrong("Your unit is wrong at " + String.join(" and ", wrong)
          + ": at the four points z is "
          + Plane.numbers(z) + ", and shall be above 0 at (0, 1) and (1, 0), and below it at the"
          + " other two. "
          + (wrong.size() == 3
              ? "With −w and −b it would be right at three: the sides are exchanged."
              : "Cut off one corner of the square with the line."));
    }
  }
}
