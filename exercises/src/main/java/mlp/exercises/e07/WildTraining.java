package mlp.exercises.e07;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mlp.api.Batch;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.SmallTraining;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.ClippingTask;

/**
 * Gradient descent on examples of which some have lost the decimal point of their target. Unclipped
 * it ends beyond 1e9; clipped by a norm of 0.5 at 0.094, the mean of three seeds.
 */
final class WildTraining {
  static final double BAR = 0.2;

  private static final int STEPS = 600;
  private static final int ROWS = 100;
  private static final int BATCH = 2;
  private static final int HIDDEN = 8;
  private static final double RATE = 0.2;
  private static final double NOISE = 0.1;
  private static final long[] SEEDS = {1, 2, 3};

  // One row in 20 is wrong, by the factor 100
  private static final int EVERY = 20;
  private static final double LOST_POINT = 100;

  // The largest norm let through that is no longer a clipping of wild gradients
  private static final double LOOSE = 1.5;

  private WildTraining() {}

  static void requireSaved(ClippingTask task) {
    double[][] x = SmallTraining.inputs(7, ROWS);
    double[][] y = SmallTraining.targets(x, 8, NOISE);
    Batch right = Reference.batch(x, y);
    Batch wild = Reference.batch(x, withLostPoints(y));
    double mean = 0;
    double[] longest = {0};
    for (long seed : SEEDS) {
      SmallTraining training = new SmallTraining(HIDDEN, wild, BATCH, seed);
      double before = training.loss(right);
      int steps = training.run(STEPS, (theta, gradients, t) -> {
        List<double[][]> used = task.saved(gradients.stream().map(Values::copy).toList());
        Clipped.requireShapes(gradients, used);
        longest[0] = Math.max(longest[0], Clipped.norm(used));
        return descend(theta, used);
      });
      double after = training.loss(right);
      if (steps < STEPS || !(after < before)) {
        throw new Wrong(diverges(before, after, steps, longest[0]));
      }
      mean += after / SEEDS.length;
    }
    if (mean > BAR) {
      throw new Wrong("The training ends with a loss of " + number(mean) + ", the mean of "
          + SEEDS.length + " trainings; " + BAR + " is asked. " + reason(longest[0]));
    }
  }

  private static double[][] withLostPoints(double[][] y) {
    double[][] wild = Values.copy(y);
    for (int i = EVERY / 2; i < wild.length; i += EVERY) {
      wild[i][0] *= LOST_POINT;
    }
    return wild;
  }

  // θ ← θ − η·g   (R11)
  private static List<double[][]> descend(List<double[][]> theta, List<double[][]> gradients) {
    List<double[][]> after = new ArrayList<>();
    for (int i = 0; i < theta.size(); i++) {
      after.add(Values.map(theta.get(i), gradients.get(i), (w, g) -> w - RATE * g));
    }
    return after;
  }

  private static String diverges(double before, double after, int steps, double longest) {
    String how = steps < STEPS
        ? "in step " + steps + " a parameter is no number any more"
        : "its loss is " + number(after) + " in the end, and was " + number(before)
            + " before the first step";
    return "The training still diverges: " + how + ". The largest norm of the gradients that you"
        + " let through is " + number(longest) + ", and a step is " + RATE + " times as long.";
  }

  private static String reason(double longest) {
    return longest > LOOSE
        ? "You clip too little: the largest norm that you let through is " + number(longest)
            + ", and an example with a wrong target still throws the weights away. Take a smaller"
            + " max."
        : "You clip too much: no gradients that you let through have a norm above "
            + number(longest) + ", so that in " + STEPS + " steps of " + RATE
            + " times that length the weights do not come far enough. Take a larger max.";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
