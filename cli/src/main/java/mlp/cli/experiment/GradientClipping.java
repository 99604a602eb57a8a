package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.Clipping;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.cli.Wording;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Figure.Reference;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Formula;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Setting;
import mlp.cli.experiment.Findings.Table;
import mlp.data.DataOptions;

/** A learning rate that is too large on purpose, with and without clipping. */
final class GradientClipping implements Study {
  private static final int HIDDEN = 4;
  private static final int UNITS = 64;
  private static final int EPOCHS = 4;
  private static final int BATCH = 32;
  private static final double RATE = 1;
  private static final double MAX_NORM = 0.5;
  private static final double MAX_VALUE = 0.01;
  private static final int FIRST = 30;
  private static final int TAIL = 20;
  private static final Map<String, Clipping> CLIPPINGS = clippings();

  private static Map<String, Clipping> clippings() {
    Map<String, Clipping> clippings = new LinkedHashMap<>();
    clippings.put("without", new Clipping.None());
    clippings.put("global norm " + MAX_NORM, new Clipping.GlobalNorm(MAX_NORM));
    clippings.put("value " + MAX_VALUE, new Clipping.Value(MAX_VALUE));
    return clippings;
  }

  @Override
  public String name() {
    return "gradient-clipping";
  }

  @Override
  public String question() {
    return "What does clipping do for a training that is about to break?";
  }

  /**
   * What every step saw: the loss and the norm of all gradients before clipping.
   *
   * @param dead the share of hidden units that are 0 for every example in the end; NaN if training
   *     broke before
   */
  private record Steps(String name, double[] losses, double[] norms, double dead) {

    /** The mean loss of the last steps; NaN if training broke before. */
    double tail() {
      return Arrays.stream(losses, losses.length - TAIL, losses.length)
          .average()
          .orElseThrow();
    }

    double largestNorm() {
      return Arrays.stream(norms).filter(Double::isFinite).max().orElseThrow();
    }
  }

  @Override
  public Findings run(Lab lab) {
    Batch digits = lab.data("digits", DataOptions.defaults()).training();
    Training plain = new Training(new Optimizer.Sgd(), RATE, BATCH, EPOCHS, lab.seed());
    lab.begin(CLIPPINGS.size());
    List<Steps> trainings = new ArrayList<>();
    CLIPPINGS.forEach((name, clipping) -> {
      Mlp mlp = lab.create(network(), plain.toBuilder().clipping(clipping).build());
      trainings.add(train(lab, name, mlp, digits));
      lab.done(name);
    });
    return new Findings(
        List.of(claim(trainings)),
        List.of(beginning(trainings), whole(trainings)),
        List.of(
            new Formula("R13", "global norm: g ← g·max/‖g‖ where ‖g‖ > max, over all gradients"),
            new Formula("R13", "value: g ← min(max(g, −max), max)"),
            new Formula("R10", "clipping comes before L2 and before the optimizer"),
            new Formula("R11", "sgd: θ ← θ − η·g, so that a step is at most η·max long")),
        List.of(
            "./mlp compare --layers 64,64,64,64 --initializer he-normal --optimizer sgd"
                + " --learning-rate 1 --epochs 4 --clip-norm 0.5",
            "./mlp compare --layers 64,64,64,64 --initializer he-normal --optimizer sgd"
                + " --learning-rate 0.1 --epochs 4",
            "./mlp experiment schedules"),
        List.of(
            new Setting("network", Wording.network(network()) + ", on digits"),
            new Setting(
                "trained with",
                Wording.optimizer(plain) + ", batch " + BATCH + ", "
                    + Wording.count(EPOCHS, "epoch"))));
  }

  private static Network network() {
    Network.Builder network = Network.withInputs(64).initializer(Initializer.Scaled.HE_NORMAL);
    IntStream.range(0, HIDDEN).forEach(layer -> network.layer(UNITS, Activation.RELU));
    return network.layer(10, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static Steps train(Lab lab, String name, Mlp mlp, Batch examples) {
    int perEpoch = (examples.rows() + BATCH - 1) / BATCH;
    double[] losses = new double[EPOCHS * perEpoch];
    double[] norms = new double[losses.length];
    Arrays.fill(losses, Double.NaN);
    Arrays.fill(norms, Double.NaN);
    for (int step = 0; step < losses.length; step++) {
      int[] order = BatchOrder.of(lab.seed(), step / perEpoch, examples.rows());
      int from = step % perEpoch * BATCH;
      Batch batch = examples.rows(order, from, Math.min(examples.rows(), from + BATCH));
      norms[step] = norm(mlp.gradients(batch));
      losses[step] = lab.step(mlp, batch);
      if (!Double.isFinite(losses[step])) {
        break;
      }
    }
    boolean broke = !Double.isFinite(losses[losses.length - 1]);
    return new Steps(name, losses, norms, broke ? Double.NaN : dead(mlp.trace(examples)));
  }

  private static double dead(Trace trace) {
    return IntStream.rangeClosed(1, HIDDEN)
            .mapToObj(layer -> trace.find("a" + layer).orElseThrow())
            .mapToDouble(a -> IntStream.range(0, UNITS)
                .filter(unit -> IntStream.range(0, a.shape()[0])
                    .allMatch(row -> a.values()[row * UNITS + unit] == 0))
                .count())
            .sum()
        / (HIDDEN * UNITS);
  }

  // ‖g‖ over all parameters
  private static double norm(Parameters gradients) {
    return Math.sqrt(gradients.tensors().stream()
        .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
        .map(value -> value * value)
        .sum());
  }

  private static Claim claim(List<Steps> trainings) {
    double without = trainings.get(0).tail();
    double clipped = trainings.get(1).tail();
    return new Claim(
        "Clipped by the global norm the same training learns what it does not learn without.",
        clipped < 0.7 && !(without < 1.5),
        "The mean loss of the last " + TAIL + " steps is " + Numbers.of(clipped) + " with, "
            + (Double.isFinite(without) ? Numbers.of(without) : "no number any more")
            + " without.");
  }

  private static Part beginning(List<Steps> trainings) {
    return new Part(
        "The first " + FIRST + " steps",
        "The learning rate is " + RATE + ", too large for this network on purpose. A step of plain"
            + " gradient descent is as long as the rate times the gradient's norm. Without clipping"
            + " a few long steps throw the weights far away: the loss leaps above that of guessing,"
            + " ln 10 ≈ 2.30. Clipped, no step is longer than " + RATE * MAX_NORM
            + ", in the same direction as before; look how often the norm is above the level line."
            + " Clipping by value bounds each element and so bends the direction.",
        charts(trainings, FIRST),
        List.of());
  }

  private static Part whole(List<Steps> trainings) {
    List<List<Object>> rows = new ArrayList<>();
    for (Steps training : trainings) {
      rows.add(List.of(
          training.name(),
          training.losses()[0],
          Arrays.stream(training.losses()).filter(Double::isFinite).max().orElseThrow(),
          training.largestNorm(),
          training.tail(),
          training.dead()));
    }
    return new Part(
        "All steps",
        fate(trainings.get(0)) + " The clipped networks have the larger gradients and the"
            + " smaller losses.",
        charts(trainings, trainings.get(0).losses().length),
        List.of(new Table(
            "dead units are those hidden units that are 0 for every digit in the end, as a share",
            List.of(
                "clipping",
                "first loss",
                "largest loss",
                "largest norm",
                "mean of the last " + TAIL + " losses",
                "dead units"),
            rows)));
  }

  private static String fate(Steps without) {
    return Double.isNaN(without.dead())
        ? "Where the long steps lead: without clipping the loss becomes infinite or no number at all,"
            + " and its line ends."
        : "Where the long steps lead: without clipping they leave "
            + Numbers.of(100 * without.dead())
            + " % of the ReLU units at 0 for every digit, and with them the slope that could bring"
            + " them back. What is left goes on guessing, and its gradient is small.";
  }

  /** The losses and the norms of the first steps. */
  private static List<Figure> charts(List<Steps> trainings, int count) {
    Axis step = new Axis("step", false);
    double[] steps = IntStream.range(0, count).asDoubleStream().toArray();
    return List.of(
        new Chart(
            "Loss of each step's batch",
            step,
            new Axis("loss", true),
            steps,
            trainings.stream()
                .map(training -> new Line(training.name(), Arrays.copyOf(training.losses(), count)))
                .toList()),
        new Chart(
            "Norm of all gradients, before clipping",
            step,
            new Axis("norm", true),
            steps,
            trainings.stream()
                .map(training -> new Line(training.name(), Arrays.copyOf(training.norms(), count)))
                .toList(),
            Optional.of(new Reference("clipped above " + MAX_NORM, MAX_NORM))));
  }
}
