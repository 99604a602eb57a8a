package mlp.exercises.e11;

import java.util.List;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.exercises.Exercise;
import mlp.exercises.Limits;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.Nd4jLayerTask;

/** Exercise 11: a dense layer and a loss's gradient in ND4J operations (R1, R2, R4). */
public final class PortToNd4j implements Exercise {
  private static final int SECONDS = 60; // ND4J starts slowly, and the first time extracts itself
  private static final int MEGABYTES = 512;

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

  // By hand first, where every product is possible: a wrong one is told by its numbers.
  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    List<Operation> operations = Stream.concat(
            ForwardOperations.all().stream(), BackwardOperations.all().stream())
        .toList();
    for (Operation operation : operations) {
      Checks.Part part = checks
          .part(operation.name())
          .check(
              "two rows, two columns, by hand", () -> of(operation, submission).byHand())
          .check(
              "shape and numbers, n = 4, in = 3, out = 2",
              () -> of(operation, submission).shapes());
      if (operation.name().equals("softmax")) {
        part.check("logits of 1000 and more", () -> largeLogits(layer(submission)));
      }
      part.check(
              "arrays in 'f' order, and parts of larger arrays",
              () -> of(operation, submission).forms())
          .check(
              "arguments stay as they are, and the result is an array of its own",
              () -> of(operation, submission).leavesArguments())
          .check(
              "FLOAT arguments give a FLOAT result",
              () -> of(operation, submission).floats());
    }
    checks
        .part("the goal", operations.stream().map(Operation::name).toArray(String[]::new))
        .check(
            "a step of three networks, every tensor as numpy-style's, in double precision",
            () -> new TrainingSteps(layer(submission)).agree(DataType.FLOAT64))
        .check(
            "the same in single precision",
            () -> new TrainingSteps(layer(submission)).agree(DataType.FLOAT32))
        .check(
            "fifty steps of gradient descent end at numpy-style's weights",
            () -> new TrainingSteps(layer(submission)).train());
    return checks.all();
  }

  private static Nd4jLayerTask layer(Submission submission) throws Exception {
    return submission.create("NdLayer", Nd4jLayerTask.class);
  }

  private static OperationChecks of(Operation operation, Submission submission) throws Exception {
    return new OperationChecks(operation, layer(submission));
  }

  private static void largeLogits(Nd4jLayerTask layer) {
    double[][] z = {{1000, 1001}, {-1000, -2000}};
    List<Argument> arguments =
        List.of(Argument.of("z", z, org.nd4j.linalg.api.buffer.DataType.DOUBLE, Form.ROWS));
    Explanation.of("p", Matrices.softmax(z))
        .given("z = [[1000, 1001], [−1000, −2000]]")
        .mistake(
            "e^1000 is infinite, e^−1000 is 0, and so p is ∞/∞ or 0/0: subtract from each row its"
                + " largest number first, which leaves p as it is.",
            () -> new double[][] {{Double.NaN, Double.NaN}, {Double.NaN, Double.NaN}})
        .require(Nd4jCall.tensor(
            "p",
            Nd4jCall.of("softmax", arguments, given -> layer.softmax(given.get(0))),
            org.nd4j.linalg.api.buffer.DataType.DOUBLE));
  }
}
