package mlp.exercises.e02;

import java.util.List;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.BatchNormTask;

/** Exercise 02: statistics, forward, evaluation and backward of batch normalization (R8). */
public final class AddBatchNorm implements Exercise {
  private static final String BY_HAND = "the four rows of the page, worked out by hand";

  /** A check of the learner's object. */
  private interface Body {
    void run(BatchNormTask norm);
  }

  @Override
  public String number() {
    return "02";
  }

  @Override
  public String name() {
    return "batch-norm";
  }

  @Override
  public int minutes() {
    return 75;
  }

  @Override
  public List<String> files() {
    return List.of("BatchNorm.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("mean")
        .check("μ has a number for each unit, [units]", on(submission, StatisticsChecks::meanShape))
        .check(BY_HAND, on(submission, StatisticsChecks::meanByHand))
        .check("μ of numpy-style, three networks", on(submission, StatisticsChecks::means));
    checks
        .part("variance")
        .check(
            "σ² has a number for each unit, [units]",
            on(submission, StatisticsChecks::varianceShape))
        .check(BY_HAND, on(submission, StatisticsChecks::varianceByHand))
        .check(
            "no digit is lost where z is near a million",
            on(submission, StatisticsChecks::varianceFarOut))
        .check("σ² of numpy-style, three networks", on(submission, StatisticsChecks::variances));
    checks
        .part("normalize")
        .check("x̂ has the shape of z, [n, units]", on(submission, OutputChecks::normalizeShape))
        .check(BY_HAND, on(submission, OutputChecks::normalizeByHand))
        .check(
            "with a mean and a variance that are not z's own",
            on(submission, OutputChecks::normalizeByOthers))
        .check("z stays as it is", on(submission, OutputChecks::normalizeUnchanged))
        .check("x̂ of numpy-style, three networks", on(submission, OutputChecks::normalized));
    checks
        .part("scaleAndShift")
        .check(BY_HAND, on(submission, OutputChecks::scaleByHand))
        .check("x̂ stays as it is", on(submission, OutputChecks::scaleUnchanged))
        .check("out of numpy-style, three networks", on(submission, OutputChecks::scaled));
    checks
        .part("updateRunning")
        .check("one step, worked out by hand", on(submission, StatisticsChecks::runningByHand))
        .check(
            "running and batch stay as they are",
            on(submission, StatisticsChecks::runningUnchanged))
        .check(
            "the running statistics of numpy-style, three networks",
            on(submission, StatisticsChecks::running));
    checks
        .part("evaluate", "normalize", "scaleAndShift")
        .check("two rows, worked out by hand", on(submission, EvaluationChecks::byHand))
        .check("a batch of one row", on(submission, EvaluationChecks::oneRow))
        .check(
            "the predictions of numpy-style, three networks",
            on(submission, EvaluationChecks::reference));
    checks
        .part("dbeta")
        .check(BY_HAND, on(submission, GradientChecks::betaByHand))
        .check("dβ of numpy-style, three networks", on(submission, GradientChecks::betas));
    checks
        .part("dgamma")
        .check(BY_HAND, on(submission, GradientChecks::gammaByHand))
        .check("dγ of numpy-style, three networks", on(submission, GradientChecks::gammas));
    checks
        .part("dz", "dbeta", "dgamma")
        .check("dz has the shape of z, [n, units]", on(submission, GradientChecks::shape))
        .check(BY_HAND, on(submission, GradientChecks::byHand))
        .check("dout and x̂ stay as they are", on(submission, GradientChecks::unchanged))
        .check(
            "dz agrees with finite differences through μ and σ²",
            on(submission, GradientChecks::byDifferences))
        .check("dz of numpy-style, three networks", on(submission, GradientChecks::reference));
    checks
        .part("the goal", "mean", "variance", "updateRunning", "evaluate")
        .check(
            "after 200 batches, evaluation gives new examples the mean β and the deviation |γ|",
            on(submission, Goal::require));
    return checks.all();
  }

  private static Check.Body on(Submission submission, Body body) {
    return () -> body.run(submission.create("BatchNorm", BatchNormTask.class));
  }
}
