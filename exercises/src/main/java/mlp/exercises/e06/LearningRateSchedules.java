package mlp.exercises.e06;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.exercises.Exercise;
import mlp.exercises.grading.Check;
import mlp.exercises.grading.Checks;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Submission;
import mlp.exercises.tasks.SchedulesTask;

/** Exercise 06: step, exponential, cosine, one-cycle (R12), and a training that needs one. */
public final class LearningRateSchedules implements Exercise {
  private static final int ROWS = 4;
  private static final int STEPS = 14;

  @Override
  public String number() {
    return "06";
  }

  @Override
  public String name() {
    return "learning-rate-schedules";
  }

  @Override
  public int minutes() {
    return 45;
  }

  @Override
  public List<String> files() {
    return List.of("Schedules.java");
  }

  @Override
  public List<Check> checks(Submission submission) {
    Checks checks = new Checks();
    checks
        .part("step")
        .check("η = 0.8, falling every 3 steps: by hand", () -> stepByHand(task(submission)))
        .check("the rates of numpy-style, three trainings", () -> steps(task(submission)));
    checks
        .part("exponential")
        .check("η = 0.8, factor = 0.5: by hand", () -> exponentialByHand(task(submission)))
        .check("the rates of numpy-style, three trainings", () -> exponentials(task(submission)));
    checks
        .part("cosine")
        .check("without warm-up: by hand", () -> cosineByHand(task(submission), 0, 3))
        .check("two steps of warm-up: by hand", () -> cosineByHand(task(submission), 2, 5))
        .check("the rates of numpy-style, three trainings", () -> cosines(task(submission)));
    checks
        .part("oneCycle")
        .check("two steps up, three down: by hand", () -> oneCycleByHand(task(submission)))
        .check("the rates of numpy-style, three trainings", () -> oneCycles(task(submission)));
    checks
        .part("the goal")
        .check(
            "chosen gives a rate for each of the " + NoisyTraining.STEPS + " steps",
            () -> NoisyTraining.rates(task(submission)))
        .check(
            "with your rates the training ends with a loss of at most " + NoisyTraining.BAR,
            () -> NoisyTraining.requireLearnt(task(submission)));
    return checks.all();
  }

  private static SchedulesTask task(Submission submission) throws Exception {
    return submission.create("Schedules", SchedulesTask.class);
  }

  private static void stepByHand(SchedulesTask task) {
    double[] expected = {0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2};
    Rates.step(expected, 0.8, 3, 0.5)
        .given("η = 0.8, every = 3, factor = 0.5 and t = 0, 1, …, 7")
        .require(Rates.of(expected.length, t -> task.step(0.8, 3, 0.5, t)));
  }

  private static void steps(SchedulesTask task) {
    for (Schedule.Step s :
        List.of(new Schedule.Step(1, 0.9), new Schedule.Step(4, 0.1), new Schedule.Step(5, 0.7))) {
      double[] expected = referenceRates(0.05, s);
      require(
          Rates.step(expected, 0.05, s.every(), s.factor()),
          t -> task.step(0.05, s.every(), s.factor(), t));
    }
  }

  private static void exponentialByHand(SchedulesTask task) {
    double[] expected = {0.8, 0.4, 0.2, 0.1, 0.05};
    Rates.exponential(expected, 0.8, 0.5)
        .given("η = 0.8, factor = 0.5 and t = 0, 1, …, 4")
        .require(Rates.of(expected.length, t -> task.exponential(0.8, 0.5, t)));
  }

  private static void exponentials(SchedulesTask task) {
    for (double factor : new double[] {0.9, 0.99, 1}) {
      double[] expected = referenceRates(0.05, new Schedule.Exponential(factor));
      require(Rates.exponential(expected, 0.05, factor), t -> task.exponential(0.05, factor, t));
    }
  }

  // cos π/3 = ½ and cos 2π/3 = −½, so that three steps down can be followed by hand
  private static void cosineByHand(SchedulesTask task, int warmUp, int steps) {
    double[] down = {0.1, 0.08, 0.04, 0.02, 0.02, 0.02};
    double[] expected =
        warmUp == 0 ? down : new double[] {0.05, 0.1, 0.1, 0.08, 0.04, 0.02, 0.02, 0.02};
    Rates.cosine(expected, 0.1, new Schedule.Cosine(warmUp, steps, 0.2))
        .given("η = 0.1, w = " + warmUp + ", T = " + steps + ", end = 0.2 and t = 0, 1, …, "
            + (expected.length - 1))
        .require(Rates.of(expected.length, t -> task.cosine(0.1, warmUp, steps, 0.2, t)));
  }

  private static void cosines(SchedulesTask task) {
    for (Schedule.Cosine c : List.of(
        new Schedule.Cosine(0, 14, 0),
        new Schedule.Cosine(3, 11, 0.1),
        new Schedule.Cosine(5, 12, 0))) {
      double[] expected = referenceRates(0.3, c);
      require(
          Rates.cosine(expected, 0.3, c), t -> task.cosine(0.3, c.warmUp(), c.steps(), c.end(), t));
    }
  }

  private static void oneCycleByHand(SchedulesTask task) {
    double[] expected = {0.02, 0.06, 0.1, 0.0755, 0.0265, 0.002, 0.002};
    Rates.oneCycle(expected, 0.1, new Schedule.OneCycle(6, 0.5, 5, 10))
        .given("η = 0.1, T = 6, peak = 0.5, startDivisor = 5, endDivisor = 10 and t = 0, 1, …, 6")
        .require(Rates.of(expected.length, t -> task.oneCycle(0.1, 6, 0.5, 5, 10, t)));
  }

  private static void oneCycles(SchedulesTask task) {
    for (Schedule.OneCycle o : List.of(
        new Schedule.OneCycle(14, 0.3, 25, 1e4),
        new Schedule.OneCycle(11, 0.45, 4, 8),
        new Schedule.OneCycle(9, 0.8, 10, 3))) {
      double[] expected = referenceRates(0.3, o);
      require(
          Rates.oneCycle(expected, 0.3, o),
          t -> task.oneCycle(0.3, o.steps(), o.peak(), o.startDivisor(), o.endDivisor(), t));
    }
  }

  private static void require(Explanation explanation, LongToDoubleFunction rate) {
    explanation.reference("numpy-style's").require(Rates.of(STEPS, rate));
  }

  /** The rates that numpy-style took in the first steps of a training. */
  private static double[] referenceRates(double rate, Schedule schedule) {
    Network network = Network.withInputs(2)
        .layer(3, Activation.TANH)
        .layer(2, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
    Training training = new Training(new Optimizer.Sgd(), rate, ROWS, 1, 6)
        .toBuilder().schedule(schedule).build();
    List<Trace> traces = Reference.steps(network, training, ROWS, STEPS);
    return traces.stream()
        .mapToDouble(trace -> Reference.vector(trace, "learningRate")[0])
        .toArray();
  }
}
