package mlp.exercises.e12;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.Limits;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.Dl4jTask;

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
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("classifier")
        .check(
            "DL4J builds 8-16-8-3, in double precision",
            () -> classifier(submission).builds())
        .check(
            "the first weights are from N(0, 1/in)",
            () -> classifier(submission).firstWeights())
        .check(
            "a fifth of layer 2's outputs is dropped, and nothing else",
            () -> classifier(submission).dropout())
        .check(
            "four steps: every tensor is as the rules have it",
            () -> classifier(submission).steps());
    checks
        .part("labels")
        .check(
            "DL4J builds 6-10-4, in double precision", () -> labels(submission).builds())
        .check("the first weights are from N(0, 2/in)", () -> labels(submission).firstWeights())
        .check(
            "four steps: every tensor is as numpy-style's",
            () -> labels(submission).steps())
        .check(
            "a step on inputs that nobody has scaled", () -> labels(submission).unscaledStep());
    checks
        .part("the goal", "classifier", "labels")
        .check(
            "classifier, with numpy-style's masks: twenty steps later the same network",
            () -> classifier(submission).trains())
        .check(
            "labels: twenty steps later the same network",
            () -> labels(submission).trains());
    return checks.all();
  }

  private static Port classifier(Submission submission) throws Exception {
    Dl4jTask task = submission.create("Configurations", Dl4jTask.class);
    return new Port(
        "classifier", Dl4jTask.CLASSIFIER, Dl4jTask.CLASSIFIER_TRAINING, task::classifier);
  }

  private static Port labels(Submission submission) throws Exception {
    Dl4jTask task = submission.create("Configurations", Dl4jTask.class);
    return new Port("labels", Dl4jTask.LABELS, Dl4jTask.LABELS_TRAINING, task::labels);
  }
}
