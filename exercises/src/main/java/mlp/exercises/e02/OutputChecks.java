package mlp.exercises.e02;

import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.BatchNormTask;

/** What is asked of the way forward, in training. */
final class OutputChecks {
  private OutputChecks() {}

  static void normalizeShape(BatchNormTask norm) {
    double[][] z = Numbers.normal(5, 5, 3);
    double[] mean = Columns.means(z);
    double[] variance = Columns.variances(z);
    normalized(z, mean, variance, 0.5)
        .requireShape(norm.normalize(Values.copy(z), mean.clone(), variance.clone(), 0.5));
  }

  static void normalizeByHand(BatchNormTask norm) {
    normalized(Example.Z, Example.MEAN, Example.VARIANCE, Example.EPSILON)
        .given(Example.GIVEN_Z + ", μ = [2, −2], σ² = [3, 24] and ε = 1")
        .require(norm.normalize(
            Values.copy(Example.Z),
            Example.MEAN.clone(),
            Example.VARIANCE.clone(),
            Example.EPSILON));
  }

  // As evaluation will call it
  static void normalizeByOthers(BatchNormTask norm) {
    double[][] z = {{5, 6}, {1, -4}, {-1, 1}};
    double[] mean = {1, -4};
    double[] variance = {3, 24};
    normalized(z, mean, variance, 1)
        .given("z = [[5, 6], [1, −4], [−1, 1]], mean = [1, −4], variance = [3, 24] and ε = 1")
        .mistake(
            "You computed mean and variance of z yourself: take those that are given, which in"
                + " evaluation are the running ones.",
            () -> Columns.normalized(z, Columns.means(z), Columns.variances(z), 1))
        .require(norm.normalize(Values.copy(z), mean, variance, 1));
  }

  static void normalizeUnchanged(BatchNormTask norm) {
    Unchanged z = Unchanged.of("z", Numbers.normal(6, 5, 3));
    Unchanged mean = Unchanged.of("mean", Numbers.normal(7, 1, 3));
    Unchanged variance = Unchanged.of("variance", Numbers.uniform(8, 1, 3));
    norm.normalize(z.given(), mean.given()[0], variance.given()[0], 0.1);
    z.require("normalize");
    mean.require("normalize");
    variance.require("normalize");
  }

  static void normalized(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] z = Reference.matrix(trace, "z1");
      double[] mean = Reference.vector(trace, "bn1.mean");
      double[] variance = Reference.vector(trace, "bn1.var");
      double epsilon = References.epsilon(trace);
      normalized(z, mean, variance, epsilon).require(norm.normalize(z, mean, variance, epsilon));
      Explanation.of("x̂", Reference.matrix(trace, "bn1.xhat"))
          .reference("numpy-style's")
          .require(norm.normalize(z, mean, variance, epsilon));
    }
  }

  private static Explanation normalized(
      double[][] z, double[] mean, double[] variance, double epsilon) {
    Columns.Each centred = (value, j) -> value - mean[j];
    return Explanation.of("x̂", Columns.normalized(z, mean, variance, epsilon))
        .mistake(
            "You added ε outside of the root: √(σ² + ε) is asked, and not √σ² + ε.",
            () -> divided(z, centred, j -> Math.sqrt(variance[j]) + epsilon))
        .mistake(
            "You left ε out: the divisor is √(σ² + ε), which is never 0.",
            () -> divided(z, centred, j -> Math.sqrt(variance[j])))
        .mistake(
            "You did not take the root: z − μ is divided by √(σ² + ε), a length like z itself.",
            () -> divided(z, centred, j -> variance[j] + epsilon))
        .mistake(
            "You divided by the variance: z − μ is divided by √(σ² + ε).",
            () -> divided(z, centred, j -> variance[j]))
        .mistake(
            "You took the variance for the deviation and added ε to its square: σ² is given, and"
                + " z − μ divided by √(σ² + ε).",
            () -> divided(z, centred, j -> Math.sqrt(variance[j] * variance[j] + epsilon)))
        .mistake(
            "You subtracted ε: the divisor is √(σ² + ε).",
            () -> divided(z, centred, j -> Math.sqrt(variance[j] - epsilon)))
        .mistake(
            "You did not subtract the mean: x̂ is (z − μ)/√(σ² + ε).",
            () -> divided(z, (value, j) -> value, j -> Math.sqrt(variance[j] + epsilon)))
        .mistake(
            "You multiplied by √(σ² + ε): z − μ is divided by it.",
            () -> divided(z, centred, j -> 1 / Math.sqrt(variance[j] + epsilon)))
        .other("z − μ: the division by √(σ² + ε) is missing", () -> Columns.map(z, centred))
        .other("z itself", () -> z);
  }

  /** The divisor of a column. */
  private interface Divisor {
    double of(int j);
  }

  private static double[][] divided(double[][] z, Columns.Each numerator, Divisor divisor) {
    return Columns.map(z, (value, j) -> numerator.at(value, j) / divisor.of(j));
  }

  static void scaleByHand(BatchNormTask norm) {
    scaled(Example.XHAT, Example.GAMMA, Example.BETA)
        .given(Example.GIVEN_XHAT + ", γ = [2, −1] and β = [1, 3]")
        .require(norm.scaleAndShift(
            Values.copy(Example.XHAT), Example.GAMMA.clone(), Example.BETA.clone()));
  }

  static void scaleUnchanged(BatchNormTask norm) {
    Unchanged xhat = Unchanged.of("xhat", Numbers.normal(9, 5, 3));
    norm.scaleAndShift(xhat.given(), Numbers.normal(10, 3), Numbers.normal(11, 3));
    xhat.require("scaleAndShift");
  }

  static void scaled(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] xhat = Reference.matrix(trace, "bn1.xhat");
      double[] gamma = Reference.vector(trace, "gamma1");
      double[] beta = Reference.vector(trace, "beta1");
      scaled(xhat, gamma, beta).require(norm.scaleAndShift(xhat, gamma, beta));
      Explanation.of("out", Reference.matrix(trace, "bn1.out"))
          .reference("numpy-style's")
          .require(norm.scaleAndShift(xhat, gamma, beta));
    }
  }

  /** What out shall be, and what typical mistakes make of it. */
  static Explanation scaled(double[][] xhat, double[] gamma, double[] beta) {
    return Explanation.of("out", Columns.scaled(xhat, gamma, beta))
        .mistake(
            "You exchanged γ and β: γ is the scale, β the shift.",
            () -> Columns.scaled(xhat, beta, gamma))
        .mistake("You left β out: out = γ·x̂ + β.", () -> Columns.map(xhat, (x, j) -> gamma[j] * x))
        .mistake("You left γ out: out = γ·x̂ + β.", () -> Columns.map(xhat, (x, j) -> x + beta[j]))
        .mistake(
            "You added β before you multiplied: out = γ·x̂ + β, and not γ·(x̂ + β).",
            () -> Columns.map(xhat, (x, j) -> gamma[j] * (x + beta[j])))
        .other("x̂ itself: γ and β are missing", () -> xhat);
  }
}
