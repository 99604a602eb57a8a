package mlp.exercises.e04;

import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.e04.Sigma.Pair;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Values;

/** Checks of one activation function and its derivative. */
final class Functions {
  private static final double[] FEW = {-2, -1, 0, 1, 3};
  private static final double[] SMOOTH = {-4, -2.5, -1, -0.3, 0.2, 0.7, 1.5, 3};
  private static final double[] LARGE = {-1000, 1000};
  private static final String OVERFLOW = "An exponential overflowed: e¹⁰⁰⁰ is ∞ for a double, and"
      + " ∞/∞, ∞ − ∞ and 0·∞ are NaN. Write it so that no more than one exponential is left, with"
      + " e⁻ᶻ in a denominator, as in 1/(1 + e⁻ᶻ), or with Math.tanh, which is stable.";

  private Functions() {}

  static void value(Sigma sigma, Pair learners) {
    sigma.value(FEW).given("z = −2, −1, 0, 1, 3").require(Values.map(FEW, learners.value()));
  }

  static void slope(Sigma sigma, Pair learners) {
    sigma.slope(FEW).given("z = −2, −1, 0, 1, 3").require(Values.map(FEW, learners.slope()));
  }

  static void slopeByDifferences(Sigma sigma, Pair learners) {
    double[] slopes = new double[SMOOTH.length];
    for (int i = 0; i < slopes.length; i++) {
      double[] at = {SMOOTH[i]};
      slopes[i] = FiniteDifferences.gradient(z -> learners.value().applyAsDouble(z[0]), at)[0];
    }
    Explanation.of(sigma.name() + "Derivative", slopes)
        .reference("what finite differences of your " + sigma.name() + " give")
        .within(FiniteDifferences.TOLERANCE)
        .require(Values.map(SMOOTH, learners.slope()));
  }

  static void isStable(Sigma sigma, Pair learners) {
    requireStable(sigma.value(LARGE), sigma.right().value(), learners.value());
    requireStable(sigma.slope(LARGE), sigma.right().slope(), learners.slope());
  }

  private static void requireStable(
      Explanation explanation, DoubleUnaryOperator right, DoubleUnaryOperator learners) {
    double[] numbers = Values.map(LARGE, right);
    explanation
        .given("z = −1000 and 1000")
        .mistake(OVERFLOW, () -> new double[] {Double.NaN, numbers[1]})
        .mistake(OVERFLOW, () -> new double[] {numbers[0], Double.NaN})
        .mistake(OVERFLOW, () -> new double[] {Double.NaN, Double.NaN})
        .require(Values.map(LARGE, learners));
  }

  // a = σ(z) and dz = da ⊙ σ′(z) of the first layer, where da = dz₂·W₂ᵀ (R2)
  static void numpyStyle(Sigma sigma, Pair learners) {
    for (int seed = 1; seed <= 3; seed++) {
      Network network = Network.withInputs(3)
          .layer(4 + seed, sigma.activation())
          .layer(3, Activation.SOFTMAX)
          .initializer(new Initializer.Normal(seed))
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      Trace trace = Reference.step(network, new Training(new Optimizer.Sgd(), 0.1, 6, 1, seed), 6);
      double[] z = Reference.vector(trace, "z1");
      sigma.value(z).require(Values.map(z, learners.value()));
      Explanation.of("a1", Reference.vector(trace, "a1"))
          .reference("numpy-style's")
          .require(Values.map(z, learners.value()));
      sigma.slope(z).require(Values.map(z, learners.slope()));
      double[][] da = Chain.product(
          Reference.matrix(trace, "dz2"), Chain.transposed(Reference.matrix(trace, "W2")));
      double[][] slopes = Values.map(Reference.matrix(trace, "z1"), learners.slope());
      Explanation.of("dz1", Reference.matrix(trace, "dz1"))
          .reference("numpy-style's")
          .require(Values.map(da, slopes, (d, slope) -> d * slope));
    }
  }
}
