package mlp.exercises.e04;

import java.util.Arrays;
import java.util.List;
import mlp.exercises.e04.Chain.Slip;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.ActivationsTask;

/** Checks of what the first of ten layers gets with each activation function. */
final class Comparison {
  private static final int LAYERS = 10;
  private static final int UNITS = 32;
  private static final double ROUNDING = 1e-9;

  private Comparison() {}

  static void compare(ActivationsTask task) {
    List<Sigma> all = Sigmas.all();
    Chain ten = chain(all.get(0), LAYERS, UNITS);
    double[] found = task.compare(
        Values.copy(ten.x()),
        Arrays.stream(ten.weights()).map(Values::copy).toArray(double[][][]::new),
        Values.copy(ten.dz()));
    double[] first = layer(0);
    Explanation explanation = Explanation.of("compare", first)
        .mistake(
            "These are the numbers of the last layer, where nothing has been lost yet: passed"
                + " begins with the first layer, the element 0.",
            () -> layer(LAYERS - 1))
        .mistake(
            "These are the numbers of the second layer: passed begins with the first, the element"
                + " 0.",
            () -> layer(1));
    explanation.requireShape(found);
    for (int i = 0; i < first.length; i++) {
      if (!isNear(found[i], first[i])) {
        for (Sigma other : all) {
          requireNot(i, found[i], all.get(i), other);
        }
      }
    }
    explanation.require(found);
    // Each by itself, too: they span many powers of ten.
    for (int i = 0; i < first.length; i++) {
      Explanation.of("compare[" + i + "], of " + all.get(i).name(), first[i]).require(found[i]);
    }
  }

  private static void requireNot(int place, double found, Sigma asked, Sigma other) {
    if (isNear(found, first(other, other))) {
      throw new Wrong("Your compare[" + place + "] is the number of " + other.name()
          + ", where that"
          + " of " + asked.name() + " is asked: the order is sigmoid, tanh, relu, leakyRelu, elu,"
          + " silu, gelu.");
    }
    if (isNear(found, first(asked, other))) {
      throw new Wrong("Your compare[" + place + "] is that of " + asked.name()
          + " on the way forward"
          + " and " + other.name() + "Derivative on the way back: both must be of " + asked.name()
          + ".");
    }
  }

  private static double first(Sigma forward, Sigma back) {
    Chain chain = chain(forward, LAYERS, UNITS);
    return new Chain(chain.x(), chain.weights(), chain.sigma(), back.right().slope(), chain.dz())
        .shares(Slip.NONE)[0];
  }

  private static boolean isNear(double found, double expected) {
    return Math.abs(found - expected) <= ROUNDING * expected;
  }

  private static double[] layer(int l) {
    return Sigmas.all().stream()
        .mapToDouble(sigma -> chain(sigma, LAYERS, UNITS).shares(Slip.NONE)[l])
        .toArray();
  }

  /** Layers with as many units as inputs, and weights N(0, 1/in), as xavier draws them (R7). */
  static Chain chain(Sigma sigma, int layers, int units) {
    double[][][] weights = new double[layers][][];
    for (int l = 0; l < layers; l++) {
      weights[l] = Values.map(Numbers.normal(50 + l, units, units), w -> w / Math.sqrt(units));
    }
    return new Chain(
        Numbers.normal(70, 16, units),
        weights,
        sigma.right().value(),
        sigma.right().slope(),
        Numbers.normal(71, 16, units));
  }
}
