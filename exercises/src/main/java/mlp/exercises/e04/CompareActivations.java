package mlp.exercises.e04;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.e04.Sigma.Pair;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.ActivationsTask;

/** Exercise 04: seven activation functions, and the gradient that they let through (R6, R2). */
public final class CompareActivations implements Exercise {

  @Override
  public String number() {
    return "04";
  }

  @Override
  public String name() {
    return "compare-activations";
  }

  @Override
  public int minutes() {
    return 60;
  }

  @Override
  public List<String> files() {
    return List.of("Activations.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    for (Sigma sigma : Sigmas.all()) {
      checks
          .part(sigma.name())
          .check("σ at five numbers", () -> Functions.value(sigma, pair(sigma, submission)))
          .check(
              "σ′ at five numbers, 0 among them",
              () -> Functions.slope(sigma, pair(sigma, submission)))
          .check(
              "σ′ agrees with finite differences of your σ",
              () -> Functions.slopeByDifferences(sigma, pair(sigma, submission)))
          .check(
              "both are right at −1000 and 1000",
              () -> Functions.isStable(sigma, pair(sigma, submission)))
          .check(
              "a and dz of numpy-style, three networks",
              () -> Functions.numpyStyle(sigma, pair(sigma, submission)));
    }
    checks
        .part("passed")
        .check("a number for each layer", () -> Passing.shape(task(submission)))
        .check("three layers of one unit, by hand", () -> Passing.byHand(task(submission)))
        .check(
            "layers of any shapes; x and dz stay as they are",
            () -> Passing.anyShape(task(submission)))
        .check("dz of numpy-style, three networks", () -> Passing.numpyStyle(task(submission)));
    String[] needs = {"sigmoid", "tanh", "relu", "leakyRelu", "elu", "silu", "gelu", "passed"};
    checks
        .part("compare", needs)
        .check(
            "what the first of ten layers gets, with each function",
            () -> Comparison.compare(task(submission)));
    return checks.all();
  }

  private static ActivationsTask task(Submission submission) throws Exception {
    return submission.create("Activations", ActivationsTask.class);
  }

  private static Pair pair(Sigma sigma, Submission submission) throws Exception {
    return sigma.learners().of(task(submission));
  }
}
