package mlp.exercises.e05;

import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Philox;
import mlp.api.Training;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.InitializersTask;

/** Checks of weights that are drawn from given numbers. */
final class Draws {
  private Draws() {}

  static void normalShape(InitializersTask task) {
    double[][] normals = Numbers.normal(1, 3, 2);
    Explanation.of("W", normals).requireShape(task.normal(2, Values.copy(normals)));
  }

  static void normalByHand(InitializersTask task) {
    double[][] normals = {{1, -2, 0}, {-0.5, 3, 1.5}};
    normal(0.2, normals)
        .given("the standard deviation 0.2 and the numbers [[1, −2, 0], [−0.5, 3, 1.5]]")
        .require(task.normal(0.2, Values.copy(normals)));
    Unchanged given = Unchanged.of("normals", normals);
    task.normal(0.2, given.given());
    given.require("normal");
  }

  private static Explanation normal(double deviation, double[][] normals) {
    return Explanation.of("W", Values.map(normals, x -> deviation * x))
        .mistake(
            "You multiplied by the variance, deviation²: numbers that are multiplied by c have c"
                + " times the standard deviation.",
            () -> Values.map(normals, x -> deviation * deviation * x))
        .mistake(
            "You multiplied by the root of the standard deviation, which has been taken already.",
            () -> Values.map(normals, x -> Math.sqrt(deviation) * x))
        .mistake(
            "You added the standard deviation: that moves the mean away from 0, and leaves the"
                + " width as it is. Multiply.",
            () -> Values.map(normals, x -> deviation + x))
        .mistake(
            "You divided by the standard deviation: multiply by it.",
            () -> Values.map(normals, x -> x / deviation))
        .mistake(
            "All weights are of one sign: half of them shall be below 0.",
            () -> Values.map(normals, x -> Math.abs(deviation * x)))
        .other("the given numbers themselves: their standard deviation is 1", () -> normals);
  }

  static void uniformShape(InitializersTask task) {
    double[][] uniforms = Numbers.uniform(1, 3, 2);
    Explanation.of("W", uniforms).requireShape(task.uniform(2, Values.copy(uniforms)));
  }

  static void uniformByHand(InitializersTask task) {
    double[][] uniforms = {{0, 0.5, 0.25}, {0.75, 0.1, 0.9}};
    uniform(0.2, uniforms)
        .given("the radius 0.2 and the numbers [[0, 0.5, 0.25], [0.75, 0.1, 0.9]]")
        .require(task.uniform(0.2, Values.copy(uniforms)));
    Unchanged given = Unchanged.of("uniforms", uniforms);
    task.uniform(0.2, given.given());
    given.require("uniform");
  }

  private static Explanation uniform(double radius, double[][] uniforms) {
    return Explanation.of("W", Values.map(uniforms, u -> radius * (2 * u - 1)))
        .mistake(
            "Your weights go from 0 to r: they shall go from −r to r. Bring u from [0, 1) to"
                + " [−1, 1) first.",
            () -> Values.map(uniforms, u -> radius * u))
        .mistake(
            "Your weights go from −r/2 to r/2: u − ½ goes from −½ to ½, so a factor 2 is missing.",
            () -> Values.map(uniforms, u -> radius * (u - 0.5)))
        .mistake(
            "Your weights go from −r to 0: r·u − r is half of the way, 2r·u − r the whole.",
            () -> Values.map(uniforms, u -> radius * (u - 1)))
        .mistake(
            "Your weights go from −2r to 0: take r away, not 2r.",
            () -> Values.map(uniforms, u -> 2 * radius * (u - 1)))
        .mistake(
            "Your weights go from 0 to 2r: take r away from them.",
            () -> Values.map(uniforms, u -> 2 * radius * u))
        .mistake(
            "A bracket is missing: r·2·u − 1 takes 1 away, r·(2·u − 1) takes r away.",
            () -> Values.map(uniforms, u -> radius * 2 * u - 1))
        .mistake(
            "Your weights go from −1 to 1: multiply by the radius.",
            () -> Values.map(uniforms, u -> 2 * u - 1))
        .mistake(
            "You mirrored the weights: the distribution is right, but u = 0 shall become −r, so that"
                + " they are the same as ours.",
            () -> Values.map(uniforms, u -> radius * (1 - 2 * u)))
        .other("the given numbers themselves", () -> uniforms);
  }

  /** Its weights of the first layer, drawn from the numbers from which numpy-style got them. */
  static void numpyStyle(Scale scale, InitializersTask task) {
    for (int seed = 1; seed <= 3; seed++) {
      int in = 2 + 3 * seed;
      int out = 7 - seed;
      Network network = Network.withInputs(in)
          .layer(out, Activation.TANH)
          .layer(2, Activation.SOFTMAX)
          .initializer(scale.rule())
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      Training training = new Training(new Optimizer.Sgd(), 0.1, 4, 1, seed);
      Philox random = new Philox(seed, Philox.Purpose.WEIGHTS, 1, 0);
      double learners = scale.learners().of(task, in, out);
      double[][] found;
      Explanation explanation;
      if (scale.isUniform()) {
        double[][] uniforms = Numbers.fill(in, out, random::nextUniform);
        explanation = uniform(scale.of(in, out), uniforms);
        found = task.uniform(learners, Values.copy(uniforms));
      } else {
        double[][] normals = Numbers.fill(in, out, random::nextNormal);
        explanation = normal(scale.of(in, out), normals);
        found = task.normal(learners, Values.copy(normals));
      }
      explanation.require(found);
      Explanation.of(
              "W1",
              Values.matrix(Reference.network(network, training).parameters().get("W1")))
          .reference("numpy-style's")
          .require(found);
    }
  }
}
