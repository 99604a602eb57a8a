package mlp.exercises.e05;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.InitializersTask;

/** Checks of how variance goes through layers. */
final class Variances {
  private static final DoubleUnaryOperator RELU = z -> Math.max(0, z);

  private Variances() {}

  static void shape(InitializersTask task) {
    double[][][] weights = {{{1, 2}, {3, 4}}, {{1, 2}, {3, 4}}, {{1, 2}, {3, 4}}};
    double[] found = task.variances(Numbers.normal(1, 5, 2), weights, Math::tanh);
    Explanation.of("variances", new double[3]).requireShape(found);
  }

  // z = 4, −8, 16, then −12, 0, −48
  static void byHand(InitializersTask task) {
    Signal signal =
        new Signal(new double[][] {{2}, {-4}, {8}}, new double[][][] {{{2}}, {{-3}}}, RELU);
    explanation(signal)
        .mistake("Every layer got x: each but the first gets σ(z) of the one before.", () ->
            new double[] {96, 216})
        .given("x = [[2], [−4], [8]], one unit in each layer with W = 2, then −3, and ReLU")
        .require(variances(task, signal));
  }

  static void anyShape(InitializersTask task) {
    DoubleUnaryOperator[] sigmas = {Math::tanh, RELU, Math::abs};
    for (int seed = 1; seed <= 3; seed++) {
      Signal signal = random(seed, sigmas[seed - 1]);
      Unchanged x = Unchanged.of("x", Values.copy(signal.x()));
      double[] found = task.variances(x.given(), copy(signal.weights()), signal.sigma());
      x.require("variances");
      explanation(signal).require(found);
    }
  }

  private static Signal random(int seed, DoubleUnaryOperator sigma) {
    double[][][] weights = {
      Numbers.normal(seed, 3, 5), Numbers.normal(seed + 10, 5, 2), Numbers.normal(seed + 20, 2, 4)
    };
    return new Signal(Numbers.normal(seed + 30, 6, 3), weights, sigma);
  }

  static void numpyStyle(InitializersTask task) {
    Activation[] activations = {Activation.TANH, Activation.RELU, Activation.IDENTITY};
    DoubleUnaryOperator[] sigmas = {Math::tanh, RELU, z -> z};
    for (int seed = 1; seed <= 3; seed++) {
      Trace trace = trace(activations[seed - 1], seed);
      double[][][] weights = new double[4][][];
      double[] expected = new double[4];
      for (int l = 0; l < 4; l++) {
        weights[l] = Reference.matrix(trace, "W" + (l + 1));
        expected[l] = Signal.variance(Reference.matrix(trace, "z" + (l + 1)));
      }
      Signal signal = new Signal(Reference.matrix(trace, "x"), weights, sigmas[seed - 1]);
      explanation(signal).require(variances(task, signal));
      Explanation.of("variances", expected)
          .reference("those of numpy-style's z")
          .require(variances(task, signal));
    }
  }

  private static Trace trace(Activation activation, int seed) {
    Network.Builder network = Network.withInputs(6).initializer(Initializer.Scaled.HE_NORMAL);
    for (int l = 0; l < 4; l++) {
      network.layer(7 + l, activation);
    }
    return Reference.step(
        network.layer(3, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY),
        new Training(new Optimizer.Sgd(), 0.1, 9, 1, seed),
        9);
  }

  private static double[] variances(InitializersTask task, Signal signal) {
    return task.variances(Values.copy(signal.x()), copy(signal.weights()), signal.sigma());
  }

  private static double[][][] copy(double[][][] matrices) {
    return Arrays.stream(matrices).map(Values::copy).toArray(double[][][]::new);
  }

  private static Explanation explanation(Signal signal) {
    double[] right = signal.variances();
    DoubleUnaryOperator sigma = signal.sigma();
    return Explanation.of("variances", right)
        .mistake(
            "You did not take the mean away: Σz²/count is the mean square. The variance is"
                + " Σ(z − mean)²/count.",
            () -> signal.measured(Signal::meanSquare))
        .mistake(
            "These are standard deviations: the variance is without the root.",
            () -> Values.map(right, Math::sqrt))
        .mistake(
            "You divided by count − 1: here the variance is the mean of (z − mean)², over all count"
                + " = n·out elements.",
            () -> signal.measured(z -> Signal.variance(z) * count(z) / (count(z) - 1)))
        .mistake(
            "These are sums: divide by the number of elements, count = n·out.",
            () -> signal.measured(z -> Signal.variance(z) * count(z)))
        .mistake(
            "You divided by the number of rows alone: count is n·out, all elements of z.",
            () -> signal.measured(z -> Signal.variance(z) * z[0].length))
        .mistake(
            "You measured a = σ(z): asked is the variance of z, before σ.",
            () -> signal.measured(z -> Signal.variance(Values.map(z, sigma))))
        .mistake(
            "You did not apply σ between the layers: each layer but the first gets σ(z) of the one"
                + " before.",
            () -> new Signal(signal.x(), signal.weights(), z -> z).variances())
        .mistake(
            "You applied σ to the inputs x: the first layer gets x as it is.",
            () -> new Signal(Values.map(signal.x(), sigma), signal.weights(), sigma).variances())
        .mistake(
            "You averaged the variances of the units, each about its own mean: asked is one variance"
                + " over all elements of z, about the mean of all.",
            () -> signal.measured(Signal::meanOfUnits));
  }

  private static double count(double[][] z) {
    return z.length * z[0].length;
  }

  static void left(InitializersTask task) {
    left(task, new int[] {6, 9, 4}, 20);
  }

  static void leftOfTen(InitializersTask task) {
    left(task, new int[] {64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64}, 32);
  }

  private static void left(InitializersTask task, int[] sizes, int rows) {
    double[][] x = Numbers.normal(80, rows, sizes[0]);
    double[][][] normals = new double[sizes.length - 1][][];
    for (int l = 0; l < normals.length; l++) {
      normals[l] = Numbers.normal(81 + l, sizes[l], sizes[l + 1]);
    }
    Signal xavier = drawn("xavier", x, normals);
    Signal he = drawn("heNormal", x, normals);
    double[] right = {xavier.left(), he.left()};
    Explanation.of("left", right)
        .mistake(
            "The order is xavier first, then he-normal.", () -> new double[] {right[1], right[0]})
        .mistake(
            "You divided the first layer's variance by the last layer's: what is left is the last"
                + " divided by the first.",
            () -> Values.map(right, value -> 1 / value))
        .mistake("You did not divide by the first layer's variance.", () ->
            new double[] {last(xavier), last(he)})
        .mistake(
            "These are the first layer's variances: what is left is the last layer's, divided by"
                + " them.",
            () -> new double[] {xavier.variances()[0], he.variances()[0]})
        .mistake(
            "You divided by the variance of the inputs x: divide by that of the first layer's z.",
            () -> new double[] {last(xavier) / Signal.variance(x), last(he) / Signal.variance(x)})
        .mistake(
            "You used the given numbers as weights: draw the weights from them, with normal(…) and"
                + " the standard deviation of each initializer.",
            () -> {
              double of = new Signal(x, normals, RELU).left();
              return new double[] {of, of};
            })
        .mistake(
            "in and out are exchanged: normals[l] is [in, out], so that in is normals[l].length.",
            () -> new double[] {exchanged(1, x, normals), exchanged(2, x, normals)})
        .require(task.left(Values.copy(x), copy(normals), RELU));
  }

  private static double last(Signal signal) {
    double[] variances = signal.variances();
    return variances[variances.length - 1];
  }

  private static Signal drawn(String scale, double[][] x, double[][][] normals) {
    double[][][] weights = Arrays.stream(normals)
        .map(layer -> {
          double deviation = Scale.named(scale).of(layer.length, layer[0].length);
          return Values.map(layer, number -> deviation * number);
        })
        .toArray(double[][][]::new);
    return new Signal(x, weights, RELU);
  }

  private static double exchanged(double numerator, double[][] x, double[][][] normals) {
    double[][][] weights = Arrays.stream(normals)
        .map(layer -> Values.map(layer, number -> Math.sqrt(numerator / layer[0].length) * number))
        .toArray(double[][][]::new);
    return new Signal(x, weights, RELU).left();
  }
}
