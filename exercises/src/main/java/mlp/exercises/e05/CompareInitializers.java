package mlp.exercises.e05;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.InitializersTask;

/** Exercise 05: how first weights are drawn, and what they do to signals (R7). */
public final class CompareInitializers implements Exercise {

  @Override
  public String number() {
    return "05";
  }

  @Override
  public String name() {
    return "compare-initializers";
  }

  @Override
  public int minutes() {
    return 45;
  }

  @Override
  public List<String> files() {
    return List.of("Initializers.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    for (Scale scale : Scale.ALL) {
      checks
          .part(scale.name())
          .check(
              (scale.isUniform() ? "the radius" : "the standard deviation")
                  + " for three sizes of layers",
              () -> scale.byHand(task(submission)));
    }
    checks
        .part("normal")
        .check("W has the shape [in, out]", () -> Draws.normalShape(task(submission)))
        .check("six weights worked out by hand", () -> Draws.normalByHand(task(submission)));
    checks
        .part("uniform")
        .check("W has the shape [in, out]", () -> Draws.uniformShape(task(submission)))
        .check("six weights worked out by hand", () -> Draws.uniformByHand(task(submission)));
    for (Scale scale : Scale.ALL) {
      checks
          .part(
              "weights of " + scale.name(), scale.name(), scale.isUniform() ? "uniform" : "normal")
          .check(
              "W1 of numpy-style, three networks", () -> Draws.numpyStyle(scale, task(submission)));
    }
    checks
        .part("variances")
        .check("a number for each layer", () -> Variances.shape(task(submission)))
        .check("two layers, worked out by hand", () -> Variances.byHand(task(submission)))
        .check("layers of any shapes; x stays as it is", () -> Variances.anyShape(task(submission)))
        .check("z of numpy-style, three networks", () -> Variances.numpyStyle(task(submission)));
    checks
        .part("left", "xavier", "heNormal", "normal", "variances")
        .check("two layers of different sizes", () -> Variances.left(task(submission)))
        .check("ten layers of 64 units with ReLU", () -> Variances.leftOfTen(task(submission)));
    return checks.all();
  }

  private static InitializersTask task(Submission submission) throws Exception {
    return submission.create("Initializers", InitializersTask.class);
  }
}
