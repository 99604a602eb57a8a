package mlp.exercises.e11;

import java.util.List;
import mlp.api.DataType;
import mlp.exercises.Exercise;
import mlp.exercises.Limits;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;

/** Exercise 11: a dense layer and a loss's gradient in ND4J operations (R1, R2, R4). */
public final class PortToNd4j implements Exercise {
  private static final int SECONDS = 60; // ND4J starts slowly, and the first time extracts itself
  private static final int MEGABYTES = 512;

  private static final List<String> METHODS = List.of(
      "forward",
      "activate",
      "softmax",
      "outputGradient",
      "activationGradient",
      "weightGradient",
      "biasGradient",
      "inputGradient");

  @Override
  public String number() {
    return "11";
  }

  @Override
  public String name() {
    return "port-to-nd4j";
  }

  @Override
  public int minutes() {
    return 60;
  }

  @Override
  public List<String> files() {
    return List.of("NdLayer.java", "PlainLayer.java");
  }

  @Override
  public Limits limits() {
    return new Limits(SECONDS, MEGABYTES, false);
  }

  @Override
  public boolean usesLibraries() {
    return true;
  }

  // By hand first, where every product is possible: a wrong one is told by its numbers.
  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    for (String method : METHODS) {
      Checks.Part part = checks
          .part(method)
          .check(
              "two rows, two columns, by hand",
              () -> OperationChecks.of(method, submission).byHand())
          .check(
              "shape and numbers, n = 4, in = 3, out = 2",
              () -> OperationChecks.of(method, submission).shapes());
      if (method.equals("softmax")) {
        part.check(
            "logits of 1000 and more",
            () -> OperationChecks.of(method, submission).largeLogits());
      }
      part.check(
              "arrays in 'f' order, and parts of larger arrays",
              () -> OperationChecks.of(method, submission).forms())
          .check(
              "arguments stay as they are, and the result is an array of its own",
              () -> OperationChecks.of(method, submission).leavesArguments())
          .check(
              "FLOAT arguments give a FLOAT result",
              () -> OperationChecks.of(method, submission).floats());
    }
    checks
        .part("the goal", METHODS.toArray(String[]::new))
        .check(
            "a step of three networks, every tensor as numpy-style's, in double precision",
            () -> TrainingSteps.of(submission).agree(DataType.FLOAT64))
        .check(
            "the same in single precision",
            () -> TrainingSteps.of(submission).agree(DataType.FLOAT32))
        .check(
            "fifty steps of gradient descent end at numpy-style's weights",
            () -> TrainingSteps.of(submission).train());
    return checks.all();
  }
}
