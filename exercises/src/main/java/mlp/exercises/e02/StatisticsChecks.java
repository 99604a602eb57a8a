package mlp.exercises.e02;

import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Unchanged;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.BatchNormTask;

/** What is asked of the batch's mean and variance, and of the running ones. */
final class StatisticsChecks {
  private static final double FAR_OUT = 1e6;

  private StatisticsChecks() {}

  static void meanShape(BatchNormTask norm) {
    double[][] z = Numbers.normal(1, 5, 3);
    mean(z).requireShape(norm.mean(Values.copy(z)));
  }

  static void meanByHand(BatchNormTask norm) {
    mean(Example.Z).given(Example.GIVEN_Z).require(norm.mean(Values.copy(Example.Z)));
  }

  static void means(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] z = Reference.matrix(trace, "z1");
      mean(z).require(norm.mean(Values.copy(z)));
      Explanation.of("μ", Reference.vector(trace, "bn1.mean"))
          .reference("numpy-style's")
          .require(norm.mean(z));
    }
  }

  private static Explanation mean(double[][] z) {
    int n = z.length;
    int units = z[0].length;
    return Explanation.of("μ", Columns.means(z))
        .mistake(
            "You averaged each row: μ has a number for each unit, the mean of its column over all"
                + " rows.",
            () -> Columns.map(Columns.sumsOfRows(z), (sum, j) -> sum / units))
        .mistake(
            "You summed each row: μ has a number for each unit, the mean of its column over all"
                + " rows.",
            () -> Columns.sumsOfRows(z))
        .mistake(
            "You divided by the number of units: each column is a sum over the n rows, and divided"
                + " by n.",
            () -> Columns.map(Columns.sums(z), (sum, j) -> sum / units))
        .mistake(
            "You divided by n − 1: a mean is divided by n.",
            () -> Columns.map(Columns.sums(z), (sum, j) -> sum / (n - 1)))
        .rows(n);
  }

  static void varianceShape(BatchNormTask norm) {
    double[][] z = Numbers.normal(1, 5, 3);
    variance(z).requireShape(norm.variance(Values.copy(z), Columns.means(z)));
  }

  static void varianceByHand(BatchNormTask norm) {
    variance(Example.Z)
        .given(Example.GIVEN_Z + " and μ = [2, −2]")
        .require(norm.variance(Values.copy(Example.Z), Example.MEAN.clone()));
  }

  // What is right by hand and wrong here has lost its digits in a difference of large numbers.
  static void varianceFarOut(BatchNormTask norm) {
    double[][] z = Columns.map(Numbers.normal(2, 8, 3), (value, j) -> FAR_OUT + value);
    variance(z)
        .within(1e-8)
        .explain(norm.variance(Values.copy(z), Columns.means(z)))
        .ifPresent(text -> {
          throw new Wrong("Where z is near 1000000 your variance loses its digits: the mean of z²"
              + " minus μ² is a small difference of two numbers near 10¹². Subtract μ first, then"
              + " square: Σ (z − μ)² / n. (" + text + ")");
        });
  }

  static void variances(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double[][] z = Reference.matrix(trace, "z1");
      double[] mean = Reference.vector(trace, "bn1.mean");
      variance(z).require(norm.variance(Values.copy(z), mean.clone()));
      Explanation.of("σ²", Reference.vector(trace, "bn1.var"))
          .reference("numpy-style's")
          .require(norm.variance(z, mean));
    }
  }

  private static Explanation variance(double[][] z) {
    int n = z.length;
    double[] variance = Columns.variances(z);
    return Explanation.of("σ²", variance)
        .mistake(
            "You divided by n − 1, which estimates the variance of what the batch was drawn from."
                + " Here the variance of the batch itself is asked: Σ (z − μ)² is divided by n.",
            () -> Columns.map(variance, (value, j) -> value * n / (n - 1)))
        .mistake(
            "You took the root: that is the deviation σ. The variance σ² is asked, and the root is"
                + " taken in normalize, of σ² + ε.",
            () -> Columns.map(variance, (value, j) -> Math.sqrt(value)))
        .mistake(
            "You divided by n − 1 and took the root: σ² is Σ (z − μ)² / n.",
            () -> Columns.map(variance, (value, j) -> Math.sqrt(value * n / (n - 1))))
        .mistake(
            "You did not subtract the mean: this is the mean of z², and (z − μ)² is asked.",
            () -> Columns.means(Values.map(z, value -> value * value)))
        .mistake(
            "You took |z − μ| and not its square: σ² is the mean of (z − μ)².",
            () ->
                Columns.means(Columns.map(z, (value, j) -> Math.abs(value - Columns.means(z)[j]))))
        .rows(n);
  }

  // decay is not ½, where old and new weigh the same.
  static void runningByHand(BatchNormTask norm) {
    double[] running = {4, 0};
    double[] batch = {8, 4};
    running(running, batch, 0.75)
        .given("running = [4, 0], batch = [8, 4] and decay = 0.75")
        .require(norm.updateRunning(running.clone(), batch.clone(), 0.75));
  }

  static void runningUnchanged(BatchNormTask norm) {
    Unchanged running = Unchanged.of("running", Numbers.normal(3, 1, 4));
    Unchanged batch = Unchanged.of("batch", Numbers.normal(4, 1, 4));
    norm.updateRunning(running.given()[0], batch.given()[0], 0.9);
    running.require("updateRunning");
    batch.require("updateRunning");
  }

  static void running(BatchNormTask norm) {
    for (Trace trace : References.traces()) {
      double decay = References.decay(trace);
      for (String[] names :
          new String[][] {{"bn1.running.mean", "bn1.mean"}, {"bn1.running.var", "bn1.var"}}) {
        double[] running = Reference.vector(trace, names[0]);
        double[] batch = Reference.vector(trace, names[1]);
        running(running, batch, decay).require(norm.updateRunning(running, batch, decay));
        Explanation.of("running", Reference.vector(trace, names[0] + ".after"))
            .reference("numpy-style's")
            .require(norm.updateRunning(running, batch, decay));
      }
    }
  }

  private static Explanation running(double[] running, double[] batch, double decay) {
    return Explanation.of("running", mixed(running, batch, decay, 1 - decay))
        .mistake(
            "You gave the new value the weight decay: here decay is the weight of the OLD value."
                + " PyTorch's momentum is that of the new one, and its 0.1 our decay of 0.9.",
            () -> mixed(running, batch, 1 - decay, decay))
        .mistake(
            "You added the whole batch value: it has the weight 1 − decay, so that both weights"
                + " sum to 1.",
            () -> mixed(running, batch, decay, 1))
        .mistake(
            "You kept the whole old value and added to it: it has the weight decay, so that both"
                + " weights sum to 1.",
            () -> mixed(running, batch, 1, 1 - decay))
        .mistake(
            "You forgot the batch's part: (1 − decay)·batch comes to it.",
            () -> mixed(running, batch, decay, 0))
        .mistake(
            "You subtracted the batch's part: it is added.",
            () -> mixed(running, batch, decay, decay - 1))
        .other("batch itself: what was kept before is forgotten", () -> batch)
        .other("what was kept before: the batch changes nothing", () -> running);
  }

  private static double[] mixed(double[] running, double[] batch, double old, double added) {
    return Columns.map(running, (value, j) -> old * value + added * batch[j]);
  }
}
