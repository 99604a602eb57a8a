package mlp.exercises.e08;

import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.WeightDecayTask;
import mlp.exercises.tasks.WeightDecayTask.Adapted;
import mlp.exercises.tasks.WeightDecayTask.Decay;
import mlp.exercises.tasks.WeightDecayTask.Moved;

/** Shapes, numbers that can be followed by hand, and what shall stay as it is. */
final class ByHand {
  private static final double[][] THETA = {{1, -2, 4}};
  private static final double[][] G = {{0.5, 0, -1}};
  private static final double[][] U = {{0.25, 0, -0.5}};
  private static final double[][] VELOCITY = {{0.2, -0.1, 0}};
  private static final String THETA_AND_G = "θ = [[1, −2, 4]], g = [[0.5, 0, −1]]";
  private static final Decay L2 = new Decay(0.1, 0);
  private static final Decay DECOUPLED = new Decay(0, 0.2);

  // The first step of Adam is η·g/(|g| + ε), and not quite ±η
  private static final double WITHOUT_EPSILON = 1e-6;

  private ByHand() {}

  static void l2Shape(WeightDecayTask task) {
    double[][] theta = Numbers.normal(1, 3, 2);
    Explanation.of("gradient", theta)
        .requireShape(task.l2(Values.copy(theta), Numbers.normal(2, 3, 2), true, 0.1));
  }

  static void l2(WeightDecayTask task) {
    double[][] found = task.l2(Values.copy(THETA), Values.copy(G), true, 0.1);
    Expected.l2(of(true, 0, L2)).given(THETA_AND_G + " and λ₂ = 0.1").require(found);
    literal("gradient", new double[] {0.6, -0.2, -0.6}, found);
  }

  static void l2OfBias(WeightDecayTask task) {
    Expected.l2(of(false, 0, L2))
        .given(THETA_AND_G + ", isWeight = false and λ₂ = 0.1")
        .require(task.l2(Values.copy(THETA), Values.copy(G), false, 0.1));
  }

  // L + ½·λ₂·Σw² with L = Σw³/3, whose gradient is w²
  static void l2ByDifferences(WeightDecayTask task) {
    double[][] theta = Numbers.normal(6, 3, 2);
    double[][] numeric = FiniteDifferences.gradient(
        changed -> {
          double sum = 0;
          for (double[] row : changed) {
            for (double w : row) {
              sum += w * w * w / 3 + 0.5 * 0.3 * w * w;
            }
          }
          return sum;
        },
        theta);
    Explanation.of("gradient", numeric)
        .reference("what finite differences give")
        .within(FiniteDifferences.TOLERANCE)
        .require(task.l2(Values.copy(theta), Values.map(theta, w -> w * w), true, 0.3));
  }

  static void l2Unchanged(WeightDecayTask task) {
    Unchanged theta = Unchanged.of("theta", Numbers.normal(3, 3, 2));
    Unchanged g = Unchanged.of("g", Numbers.normal(4, 3, 2));
    task.l2(theta.given(), g.given(), true, 0.1);
    theta.require("l2");
    g.require("l2");
  }

  static void decayedShape(WeightDecayTask task) {
    double[][] theta = Numbers.normal(1, 3, 2);
    Explanation.of("θ after the step", theta)
        .requireShape(task.decayed(Values.copy(theta), Numbers.normal(2, 3, 2), true, 0.5, 0.2));
  }

  static void decayed(WeightDecayTask task) {
    double[][] found = decayed(task, true);
    literal("θ after the step", new double[] {0.65, -1.8, 4.1}, found);
  }

  static void decayedBias(WeightDecayTask task) {
    decayed(task, false);
  }

  private static double[][] decayed(WeightDecayTask task, boolean isWeight) {
    double[][] found = task.decayed(Values.copy(THETA), Values.copy(U), isWeight, 0.5, 0.2);
    Expected.decayed(of(isWeight, 0.5, DECOUPLED), U)
        .given("θ = [[1, −2, 4]], u = [[0.25, 0, −0.5]], isWeight = " + isWeight
            + ", η = 0.5 and λ = 0.2")
        .require(found);
    return found;
  }

  static void decayedUnchanged(WeightDecayTask task) {
    Unchanged theta = Unchanged.of("theta", Numbers.normal(3, 3, 2));
    Unchanged u = Unchanged.of("u", Numbers.normal(4, 3, 2));
    task.decayed(theta.given(), u.given(), true, 0.5, 0.2);
    theta.require("decayed");
    u.require("decayed");
  }

  static void sgd(WeightDecayTask task) {
    String given = THETA_AND_G + ", η = 0.5";
    String name = "θ after the step";
    literal(name, new double[] {0.7, -1.9, 4.3}, Steps.sgd(task, of(true, 0.5, L2), given));
    literal(name, new double[] {0.65, -1.8, 4.1}, Steps.sgd(task, of(true, 0.5, DECOUPLED), given));
    literal(name, new double[] {0.75, -2, 4.5}, Steps.sgd(task, of(false, 0.5, L2), given));
    literal(name, new double[] {0.75, -2, 4.5}, Steps.sgd(task, of(false, 0.5, DECOUPLED), given));
  }

  static void momentum(WeightDecayTask task) {
    String given = THETA_AND_G + ", velocity = [[0.2, −0.1, 0]], η = 0.5, μ = 0.9";
    Moved l2 = Steps.momentum(task, of(true, 0.5, L2, VELOCITY), given);
    literal("velocity", new double[] {-0.12, 0.01, 0.3}, l2.velocity());
    literal("θ after the step", new double[] {0.88, -1.99, 4.3}, l2.theta());
    Moved decoupled = Steps.momentum(task, of(true, 0.5, DECOUPLED, VELOCITY), given);
    literal("velocity", new double[] {-0.07, -0.09, 0.5}, decoupled.velocity());
    literal("θ after the step", new double[] {0.83, -1.89, 4.1}, decoupled.theta());
    Moved bias = Steps.momentum(task, of(false, 0.5, L2, VELOCITY), given);
    literal("θ after the step", new double[] {0.93, -2.09, 4.5}, bias.theta());
  }

  static void adam(WeightDecayTask task) {
    double[][] zeros = new double[1][3];
    String given = THETA_AND_G + ", m and v of zeros, η = 0.1, t = 1";
    Adapted l2 = Steps.adam(task, of(true, 0.1, L2, zeros, zeros), 1, given);
    literal("m", new double[] {0.06, -0.02, -0.06}, l2.m());
    literal("v", new double[] {0.00036, 0.00004, 0.00036}, l2.v());
    literal("θ after the step", new double[] {0.9, -1.9, 4.1}, l2.theta());
    Adapted decoupled = Steps.adam(task, of(true, 0.1, DECOUPLED, zeros, zeros), 1, given);
    literal("θ after the step", new double[] {0.88, -1.96, 4.02}, decoupled.theta());
    Adapted bias = Steps.adam(task, of(false, 0.1, DECOUPLED, zeros, zeros), 1, given);
    literal("θ after the step", new double[] {0.9, -2, 4.1}, bias.theta());
  }

  private static Case of(boolean isWeight, double rate, Decay decay, double[][]... state) {
    return new Case(THETA, G, isWeight, rate, decay, state);
  }

  // Worked out on paper, and not by the formulas that explain
  private static void literal(String name, double[] expected, double[][] found) {
    Explanation.of(name, new double[][] {expected}).within(WITHOUT_EPSILON).require(found);
  }
}
