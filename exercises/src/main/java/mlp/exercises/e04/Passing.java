package mlp.exercises.e04;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.e04.Chain.Slip;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.ActivationsTask;

/** Checks of how much gradient passes through layers. */
final class Passing {
  private Passing() {}

  static void shape(ActivationsTask task) {
    Chain chain = Comparison.chain(Sigmas.all().get(1), 4, 3);
    Explanation.of("passed", new double[4]).requireShape(passed(task, chain));
  }

  // z = 2, 3, 4.5; σ = z², σ′ = 2z; ‖dz‖ = 18, 6, 2
  static void byHand(ActivationsTask task) {
    Chain chain = new Chain(
        new double[][] {{1}},
        new double[][][] {{{2}}, {{0.75}}, {{0.5}}},
        z -> z * z,
        z -> 2 * z,
        new double[][] {{2}});
    explanation(chain)
        .given("σ(z) = z², x = 1, one unit in each of three layers with W = 2, 0.75, 0.5, dz = 2")
        .require(passed(task, chain));
  }

  static void anyShape(ActivationsTask task) {
    List<Sigma> all = Sigmas.all();
    for (int seed = 1; seed <= 3; seed++) {
      double[][][] weights = {
        Numbers.normal(seed, 3, 5), Numbers.normal(seed + 10, 5, 2), Numbers.normal(seed + 20, 2, 4)
      };
      Sigma sigma = all.get(2 * seed - 1);
      Chain chain = new Chain(
          Numbers.normal(seed + 30, 6, 3),
          weights,
          sigma.right().value(),
          sigma.right().slope(),
          Numbers.normal(seed + 40, 6, 4));
      Unchanged x = Unchanged.of("x", chain.x());
      Unchanged dz = Unchanged.of("dz", chain.dz());
      double[] found = task.passed(x.given(), weights, chain.sigma(), chain.slope(), dz.given());
      x.require("passed");
      dz.require("passed");
      explanation(chain).require(found);
    }
  }

  static void numpyStyle(ActivationsTask task) {
    List<Sigma> all = Sigmas.all();
    for (int seed = 1; seed <= 3; seed++) {
      Sigma sigma = all.get(3 * (seed - 1));
      Trace trace = trace(sigma.activation(), seed);
      List<double[][]> weights = new ArrayList<>();
      double[] norms = new double[4];
      for (int l = 1; l <= 4; l++) {
        weights.add(Reference.matrix(trace, "W" + l));
        norms[l - 1] = Math.sqrt(Arrays.stream(Reference.vector(trace, "dz" + l))
            .map(value -> value * value)
            .sum());
      }
      Chain chain = new Chain(
          Reference.matrix(trace, "x"),
          weights.toArray(double[][][]::new),
          sigma.right().value(),
          sigma.right().slope(),
          Reference.matrix(trace, "dz4"));
      explanation(chain).require(passed(task, chain));
      Explanation.of("passed", Values.map(norms, norm -> norm / norms[3]))
          .reference("numpy-style's")
          .require(passed(task, chain));
    }
  }

  private static Trace trace(Activation activation, int seed) {
    Network.Builder network = Network.withInputs(5);
    for (int l = 1; l <= 4; l++) {
      network.layer(5, activation);
    }
    return Reference.step(
        network.layer(3, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY),
        new Training(new Optimizer.Sgd(), 0.1, 8, 1, seed),
        8);
  }

  private static double[] passed(ActivationsTask task, Chain chain) {
    double[][][] weights =
        Arrays.stream(chain.weights()).map(Values::copy).toArray(double[][][]::new);
    return task.passed(
        Values.copy(chain.x()), weights, chain.sigma(), chain.slope(), Values.copy(chain.dz()));
  }

  private static Explanation explanation(Chain chain) {
    double[] right = chain.shares(Slip.NONE);
    Explanation explanation = Explanation.of("passed", right)
        .mistake(
            "σ′ is missing on the way back: dz = (dz of the next layer · its Wᵀ) ⊙ σ′(z). These"
                + " numbers are of the weights alone.",
            () -> chain.shares(Slip.NO_SLOPE))
        .mistake(
            "You took σ′ of a = σ(z): its argument is z, what the layer sums up, so keep the z of"
                + " each layer on the way forward.",
            () -> chain.shares(Slip.SLOPE_OF_A))
        .mistake(
            "You did not apply σ on the way forward: each layer gets a = σ(z) of the one before.",
            () -> chain.shares(Slip.NO_SIGMA))
        .mistake(
            "These are the norms themselves: divide each by the norm of the dz that was given, of"
                + " the last layer.",
            () -> chain.norms(Slip.NONE))
        .mistake(
            "These are the squares: the norm is the square root of the sum of the squares.",
            () -> Values.map(right, share -> share * share))
        .mistake(
            "The order is from the last layer to the first: asked is that from the first to the"
                + " last, which has 1.",
            () -> reversed(right))
        .mistake(
            "You divided by the norm of the first layer: divide by that of the last, where the"
                + " gradient comes from.",
            () -> Values.map(right, share -> share / right[0]))
        .mistake(
            "You divided each norm by that of the layer behind it: asked is what is left since the"
                + " last layer.",
            () -> stepwise(right));
    if (chain.isSquare()) {
      explanation
          .mistake(
              "The weights are missing on the way back: dz = (dz of the next layer · its Wᵀ) ⊙"
                  + " σ′(z).",
              () -> chain.shares(Slip.NO_WEIGHTS))
          .mistake(
              "You multiplied by σ′ at the z of the next layer: on the way from layer l + 1 to"
                  + " layer l it is W of layer l + 1, and σ′ at the z of layer l.",
              () -> chain.shares(Slip.SLOPE_OF_NEXT))
          .mistake(
              "W is not transposed on the way back: dz·Wᵀ takes the weights the other way, from"
                  + " outputs to inputs.",
              () -> chain.shares(Slip.NOT_TRANSPOSED));
    }
    return explanation;
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  private static double[] stepwise(double[] shares) {
    double[] steps = shares.clone();
    for (int i = 0; i < shares.length - 1; i++) {
      steps[i] = shares[i] / shares[i + 1];
    }
    return steps;
  }
}
