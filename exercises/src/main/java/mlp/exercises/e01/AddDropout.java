package mlp.exercises.e01;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Philox;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.FiniteDifferences;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Submission;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.DropoutTask;

/** Exercise 01: mask, forward, backward and evaluation of inverted dropout (R9). */
public final class AddDropout implements Exercise {
  private static final int MASKS = 4_000;

  @Override
  public String number() {
    return "01";
  }

  @Override
  public String name() {
    return "add-dropout";
  }

  @Override
  public int minutes() {
    return 30;
  }

  @Override
  public List<String> files() {
    return List.of("Dropout.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("mask")
        .check("the mask has the shape of u, [n, units]", () -> maskShape(dropout(submission)))
        .check("p = 0.2: worked out by hand", () -> maskByHand(dropout(submission)))
        .check("p = 0 drops nothing", () -> maskWithoutDropout(dropout(submission)))
        .check("the masks of numpy-style, three networks", () -> masks(dropout(submission)));
    checks
        .part("forward")
        .check("out has the shape of a, [n, units]", () -> forwardShape(dropout(submission)))
        .check("two rows, worked out by hand", () -> forwardByHand(dropout(submission)))
        .check("a and the mask stay as they are", () -> forwardUnchanged(dropout(submission)))
        .check("out of numpy-style, three networks", () -> forwards(dropout(submission)));
    checks
        .part("backward")
        .check("two rows, worked out by hand", () -> backwardByHand(dropout(submission)))
        .check(
            "da agrees with finite differences of a ⊙ mask",
            () -> backwardByDifferences(dropout(submission)))
        .check("da of numpy-style, three networks", () -> backwards(dropout(submission)));
    checks
        .part("evaluate")
        .check("nothing is dropped and nothing scaled", () -> evaluate(dropout(submission)));
    checks
        .part("the goal", "mask", "forward", "evaluate")
        .check(
            "over " + MASKS + " masks, the mean of forward is what evaluate gives",
            () -> meanOfMasks(dropout(submission)));
    return checks.all();
  }

  private static DropoutTask dropout(Submission submission) throws Exception {
    return submission.create("Dropout", DropoutTask.class);
  }

  private static void maskShape(DropoutTask dropout) {
    double[][] u = Numbers.uniform(1, 3, 2);
    mask(u, 0.5).requireShape(dropout.mask(Values.copy(u), 0.5));
  }

  // p is not ½, where dropping and keeping have the same scale.
  private static void maskByHand(DropoutTask dropout) {
    double[][] u = {{0.1, 0.2}, {0.9, 0.5}};
    mask(u, 0.2)
        .given("p = 0.2 and u = [[0.1, 0.2], [0.9, 0.5]]")
        .mistake("You dropped where u = p, too: an output is kept where u ≥ p.", () ->
            new double[][] {{0, 0}, {1.25, 1.25}})
        .require(dropout.mask(u, 0.2));
  }

  private static void maskWithoutDropout(DropoutTask dropout) {
    double[][] u = {{0, 0.5}, {0.9, 0.49}};
    mask(u, 0)
        .given("p = 0 and u = [[0, 0.5], [0.9, 0.49]]")
        .mistake("You dropped where u = p, too: an output is kept where u ≥ p.", () ->
            new double[][] {{0, 1}, {1, 1}})
        .require(dropout.mask(u, 0));
  }

  private static void masks(DropoutTask dropout) {
    for (Trace trace : traces()) {
      double p = trace.network().layers().get(0).dropout();
      double[][] u = uniforms(trace);
      mask(u, p).require(dropout.mask(u, p));
      Explanation.of("mask", Reference.matrix(trace, "drop1.mask"))
          .reference("numpy-style's")
          .require(dropout.mask(u, p));
    }
  }

  /** What the mask shall be, and what typical mistakes make of it. */
  private static Explanation mask(double[][] u, double p) {
    return Explanation.of("mask", mask(u, p, 1 / (1 - p), 0))
        .mistake(
            "You kept what is to be dropped: p is the probability to drop, and an output is kept"
                + " where u ≥ p.",
            () -> mask(u, p, 0, 1 / (1 - p)))
        .mistake(
            "You took p for the probability to keep: kept where u < p and divided by p. Here p is"
                + " the probability to drop, as in PyTorch and Keras; DL4J's dropOut(p) keeps.",
            () -> mask(u, p, 0, 1 / p))
        .mistake(
            "What is kept is not scaled: it must be multiplied by 1/(1 − p), so that the mean of"
                + " the mask is 1.",
            () -> mask(u, p, 1, 0))
        .mistake(
            "You kept where u < p, and did not scale: an output is kept where u ≥ p, and"
                + " multiplied by 1/(1 − p).",
            () -> mask(u, p, 0, 1))
        .mistake(
            "You multiplied what is kept by 1 − p: it must be divided by it, since the mean of the"
                + " mask shall be 1.",
            () -> mask(u, p, 1 - p, 0))
        .mistake(
            "You divided what is kept by p: the probability to be kept is 1 − p, and 1/(1 − p) the"
                + " scale.",
            () -> mask(u, p, 1 / p, 0))
        .mistake(
            "You multiplied what is kept by p: the scale is 1/(1 − p).", () -> mask(u, p, p, 0))
        .other("u itself: a mask holds only 0 and 1/(1 − p)", () -> u);
  }

  private static double[][] mask(double[][] u, double p, double kept, double dropped) {
    return Values.map(u, value -> value >= p ? kept : dropped);
  }

  private static void forwardShape(DropoutTask dropout) {
    double[][] a = Numbers.normal(2, 3, 2);
    double[][] mask = mask(Numbers.uniform(2, 3, 2), 0.5, 2, 0);
    forward(a, mask).requireShape(dropout.forward(Values.copy(a), Values.copy(mask)));
  }

  private static void forwardByHand(DropoutTask dropout) {
    double[][] a = {{1, 2}, {4, -8}};
    double[][] mask = {{0, 1.25}, {1.25, 1.25}};
    forward(a, mask)
        .given("a = [[1, 2], [4, −8]] and mask = [[0, 1.25], [1.25, 1.25]]")
        .require(dropout.forward(Values.copy(a), Values.copy(mask)));
  }

  private static void forwardUnchanged(DropoutTask dropout) {
    Unchanged a = Unchanged.of("a", Numbers.normal(3, 4, 3));
    Unchanged mask = Unchanged.of("mask", mask(Numbers.uniform(3, 4, 3), 0.25, 4.0 / 3, 0));
    dropout.forward(a.given(), mask.given());
    a.require("forward");
    mask.require("forward");
  }

  private static void forwards(DropoutTask dropout) {
    for (Trace trace : traces()) {
      double[][] a = Reference.matrix(trace, "a1");
      double[][] mask = Reference.matrix(trace, "drop1.mask");
      forward(a, mask).require(dropout.forward(Values.copy(a), Values.copy(mask)));
      Explanation.of("out", Reference.matrix(trace, "drop1.out"))
          .reference("numpy-style's")
          .require(dropout.forward(a, mask));
    }
  }

  private static Explanation forward(double[][] a, double[][] mask) {
    return Explanation.of("out", Values.map(a, mask, (x, m) -> x * m))
        .mistake(
            "You dropped, but did not scale: out is a times the mask, and the mask holds the scale"
                + " 1/(1 − p).",
            () -> Values.map(a, mask, (x, m) -> m == 0 ? 0 : x))
        .mistake(
            "You scaled twice: the mask holds the scale 1/(1 − p) already, so that out is a times"
                + " the mask and no more.",
            () -> Values.map(a, mask, (x, m) -> x * m * m))
        .mistake(
            "You added the mask: out is a times the mask, element by element.",
            () -> Values.map(a, mask, Double::sum))
        .mistake(
            "You kept what the mask drops: where the mask is 0 out is 0.",
            () -> Values.map(a, mask, (x, m) -> m == 0 ? x : 0))
        .other("a itself: nothing was dropped", () -> a)
        .other("the mask itself: a is missing in the product", () -> mask);
  }

  private static void backwardByHand(DropoutTask dropout) {
    double[][] dout = {{0.5, -1}, {4, 2}};
    double[][] mask = {{0, 1.25}, {1.25, 1.25}};
    backward(dout, mask)
        .given("dout = [[0.5, −1], [4, 2]] and mask = [[0, 1.25], [1.25, 1.25]]")
        .require(dropout.backward(Values.copy(dout), Values.copy(mask)));
  }

  // L = Σ out ⊙ dout has the gradient dout at out
  private static void backwardByDifferences(DropoutTask dropout) {
    double[][] a = Numbers.normal(4, 3, 5);
    double[][] dout = Numbers.normal(5, 3, 5);
    double[][] mask = mask(Numbers.uniform(4, 3, 5), 0.4, 1 / 0.6, 0);
    double[][] numeric = FiniteDifferences.gradient(
        changed -> {
          double loss = 0;
          for (int i = 0; i < changed.length; i++) {
            for (int j = 0; j < changed[i].length; j++) {
              loss += changed[i][j] * mask[i][j] * dout[i][j];
            }
          }
          return loss;
        },
        a);
    Explanation.of("da", numeric)
        .reference("what finite differences give")
        .within(FiniteDifferences.TOLERANCE)
        .require(dropout.backward(Values.copy(dout), Values.copy(mask)));
  }

  private static void backwards(DropoutTask dropout) {
    for (Trace trace : traces()) {
      double[][] dout = Reference.matrix(trace, "ddrop1.out");
      double[][] mask = Reference.matrix(trace, "drop1.mask");
      backward(dout, mask).rows(dout.length).require(dropout.backward(dout, mask));
    }
  }

  private static Explanation backward(double[][] dout, double[][] mask) {
    return Explanation.of("da", Values.map(dout, mask, (d, m) -> d * m))
        .mistake(
            "You forgot the scale on the way back: what forward multiplied by the mask, backward"
                + " multiplies by the mask, and not by 1 where it is not 0.",
            () -> Values.map(dout, mask, (d, m) -> m == 0 ? 0 : d))
        .mistake(
            "You divided by the mask, which is 0 where an output was dropped: backward multiplies by"
                + " the same mask as forward, since ∂(a·m)/∂a = m.",
            () -> Values.map(dout, mask, (d, m) -> d / m))
        .mistake(
            "You divided by the mask's scale: backward multiplies by the same mask as forward,"
                + " since ∂(a·m)/∂a = m.",
            () -> Values.map(dout, mask, (d, m) -> m == 0 ? 0 : d / m))
        .mistake(
            "You let the gradient through where the output was dropped: there da is 0.",
            () -> Values.map(dout, mask, (d, m) -> m == 0 ? d : 0))
        .other(
            "dout itself: the gradient goes back through the mask, as the outputs went forward",
            () -> dout)
        .other("the mask itself: dout is missing in the product", () -> mask);
  }

  private static void evaluate(DropoutTask dropout) {
    double[][] a = {{1, 2}, {3, -4}};
    double p = 0.2;
    Explanation.of("out", a)
        .given("a = [[1, 2], [3, −4]] and p = 0.2")
        .mistake(
            "You scaled by 1 − p in evaluation, as the first paper on dropout does: here training"
                + " has scaled by 1/(1 − p) already, and evaluation leaves a as it is.",
            () -> Values.map(a, x -> x * (1 - p)))
        .mistake(
            "You scaled by 1/(1 − p) in evaluation, too: only what survives dropout needs it.",
            () -> Values.map(a, x -> x / (1 - p)))
        .mistake(
            "You scaled by p in evaluation: nothing is dropped there, and nothing scaled.",
            () -> Values.map(a, x -> x * p))
        .require(dropout.evaluate(Values.copy(a), p));
  }

  private static void meanOfMasks(DropoutTask dropout) {
    double[][] a = {{1, -2, 0.5}};
    double[][] mean = new double[1][3];
    for (int i = 0; i < MASKS; i++) {
      double[][] mask = dropout.mask(Numbers.uniform(100 + i, 1, 3), 0.3);
      double[][] out = dropout.forward(Values.copy(a), mask);
      mean = Values.map(mean, out, (sum, x) -> sum + x / MASKS);
    }
    Explanation.of("mean of forward", dropout.evaluate(Values.copy(a), 0.3))
        .reference("what evaluate gives")
        .within(0.05)
        .require(mean);
  }

  /** A step each of three networks that drop outputs of their first layer. */
  private static List<Trace> traces() {
    List<Trace> traces = new ArrayList<>();
    double[] p = {0.5, 0.2, 0.75};
    for (int i = 0; i < p.length; i++) {
      Network network = Network.withInputs(3 + i)
          .layer(new Layer(6 - i, Activation.TANH, new Normalization.None(), p[i]))
          .layer(3, Activation.SOFTMAX)
          .initializer(Initializer.Scaled.XAVIER)
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      Training training = new Training(new Optimizer.Sgd(), 0.1, 8, 1, 11 + i);
      traces.add(Reference.step(network, training, 5 + i));
    }
    return traces;
  }

  /** The uniform numbers from which numpy-style drew the mask of the first layer (R9). */
  private static double[][] uniforms(Trace trace) {
    Philox random = new Philox(trace.training().seed(), Philox.Purpose.DROPOUT, 1, trace.step());
    double[][] mask = Reference.matrix(trace, "drop1.mask");
    return Numbers.fill(mask.length, mask[0].length, random::nextUniform);
  }
}
