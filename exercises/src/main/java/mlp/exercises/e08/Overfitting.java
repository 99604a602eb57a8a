package mlp.exercises.e08;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.Mlp;
import mlp.api.Optimizer;
import mlp.api.Training;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.SmallTraining;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.WeightDecayTask;
import mlp.exercises.tasks.WeightDecayTask.Adapted;
import mlp.exercises.tasks.WeightDecayTask.Decay;

/**
 * Thirty noisy examples and a network that learns them by heart: without decay its loss on them is
 * 0.0014 in the end, and 0.68 on new ones; with λ₂ = 0.1 they are 0.29 and 0.17.
 */
final class Overfitting {
  static final double BAR = 0.35;

  private static final int ROWS = 30;
  private static final int NEW_ROWS = 200;
  private static final int HIDDEN = 30;
  private static final int STEPS = 300;
  private static final double NOISE = 0.5;
  private static final double RATE = 0.01;
  private static final long SEED = 1;
  private static final Decay NONE = new Decay(0, 0);

  // The loss on the thirty examples above which the network has not learnt even them
  private static final double UNLEARNT = 0.25;

  private static final int SHRINKING_STEPS = 100;

  private Overfitting() {}

  // W ← W − η·λ·W in each step: ‖W‖ is multiplied by 1 − η·λ
  static void requireShrinking(WeightDecayTask task) {
    double[][] zeros = new double[2][3];
    double[][] bySgd = Numbers.normal(5, 2, 3);
    double[][] start = bySgd;
    Adapted byAdam = new Adapted(bySgd, zeros, zeros);
    for (int t = 1; t <= SHRINKING_STEPS; t++) {
      bySgd = task.sgd(bySgd, new double[2][3], true, 0.1, new Decay(0.2, 0));
      Case c =
          new Case(byAdam.theta(), zeros, true, 0.1, new Decay(0, 0.2), byAdam.m(), byAdam.v());
      byAdam = Steps.adam(task, c, t);
    }
    double expected = norm(List.<double[][]>of(start)) * Math.pow(1 - 0.1 * 0.2, SHRINKING_STEPS);
    String after = " after " + SHRINKING_STEPS + " steps with η = 0.1";
    Explanation.of("‖W‖" + after + ", SGD and λ₂ = 0.2", expected)
        .require(norm(List.<double[][]>of(bySgd)));
    Explanation.of("‖W‖" + after + ", Adam and λ = 0.2", expected)
        .require(norm(List.<double[][]>of(byAdam.theta())));
  }

  static void requireNorms(WeightDecayTask task) {
    for (Decay decay : List.of(NONE, new Decay(0.1, 0), new Decay(0, 1))) {
      SmallTraining training = train(task, decay);
      Explanation.of("‖W‖ after " + STEPS + " steps of Adam", referenceNorm(decay))
          .given("λ₂ = " + decay.l2() + " and λ = " + decay.decoupled())
          .reference("numpy-style's")
          .within(1e-6)
          .require(norm(training.parameters()));
    }
  }

  static void requireGeneral(WeightDecayTask task) {
    Decay decay = task.chosen();
    if (decay == null || !(decay.l2() >= 0 && decay.decoupled() >= 0)) {
      throw new Wrong("chosen() returned " + decay
          + ": both numbers of a Decay are 0 or above, as in new Decay(0.001, 0).");
    }
    SmallTraining training = train(task, decay);
    double onNew = training.loss(examples(17, NEW_ROWS, 0));
    if (!(onNew <= BAR)) {
      double learnt = training.loss(examples(7, ROWS, NOISE));
      throw new Wrong("The loss on " + NEW_ROWS + " new examples is " + number(onNew) + "; " + BAR
          + " is asked. On the " + ROWS + " of the training it is " + number(learnt)
          + ", and ‖W‖ is " + number(norm(training.parameters())) + ". "
          + (learnt < UNLEARNT
              ? "The network has learnt the noise of its examples by heart: take more decay."
              : "The network has not learnt even its own examples: take less decay."));
    }
  }

  private static SmallTraining train(WeightDecayTask task, Decay decay) {
    SmallTraining training = new SmallTraining(HIDDEN, examples(7, ROWS, NOISE), ROWS, SEED);
    List<double[][]> m = zeros(training.parameters());
    List<double[][]> v = zeros(training.parameters());
    training.run(STEPS, (theta, gradients, t) -> {
      List<double[][]> after = new ArrayList<>();
      for (int i = 0; i < theta.size(); i++) {
        Case c =
            new Case(theta.get(i), gradients.get(i), i % 2 == 0, RATE, decay, m.get(i), v.get(i));
        Adapted adapted = Steps.adam(task, c, t + 1);
        after.add(adapted.theta());
        m.set(i, adapted.m());
        v.set(i, adapted.v());
      }
      return after;
    });
    return training;
  }

  private static List<double[][]> zeros(List<double[][]> parameters) {
    List<double[][]> zeros = new ArrayList<>();
    parameters.forEach(table -> zeros.add(new double[table.length][table[0].length]));
    return zeros;
  }

  private static double referenceNorm(Decay decay) {
    Training training = new Training(Optimizer.Adam.standard(), RATE, ROWS, 1, SEED)
        .toBuilder().l2(decay.l2()).weightDecay(decay.decoupled()).build();
    Mlp mlp = Reference.network(SmallTraining.network(HIDDEN), training);
    Batch examples = examples(7, ROWS, NOISE);
    for (int t = 0; t < STEPS; t++) {
      mlp.step(examples.rows(BatchOrder.of(SEED, t, ROWS), 0, ROWS));
    }
    return norm(SmallTraining.rows(mlp.parameters()));
  }

  private static Batch examples(long seed, int rows, double noise) {
    double[][] x = SmallTraining.inputs(seed, rows);
    return Reference.batch(x, SmallTraining.targets(x, seed + 1, noise));
  }

  // ‖W‖ over W1 and W2: every other table is a bias
  private static double norm(List<double[][]> parameters) {
    double squares = 0;
    for (int i = 0; i < parameters.size(); i += 2) {
      for (double[] row : parameters.get(i)) {
        for (double w : row) {
          squares += w * w;
        }
      }
    }
    return Math.sqrt(squares);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
