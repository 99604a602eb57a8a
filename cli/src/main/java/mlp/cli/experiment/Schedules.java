package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.LearningRate;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.cli.Wording;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Formula;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Setting;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Lab.Curves;
import mlp.data.DataOptions;
import mlp.data.DataSet;

/** How the learning rate's way down changes what is learnt. */
final class Schedules implements Study {
  private static final int EPOCHS = 20;
  private static final int BATCH = 16;
  private static final double RATE = 0.05;
  private static final int DRAWN = 10; // every tenth step

  @Override
  public String name() {
    return "schedules";
  }

  @Override
  public String question() {
    return "What is gained when the learning rate falls during training?";
  }

  // T = steps: the whole training, except for the plateau, which decides by itself.
  private static Map<String, Schedule> schedules(int stepsPerEpoch) {
    long steps = (long) EPOCHS * stepsPerEpoch;
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    schedules.put("constant", new Schedule.Constant());
    schedules.put("step", new Schedule.Step(steps / 4, 0.3));
    schedules.put("exponential", new Schedule.Exponential(Math.pow(0.01, 1.0 / steps)));
    schedules.put("cosine, warm-up", new Schedule.Cosine(steps / 20, steps, 0));
    schedules.put("one-cycle", new Schedule.OneCycle(steps, 0.3, 25, 1e4));
    schedules.put("plateau", new Schedule.Plateau(stepsPerEpoch, 1, 0.3, 0.01));
    return schedules;
  }

  @Override
  public Findings run(Lab lab) {
    DataSet digits = lab.data("digits", DataOptions.defaults());
    int stepsPerEpoch = (digits.training().rows() + BATCH - 1) / BATCH;
    Training constant = new Training(Optimizer.Adam.standard(), RATE, BATCH, EPOCHS, lab.seed());
    Network network = Network.withInputs(64)
        .initializer(Initializer.Scaled.HE_NORMAL)
        .layer(32, Activation.RELU)
        .layer(10, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
    Map<String, Schedule> schedules = schedules(stepsPerEpoch);
    lab.begin(schedules.size());
    List<Curves> curves = new ArrayList<>();
    List<Line> rates = new ArrayList<>();
    schedules.forEach((name, schedule) -> {
      Training training = constant.toBuilder().schedule(schedule).build();
      Curves trained = lab.train(
          name, lab.create(network, training), digits.training(), Optional.empty(), digits.test());
      curves.add(trained);
      rates.add(new Line(name, rates(training, trained.stepLosses())));
    });
    return new Findings(
        List.of(claim(curves)),
        List.of(rates(rates), learning(curves)),
        List.of(
            new Formula("R12", "step: η·factor^⌊t/every⌋; exponential: η·factorᵗ"),
            new Formula("R12", "cosine: η·(1 + cos(π(t − w)/(T − w)))/2 after w steps of warm-up"),
            new Formula("R12", "one-cycle: half a cosine up to η, another down to almost 0"),
            new Formula("R12", "plateau: times the factor when the loss has ceased to fall")),
        List.of(
            "./mlp compare --learning-rate 0.05 --batch 16 --schedule cosine:1 --report out",
            "./mlp compare --learning-rate 0.05 --batch 16 --schedule plateau:2,0.3 --report out",
            "./mlp experiment gradient-clipping"),
        List.of(
            new Setting("network", Wording.network(network) + ", on digits"),
            new Setting(
                "trained with", Wording.optimizer(constant) + " at its largest, batch " + BATCH)));
  }

  // The rates are those that the track took: the plateau's depend on the losses of its steps.
  private static double[] rates(Training training, List<Double> losses) {
    LearningRate rate = new LearningRate(training);
    double[] rates = new double[losses.size() / DRAWN];
    for (int step = 0; step < rates.length * DRAWN; step++) {
      if (step % DRAWN == 0) {
        rates[step / DRAWN] = rate.at(step);
      }
      rate.observe(step, losses.get(step));
    }
    return rates;
  }

  private static Claim claim(List<Curves> curves) {
    double constant = Curves.last(curves.get(0).loss());
    double largest = curves.stream()
        .skip(1)
        .mapToDouble(training -> Curves.last(training.loss()))
        .max()
        .orElseThrow();
    return new Claim(
        "Every schedule that lets the rate fall ends with a lower training loss than the constant"
            + " rate.",
        largest < constant,
        "It is " + Numbers.of(constant) + " with the constant rate and at most "
            + Numbers.of(largest) + " with the others.");
  }

  private static Part rates(List<Line> rates) {
    double[] steps = IntStream.range(0, rates.get(0).values().length)
        .mapToDouble(i -> i * DRAWN)
        .toArray();
    return new Part(
        "The learning rates",
        "The rate of every step; on the right the same on a logarithmic axis, where the exponential"
            + " schedule is a straight line. The plateau alone depends on what is learnt: it falls"
            + " when the loss has not become smaller for two epochs.",
        List.of(
            new Chart(
                "Learning rate", new Axis("step", false), new Axis("rate", false), steps, rates),
            new Chart(
                "Learning rate, logarithmic",
                new Axis("step", false),
                new Axis("rate", true),
                steps,
                rates)),
        List.of());
  }

  private static Part learning(List<Curves> curves) {
    List<List<Object>> rows = new ArrayList<>();
    for (Curves training : curves) {
      rows.add(List.of(
          training.name(),
          training.loss()[EPOCHS / 2],
          Curves.last(training.loss()),
          Curves.last(training.testLoss()),
          Curves.last(training.testAccuracy())));
    }
    return new Part(
        "What they learn",
        "The rate is chosen large on purpose. With a constant rate the loss jumps up and down: each"
            + " step overshoots. A rate that falls lets the jumps die out, and most of the gain comes"
            + " in the last epochs. A low training loss is not all: compare the test losses.",
        List.of(Charts.trainingLosses(curves), Charts.testLosses(curves, true)),
        List.of(new Table(
            "losses",
            List.of(
                "schedule",
                "training loss, epoch " + EPOCHS / 2,
                "at the end",
                "test loss",
                "test accuracy"),
            rows)));
  }
}
