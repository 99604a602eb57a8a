package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Training;
import mlp.cli.Wording;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Figure.Plane;
import mlp.cli.experiment.Figure.Straight;
import mlp.cli.experiment.Figure.Window;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Formula;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Setting;
import mlp.cli.experiment.Findings.Table;
import mlp.data.DataOptions;

/** Two hidden units that find the lines of XOR, and two that do not. */
final class Xor implements Study {
  private static final int[] UNITS = {2, 3, 4, 8};
  private static final int SEEDS = 20;
  private static final int STEPS = 500;
  private static final int[] MOMENTS = {0, 20, 50, 100, STEPS};
  private static final double LEARNT = 0.1;
  private static final Window WINDOW = new Window(-0.6, -0.6, 2.2, 80);

  @Override
  public String name() {
    return "xor";
  }

  @Override
  public String question() {
    return "How do two hidden units learn XOR, and why do they sometimes not?";
  }

  /** One training: its losses before each step and after the last, and what it looked like. */
  private record Learning(long seed, double[] losses, List<Plane> planes) {

    double last() {
      return losses[STEPS];
    }

    boolean succeeded() {
      return last() < LEARNT;
    }
  }

  @Override
  public Findings run(Lab lab) {
    Batch xor = lab.data("xor", DataOptions.defaults()).training();
    lab.begin(UNITS.length * SEEDS);
    List<List<Learning>> all = new ArrayList<>();
    for (int units : UNITS) {
      all.add(IntStream.range(0, SEEDS)
          .mapToObj(i -> learn(lab, xor, units, lab.seed() + i))
          .toList());
    }
    Optional<Learning> success = all.get(0).stream().filter(Learning::succeeded).findFirst();
    Optional<Learning> stuck =
        all.get(0).stream().filter(learning -> !learning.succeeded()).findFirst();
    List<Part> parts = new ArrayList<>();
    success.ifPresent(learning -> parts.add(succeeding(learning)));
    stuck.ifPresent(learning -> parts.add(stuck(learning)));
    parts.add(chances(all));
    return new Findings(
        claims(all, success, stuck),
        parts,
        List.of(
            new Formula("R1", "h = tanh(xW₁ + b₁); the line of unit j is W₁[:, j]·x + b₁[j] = 0"),
            new Formula("R4", "p = softmax(hW₂ + b₂), L = −Σ y log p / n"),
            new Formula("R6", "tanh′ = 1 − tanh², nearly 0 where a unit is saturated")),
        List.of(command(success, 2), command(stuck, 2), command(stuck, 8)),
        List.of(
            new Setting("network", Wording.network(network(2)) + ", and with more hidden units"),
            new Setting(
                "trained with",
                Wording.optimizer(training(lab.seed())) + ", " + STEPS
                    + " steps of all four points"),
            new Setting("seeds", lab.seed() + " … " + (lab.seed() + SEEDS - 1))));
  }

  private static Network network(int units) {
    return Network.withInputs(2)
        .layer(units, Activation.TANH)
        .layer(2, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static Training training(long seed) {
    return new Training(Optimizer.Adam.standard(), 0.05, 32, STEPS, seed);
  }

  private static String command(Optional<Learning> learning, int units) {
    return "./mlp compare --data xor --layers " + units
        + " --activation tanh --learning-rate 0.05 --epochs " + STEPS + " --seed "
        + learning.map(Learning::seed).orElse(1L) + " --report out";
  }

  private static Learning learn(Lab lab, Batch xor, int units, long seed) {
    Mlp mlp = lab.create(network(units), training(seed));
    double[] losses = new double[STEPS + 1];
    List<Plane> planes = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      int now = step;
      if (units == UNITS[0] && Arrays.stream(MOMENTS).anyMatch(moment -> moment == now)) {
        planes.add(plane(mlp, xor, "step " + step));
      }
      losses[step] = step < STEPS ? lab.step(mlp, xor) : mlp.loss(xor);
    }
    lab.done(Wording.count(units, "unit") + ", seed " + seed);
    return new Learning(seed, losses, planes);
  }

  private static Plane plane(Mlp mlp, Batch xor, String title) {
    Matrix outputs = mlp.predict(WINDOW.centres());
    double[] probabilities = IntStream.range(0, outputs.rows())
        .mapToDouble(row -> outputs.get(row, 1))
        .toArray();
    return new Plane(
        title,
        "loss " + Numbers.of(mlp.loss(xor)),
        WINDOW,
        probabilities,
        lines(mlp.parameters()),
        xor.inputs(),
        xor.targets());
  }

  // Unit j: W₁[0, j]·x₁ + W₁[1, j]·x₂ + b₁[j] = 0
  private static List<Straight> lines(Parameters parameters) {
    double[] w = parameters.get("W1").values();
    double[] b = parameters.get("b1").values();
    return IntStream.range(0, b.length)
        .mapToObj(j -> new Straight(w[j], w[b.length + j], b[j]))
        .toList();
  }

  private static long successes(List<Learning> learnings) {
    return learnings.stream().filter(Learning::succeeded).count();
  }

  private static List<Claim> claims(
      List<List<Learning>> all, Optional<Learning> success, Optional<Learning> stuck) {
    double half = Math.log(2) / 2;
    double stuckLoss = stuck.map(Learning::last).orElse(Double.NaN);
    double successLoss = success.map(Learning::last).orElse(Double.NaN);
    long two = successes(all.get(0));
    long eight = successes(all.get(UNITS.length - 1));
    return List.of(
        new Claim(
            "Two hidden units are enough for XOR.",
            successLoss < LEARNT,
            success
                .map(learning -> "Seed " + learning.seed() + " ends with the loss "
                    + Numbers.of(learning.last()) + ".")
                .orElse("No seed here succeeds.")),
        new Claim(
            "And yet they may get stuck with two points known and two undecided.",
            Math.abs(stuckLoss - half) < 0.01,
            stuck
                .map(learning -> "Seed " + learning.seed() + " ends with the loss "
                    + Numbers.of(learning.last()) + "; ½ ln 2 = " + Numbers.of(half) + ".")
                .orElse("No seed here gets stuck.")),
        new Claim(
            "More units than needed find it more reliably.",
            eight > two,
            "Of " + SEEDS + " seeds " + two + " succeed with 2 units, " + eight + " with 8."));
  }

  private static Part succeeding(Learning learning) {
    return new Part(
        "Seed " + learning.seed() + " succeeds",
        "The colour is the class that the network sees, paler where it is less sure; circles and"
            + " squares are the four points of the two classes. Each straight line is where a hidden"
            + " unit changes its sign. In the end one class lies between the two lines, the other"
            + " outside.",
        List.copyOf(learning.planes()),
        List.of());
  }

  private static Part stuck(Learning learning) {
    return new Part(
        "Seed " + learning.seed() + " gets stuck",
        "The same network from other first weights. Look at the lines: they come to lie so that two"
            + " points of different classes are on the same side of both, where both units are"
            + " saturated. The output layer sees these two as one point and can do no better than ½"
            + " for each; and because tanh′ is nearly 0 there, no gradient moves the lines away.",
        List.copyOf(learning.planes()),
        List.of());
  }

  private static Part chances(List<List<Learning>> all) {
    List<List<Object>> rows = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < UNITS.length; i++) {
      List<Learning> learnings = all.get(i);
      rows.add(List.of(Integer.toString(UNITS[i]), successes(learnings) + " of " + SEEDS));
      double[] mean = new double[STEPS + 1];
      Arrays.setAll(
          mean,
          step -> learnings.stream()
              .mapToDouble(learning -> learning.losses()[step])
              .average()
              .orElseThrow());
      lines.add(new Line(UNITS[i] + " units", mean));
    }
    return new Part(
        "How often it succeeds",
        "The same from " + SEEDS + " seeds each. The mean loss of two units stays high because some"
            + " of them stay at ½ ln 2 = " + Numbers.of(Math.log(2) / 2) + " for ever.",
        List.of(new Chart(
            "Mean loss over " + SEEDS + " seeds",
            new Axis("step", false),
            new Axis("loss", true),
            IntStream.rangeClosed(0, STEPS).asDoubleStream().toArray(),
            lines)),
        List.of(new Table(
            "seeds that succeed (loss below " + LEARNT + ")",
            List.of("hidden units", "succeed"),
            rows)));
  }
}
