package mlp.exercises.e02;

import java.util.Arrays;
import mlp.api.Batch;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.BatchNormTask;

/** What is asked of evaluation. */
final class EvaluationChecks {
  private static final double[] RUNNING_MEAN = {1, -4};

  private EvaluationChecks() {}

  static void byHand(BatchNormTask norm) {
    double[][] z = {{5, 6}, {1, -4}};
    evaluated(z)
        .given("z = [[5, 6], [1, −4]], running mean [1, −4], running variance [3, 24], γ = [2, −1],"
            + " β = [1, 3] and ε = 1")
        .require(evaluate(norm, z));
  }

  static void oneRow(BatchNormTask norm) {
    double[][] z = {{5, 6}};
    evaluated(z)
        .given("one row, z = [[5, 6]], running mean [1, −4], running variance [3, 24],"
            + " γ = [2, −1], β = [1, 3] and ε = 1")
        .require(evaluate(norm, z));
  }

  private static double[][] evaluate(BatchNormTask norm, double[][] z) {
    return norm.evaluate(
        Values.copy(z),
        RUNNING_MEAN.clone(),
        Example.VARIANCE.clone(),
        Example.GAMMA.clone(),
        Example.BETA.clone(),
        Example.EPSILON);
  }

  private static Explanation evaluated(double[][] z) {
    double[] variance = Example.VARIANCE;
    double[] gamma = Example.GAMMA;
    double[] beta = Example.BETA;
    double[][] xhat = Columns.normalized(z, RUNNING_MEAN, variance, Example.EPSILON);
    return OutputChecks.scaled(xhat, gamma, beta)
        .mistake(
            "You took mean and variance of the batch: evaluation takes the running ones, so that"
                + " what comes out for an example does not depend on the others.",
            () -> Columns.scaled(
                Columns.normalized(z, Columns.means(z), Columns.variances(z), Example.EPSILON),
                gamma,
                beta))
        .mistake(
            "You took the running variance for a deviation: it is σ², and z − running mean is"
                + " divided by √(running variance + ε).",
            () -> Columns.scaled(
                Columns.map(z, (x, j) -> (x - RUNNING_MEAN[j]) / (variance[j] + Example.EPSILON)),
                gamma,
                beta))
        .mistake(
            "You added ε outside of the root: √(running variance + ε) is asked.",
            () -> Columns.scaled(
                Columns.map(
                    z,
                    (x, j) -> (x - RUNNING_MEAN[j]) / (Math.sqrt(variance[j]) + Example.EPSILON)),
                gamma,
                beta))
        .other("z itself: evaluation normalizes, too", () -> z);
  }

  // What the trained network predicts for new inputs, with the learner's layer in it
  static void reference(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      Batch batch = Reference.batch(Reference.matrix(trace, "x"), Reference.matrix(trace, "y"));
      Mlp mlp = Reference.network(trace.network(), trace.training());
      for (int i = 0; i <= trace.step(); i++) {
        mlp.step(batch);
      }
      Batch others = Reference.batch(trace.network(), 30, 4);
      double[][] out = norm.evaluate(
          product(rows(others.inputs()), Reference.matrix(trace, "W1.after")),
          Reference.vector(trace, "bn1.running.mean.after"),
          Reference.vector(trace, "bn1.running.var.after"),
          Reference.vector(trace, "gamma1.after"),
          Reference.vector(trace, "beta1.after"),
          References.epsilon(trace));
      Explanation.of(
              "prediction, which the layers behind make of your out,",
              rows(mlp.predict(others.inputs())))
          .reference("numpy-style's")
          .require(behind(trace, out));
    }
  }

  // softmax(tanh(out)·W2 + b2)   [n,k]
  private static double[][] behind(Trace trace, double[][] out) {
    double[] b = Reference.vector(trace, "b2.after");
    double[][] z = product(Values.map(out, Math::tanh), Reference.matrix(trace, "W2.after"));
    double[][] powers = Columns.map(z, (value, j) -> Math.exp(value + b[j]));
    for (double[] row : powers) {
      double sum = Arrays.stream(row).sum();
      for (int j = 0; j < row.length; j++) {
        row[j] /= sum;
      }
    }
    return powers;
  }

  private static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[k].length; j++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }
}
