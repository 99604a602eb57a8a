package mlp.exercises.e02;

import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.BatchNormTask;

/** What is asked of the way back. */
final class GradientChecks {
  private GradientChecks() {}

  static void betaByHand(BatchNormTask norm) {
    beta(Example.DOUT).given(Example.GIVEN_DOUT).require(norm.dbeta(Values.copy(Example.DOUT)));
  }

  static void betas(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] dout = Reference.matrix(trace, "dbn1.out");
      beta(dout).require(norm.dbeta(Values.copy(dout)));
      Explanation.of("dβ", Reference.vector(trace, "dbeta1"))
          .reference("numpy-style's")
          .require(norm.dbeta(dout));
    }
  }

  private static Explanation beta(double[][] dout) {
    return Explanation.of("dβ", Columns.sums(dout))
        .mistake(
            "You summed each row: β has a number for each unit, and dβ is the sum of its column"
                + " over all rows.",
            () -> Columns.sumsOfRows(dout))
        .mistake(
            "You averaged over the rows: β is added in every row, so that dβ is the plain sum of"
                + " dout. (The mean over the batch is taken once, by the loss.)",
            () -> Columns.means(dout))
        .other("the first row of dout: the sum over the rows is missing", () -> dout[0])
        .other("the last row of dout: add the rows up, with +=", () -> dout[dout.length - 1]);
  }

  static void gammaByHand(BatchNormTask norm) {
    gamma(Example.DOUT, Example.XHAT)
        .given(Example.GIVEN_DOUT + " and " + Example.GIVEN_XHAT)
        .require(norm.dgamma(Values.copy(Example.DOUT), Values.copy(Example.XHAT)));
  }

  static void gammas(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] dout = Reference.matrix(trace, "dbn1.out");
      double[][] xhat = Reference.matrix(trace, "bn1.xhat");
      gamma(dout, xhat).require(norm.dgamma(Values.copy(dout), Values.copy(xhat)));
      Explanation.of("dγ", Reference.vector(trace, "dgamma1"))
          .reference("numpy-style's")
          .require(norm.dgamma(dout, xhat));
    }
  }

  private static Explanation gamma(double[][] dout, double[][] xhat) {
    double[][] product = Values.map(dout, xhat, (d, x) -> d * x);
    return Explanation.of("dγ", Columns.sums(product))
        .mistake(
            "You summed each row: γ has a number for each unit, and dγ is the sum of its column"
                + " over all rows.",
            () -> Columns.sumsOfRows(product))
        .mistake(
            "You averaged over the rows: γ is a factor in every row, so that dγ is the plain sum of"
                + " dout ⊙ x̂. (The mean over the batch is taken once, by the loss.)",
            () -> Columns.means(product))
        .mistake(
            "You left x̂ out: ∂out/∂γ = x̂, so that dγ = Σ dout ⊙ x̂. This is dβ.",
            () -> Columns.sums(dout))
        .other("Σ x̂, which is almost 0: dout is missing in the product", () -> Columns.sums(xhat));
  }

  static void shape(BatchNormTask norm) {
    double[][] xhat = Numbers.normal(12, 5, 3);
    double[][] dout = Numbers.normal(13, 5, 3);
    double[] variance = {1, 2, 3};
    double[] gamma = {1, 2, 3};
    dz(dout, xhat, variance, gamma, 0.1)
        .requireShape(norm.dz(dout, xhat, variance.clone(), gamma.clone(), 0.1));
  }

  static void byHand(BatchNormTask norm) {
    dz(Example.DOUT, Example.XHAT, Example.VARIANCE, Example.GAMMA, Example.EPSILON)
        .given(Example.GIVEN_DOUT + ", " + Example.GIVEN_XHAT
            + ", σ² = [3, 24], γ = [2, −1] and ε = 1")
        .require(norm.dz(
            Values.copy(Example.DOUT),
            Values.copy(Example.XHAT),
            Example.VARIANCE.clone(),
            Example.GAMMA.clone(),
            Example.EPSILON));
  }

  static void unchanged(BatchNormTask norm) {
    Unchanged dout = Unchanged.of("dout", Numbers.normal(14, 5, 2));
    Unchanged xhat = Unchanged.of("xhat", Numbers.normal(15, 5, 2));
    norm.dz(dout.given(), xhat.given(), new double[] {1, 2}, new double[] {3, 4}, 0.1);
    dout.require("dz");
    xhat.require("dz");
  }

  // L = Σ out ⊙ dout has the gradient dout at out; μ and σ² are those of the changed z
  static void byDifferences(BatchNormTask norm) {
    double[][] z = Numbers.normal(16, 6, 3);
    double[][] dout = Numbers.normal(17, 6, 3);
    double[] gamma = {1.5, -0.5, 0.75};
    double epsilon = 0.1;
    double[][] numeric = FiniteDifferences.gradient(
        changed -> {
          double[][] xhat = Columns.normalized(
              changed, Columns.means(changed), Columns.variances(changed), epsilon);
          double loss = 0;
          for (int i = 0; i < xhat.length; i++) {
            for (int j = 0; j < gamma.length; j++) {
              loss += gamma[j] * xhat[i][j] * dout[i][j];
            }
          }
          return loss;
        },
        z);
    double[] variance = Columns.variances(z);
    double[][] xhat = Columns.normalized(z, Columns.means(z), variance, epsilon);
    double[][] found =
        norm.dz(Values.copy(dout), Values.copy(xhat), variance.clone(), gamma, epsilon);
    dz(dout, xhat, variance, gamma, epsilon).require(found);
    Explanation.of("dz", numeric)
        .reference("what finite differences give")
        .within(FiniteDifferences.TOLERANCE)
        .require(found);
  }

  static void reference(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] dout = Reference.matrix(trace, "dbn1.out");
      double[][] xhat = Reference.matrix(trace, "bn1.xhat");
      double[] variance = Reference.vector(trace, "bn1.var");
      double[] gamma = Reference.vector(trace, "gamma1");
      double epsilon = References.epsilon(trace);
      double[][] found = norm.dz(Values.copy(dout), Values.copy(xhat), variance, gamma, epsilon);
      dz(dout, xhat, variance, gamma, epsilon).require(found);
      Explanation.of("dz", Reference.matrix(trace, "dz1"))
          .reference("numpy-style's")
          .require(found);
    }
  }

  private static Explanation dz(
      double[][] dout, double[][] xhat, double[] variance, double[] gamma, double epsilon) {
    int n = dout.length;
    double[] meanOfDout = Columns.means(dout);
    double[] meanWithXhat = Columns.means(Values.map(dout, xhat, (d, x) -> d * x));
    double[][] own = dout;
    double[][] mean = Columns.map(dout, (d, j) -> meanOfDout[j]);
    double[][] spread = Columns.map(xhat, (x, j) -> x * meanWithXhat[j]);
    Columns.Each scale = (value, j) -> value * gamma[j] / Math.sqrt(variance[j] + epsilon);
    double[][] inner = minus(own, mean, 1, spread, 1);
    return Explanation.of("dz", Columns.map(inner, scale))
        .mistake(
            "You took μ and σ² for constants: both depend on z, and give the terms −dβ/n and"
                + " −x̂·dγ/n.",
            () -> Columns.map(own, scale))
        .mistake(
            "You left out the way through μ: the term −dβ/n is missing.",
            () -> Columns.map(minus(own, mean, 0, spread, 1), scale))
        .mistake(
            "You left out the way through σ²: the term −x̂·dγ/n is missing.",
            () -> Columns.map(minus(own, mean, 1, spread, 0), scale))
        .mistake(
            "You left out x̂ in the last term: −x̂·dγ/n is asked.",
            () -> Columns.map(
                minus(own, mean, 1, Columns.map(xhat, (x, j) -> meanWithXhat[j]), 1), scale))
        .mistake(
            "You did not divide dβ and dγ by n: the terms are −dβ/n and −x̂·dγ/n.",
            () -> Columns.map(minus(own, mean, n, spread, n), scale))
        .mistake(
            "You added the two terms: −dβ/n and −x̂·dγ/n are subtracted.",
            () -> Columns.map(minus(own, mean, -1, spread, -1), scale))
        .mistake(
            "You left γ out: dz = γ/√(σ² + ε)·(…).",
            () -> Columns.map(inner, (value, j) -> value / Math.sqrt(variance[j] + epsilon)))
        .mistake(
            "You left out the division by √(σ² + ε): dz = γ/√(σ² + ε)·(…).",
            () -> Columns.map(inner, (value, j) -> value * gamma[j]))
        .mistake(
            "You divided by σ² + ε: dz = γ/√(σ² + ε)·(…), with the root.",
            () -> Columns.map(inner, (value, j) -> value * gamma[j] / (variance[j] + epsilon)))
        .mistake(
            "You left ε out: the divisor is √(σ² + ε), the very same as in normalize.",
            () -> Columns.map(inner, (value, j) -> value * gamma[j] / Math.sqrt(variance[j])))
        .mistake(
            "You added ε outside of the root: √(σ² + ε) is asked, as in normalize.",
            () -> Columns.map(
                inner, (value, j) -> value * gamma[j] / (Math.sqrt(variance[j]) + epsilon)))
        .other("dout itself: nothing of the normalization is in it", () -> dout)
        .rows(n);
  }

  private static double[][] minus(
      double[][] own, double[][] mean, double ofMean, double[][] spread, double ofSpread) {
    double[][] rest = Values.map(own, mean, (d, m) -> d - ofMean * m);
    return Values.map(rest, spread, (d, s) -> d - ofSpread * s);
  }
}
