package mlp.exercises.e07;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.ClippingTask;

/** Exercise 07: clipping by global norm and by value (R13), and a training that needs it. */
public final class ClipGradients implements Exercise {
  private static final double RATE = 0.1;
  private static final int LAYERS = 2;

  // ‖dW1‖ = 3, ‖db1‖ = 6, ‖dW2‖ = 2, so that ‖g‖ = 7
  private static final List<double[][]> GRADIENTS =
      List.of(new double[][] {{1, 2, 0}, {0, -2, 0}}, new double[][] {{2, 4, -4}}, new double[][] {
        {0}, {-2}, {0}
      });
  private static final List<double[][]> HALVED = List.of(
      new double[][] {{0.5, 1, 0}, {0, -1, 0}},
      new double[][] {{1, 2, -2}},
      new double[][] {{0}, {-1}, {0}});
  private static final List<double[][]> BOUNDED = List.of(
      new double[][] {{1, 1.5, 0}, {0, -1.5, 0}},
      new double[][] {{1.5, 1.5, -1.5}},
      new double[][] {{0}, {-1.5}, {0}});
  private static final String BY_HAND =
      "dW1 = [[1, 2, 0], [0, −2, 0]], db1 = [[2, 4, −4]], dW2 = [[0], [−2], [0]]";

  @Override
  public String number() {
    return "07";
  }

  @Override
  public String name() {
    return "gradient-clipping";
  }

  @Override
  public int minutes() {
    return 30;
  }

  @Override
  public List<String> files() {
    return List.of("GradientClipping.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("globalNorm")
        .check("three tables, worked out by hand", () -> normByHand(task(submission)))
        .check("clip.norm of numpy-style, three networks", () -> norms(task(submission)));
    checks
        .part("byGlobalNorm", "globalNorm")
        .check("a table for each gradient, of its shape", () -> normShapes(task(submission)))
        .check(
            "a norm of 7, clipped to 3.5, by hand",
            () -> byNormByHand(task(submission), 3.5, HALVED))
        .check(
            "a norm of 7 is left when 10 is allowed",
            () -> byNormByHand(task(submission), 10, GRADIENTS))
        .check("the gradients given stay as they are", () -> normUnchanged(task(submission)))
        .check("the steps of numpy-style, three networks", () -> byNorms(task(submission)));
    checks
        .part("byValue")
        .check("a table for each gradient, of its shape", () -> valueShapes(task(submission)))
        .check("three tables clipped to ±1.5, by hand", () -> byValueByHand(task(submission)))
        .check("the gradients given stay as they are", () -> valueUnchanged(task(submission)))
        .check("the steps of numpy-style, three networks", () -> byValues(task(submission)));
    checks
        .part("the goal")
        .check(
            "saved gives a table for each gradient, of its shape",
            () -> savedShapes(task(submission)))
        .check(
            "the training no longer diverges, and ends with a loss of at most " + WildTraining.BAR,
            () -> WildTraining.requireSaved(task(submission)));
    return checks.all();
  }

  private static ClippingTask task(Submission submission) throws Exception {
    return submission.create("GradientClipping", ClippingTask.class);
  }

  private static void normByHand(ClippingTask task) {
    double found = task.globalNorm(copies(GRADIENTS));
    Norm.explain(GRADIENTS).given(BY_HAND).require(found);
    Explanation.of("norm", 7.0).given(BY_HAND).require(found);
  }

  private static void norms(ClippingTask task) {
    for (Trace trace : traces(new Clipping.GlobalNorm(0.1))) {
      List<double[][]> gradients = gradients(trace);
      Norm.explain(gradients).require(task.globalNorm(copies(gradients)));
      Explanation.of("norm", Reference.vector(trace, "clip.norm")[0])
          .reference("numpy-style's")
          .require(task.globalNorm(copies(gradients)));
    }
  }

  private static void normShapes(ClippingTask task) {
    List<double[][]> gradients = random();
    Clipped.requireShapes(gradients, task.byGlobalNorm(copies(gradients), 1));
  }

  private static void byNormByHand(ClippingTask task, double max, List<double[][]> expected) {
    List<double[][]> found = task.byGlobalNorm(copies(GRADIENTS), max);
    Clipped.byNorm(GRADIENTS, max).given(BY_HAND + " and max = " + max).require(found);
    Clipped.of(expected).require(found);
  }

  private static void normUnchanged(ClippingTask task) {
    requireUnchanged("byGlobalNorm", gradients -> task.byGlobalNorm(gradients, 1));
  }

  private static void byNorms(ClippingTask task) {
    for (double max : new double[] {0.1, 100}) {
      for (Trace trace : traces(new Clipping.GlobalNorm(max))) {
        List<double[][]> found = task.byGlobalNorm(copies(gradients(trace)), max);
        Clipped.byNorm(gradients(trace), max).require(found);
        requireStep(trace, found);
      }
    }
  }

  private static void valueShapes(ClippingTask task) {
    List<double[][]> gradients = random();
    Clipped.requireShapes(gradients, task.byValue(copies(gradients), 1));
  }

  private static void byValueByHand(ClippingTask task) {
    List<double[][]> found = task.byValue(copies(GRADIENTS), 1.5);
    Clipped.byValue(GRADIENTS, 1.5).given(BY_HAND + " and max = 1.5").require(found);
    Clipped.of(BOUNDED).require(found);
  }

  private static void valueUnchanged(ClippingTask task) {
    requireUnchanged("byValue", gradients -> task.byValue(gradients, 0.5));
  }

  private static void byValues(ClippingTask task) {
    for (Trace trace : traces(new Clipping.Value(0.02))) {
      List<double[][]> found = task.byValue(copies(gradients(trace)), 0.02);
      Clipped.byValue(gradients(trace), 0.02).require(found);
      requireStep(trace, found);
    }
  }

  private static void savedShapes(ClippingTask task) {
    List<double[][]> gradients = random();
    Clipped.requireShapes(gradients, task.saved(copies(gradients)));
  }

  private static void requireUnchanged(String method, UnaryOperator<List<double[][]>> clip) {
    List<Unchanged> arguments = new ArrayList<>();
    for (double[][] table : random()) {
      arguments.add(Unchanged.of("gradients", table));
    }
    clip.apply(arguments.stream().map(Unchanged::given).toList());
    arguments.forEach(argument -> argument.require(method));
  }

  // θ ← θ − η·g with the learner's g is what numpy-style's step gave   (R11)
  private static void requireStep(Trace trace, List<double[][]> found) {
    List<double[][]> before = tables(trace, "", "");
    List<double[][]> after = tables(trace, "", ".after");
    for (int i = 0; i < after.size(); i++) {
      double[][] mine = Values.map(before.get(i), found.get(i), (w, g) -> w - RATE * g);
      Explanation.of(
              Clipped.name(i).substring(1) + " after a step with your gradients", after.get(i))
          .reference("numpy-style's")
          .require(mine);
    }
  }

  private static List<double[][]> random() {
    return List.of(Numbers.normal(1, 3, 2), Numbers.normal(2, 1, 2), Numbers.normal(3, 2, 4));
  }

  private static List<double[][]> copies(List<double[][]> tables) {
    return tables.stream().map(Values::copy).toList();
  }

  private static List<double[][]> gradients(Trace trace) {
    return tables(trace, "d", "");
  }

  /** W1, b1 as [1, out], W2, b2: those records with something before and behind. */
  private static List<double[][]> tables(Trace trace, String prefix, String suffix) {
    List<double[][]> tables = new ArrayList<>();
    for (int i = 1; i <= LAYERS; i++) {
      tables.add(Reference.matrix(trace, prefix + "W" + i + suffix));
      tables.add(new double[][] {Reference.vector(trace, prefix + "b" + i + suffix)});
    }
    return tables;
  }

  /** A step each of three networks. */
  private static List<Trace> traces(Clipping clipping) {
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Network network = Network.withInputs(3 + i)
          .layer(5 - i, Activation.TANH)
          .layer(3, Activation.SOFTMAX)
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      Training training = new Training(new Optimizer.Sgd(), RATE, 8, 1, 21 + i)
          .toBuilder().clipping(clipping).build();
      traces.add(Reference.step(network, training, 5 + i));
    }
    return traces;
  }
}
