package mlp.exercises.e12;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.Limits;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;

/** Exercise 12: two networks of this project as configurations of DL4J. */
public final class PortToDl4j implements Exercise {
  private static final int SECONDS = 60; // ND4J starts slowly, and the first time extracts itself
  private static final int MEGABYTES = 512;

  @Override
  public String number() {
    return "12";
  }

  @Override
  public String name() {
    return "port-to-dl4j";
  }

  @Override
  public int minutes() {
    return 60;
  }

  @Override
  public List<String> files() {
    return List.of("Configurations.java");
  }

  @Override
  public Limits limits() {
    return new Limits(SECONDS, MEGABYTES, false);
  }

  @Override
  public boolean usesLibraries() {
    return true;
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("classifier")
        .check(
            "DL4J builds 8-16-8-3, in double precision",
            () -> Port.classifier(submission).builds())
        .check(
            "the first weights are from N(0, 1/in)",
            () -> Port.classifier(submission).firstWeights())
        .check(
            "a fifth of layer 2's outputs is dropped, and nothing else",
            () -> Port.classifier(submission).dropout())
        .check(
            "four steps: every tensor is as the rules have it",
            () -> Port.classifier(submission).steps());
    checks
        .part("labels")
        .check(
            "DL4J builds 6-10-4, in double precision",
            () -> Port.labels(submission).builds())
        .check(
            "the first weights are from N(0, 2/in)",
            () -> Port.labels(submission).firstWeights())
        .check(
            "four steps: every tensor is as numpy-style's",
            () -> Port.labels(submission).steps())
        .check(
            "a step on inputs that nobody has scaled",
            () -> Port.labels(submission).unscaledStep());
    checks
        .part("the goal", "classifier", "labels")
        .check(
            "classifier, with numpy-style's masks: twenty steps later the same network",
            () -> Port.classifier(submission).trains())
        .check(
            "labels: twenty steps later the same network",
            () -> Port.labels(submission).trains());
    return checks.all();
  }
}
