package mlp.exercises.e02;

import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.tasks.BatchNormTask;

/** What running statistics are kept for: new examples come out as those of the training did. */
final class Goal {
  private static final int BATCHES = 200;
  private static final double[] GAMMA = {2, -0.5, 1};
  private static final double[] BETA = {1, -3, 0.5};
  private static final double EPSILON = 1e-5;

  private Goal() {}

  static void require(BatchNormTask norm) {
    double[] mean = {0, 0, 0};
    double[] variance = {1, 1, 1};
    for (int i = 0; i < BATCHES; i++) {
      double[][] z = drawn(1000 + i, 32);
      double[] ofBatch = norm.mean(z);
      mean = norm.updateRunning(mean, ofBatch, 0.95);
      variance = norm.updateRunning(variance, norm.variance(z, ofBatch), 0.95);
    }
    double[][] out = norm.evaluate(drawn(1, 2000), mean, variance, GAMMA, BETA, EPSILON);
    Explanation.of("mean of what evaluate gives", BETA)
        .reference("β")
        .within(0.1)
        .require(Columns.means(out));
    Explanation.of(
            "deviation of what evaluate gives", Columns.map(GAMMA, (value, j) -> Math.abs(value)))
        .reference("|γ|")
        .within(0.1)
        .require(Columns.map(Columns.variances(out), (value, j) -> Math.sqrt(value)));
  }

  /** Units of the means 50, −3, 0 and the deviations 10, 0.5, 2. */
  private static double[][] drawn(long seed, int rows) {
    double[] mean = {50, -3, 0};
    double[] deviation = {10, 0.5, 2};
    return Columns.map(Numbers.normal(seed, rows, 3), (value, j) -> mean[j] + deviation[j] * value);
  }
}
