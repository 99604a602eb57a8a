package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Schedule;
import mlp.api.Tensor;
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

/** Functions of one variable, fitted by one hidden layer of more and more units. */
final class Approximation implements Study {
  private static final int[] WIDTHS = {2, 4, 8, 16, 32, 64, 128, 256};
  private static final int NARROW = 1; // the place of 4 among the widths
  private static final int WIDE = 5; // that of 64
  private static final int[] DRAWN = {0, 2, WIDE};
  private static final int STEPS = 1000;
  private static final int ROWS = 64;
  private static final int TEST_ROWS = 256;
  private static final int DRAWN_HALF = 100;

  /** The network sees SPREAD·x, over which units with weights near 1 can bend sharply enough. */
  private static final double SPREAD = 8;

  /** A function to fit on [−1, 1]. */
  private record Target(String name, DoubleUnaryOperator function) {

    // Rows at the centres of equal parts of [−1, 1].
    Batch examples(int rows) {
      double[] x = places(rows);
      double[] targets = Arrays.stream(x).map(function).toArray();
      return new Batch(inputs(x), Matrix.of(rows, 1, targets));
    }
  }

  private static final List<Target> TARGETS = List.of(
      new Target("sin 2πx", x -> StrictMath.sin(2 * Math.PI * x)),
      new Target("|x|", Math::abs),
      new Target("step", x -> x < 0 ? 0 : 1),
      new Target("4x³ − 3x", x -> 4 * x * x * x - 3 * x));

  @Override
  public String name() {
    return "approximation";
  }

  @Override
  public String question() {
    return "How well does one hidden layer fit a function, the wider it is?";
  }

  @Override
  public Findings run(Lab lab) {
    Training training = new Training(Optimizer.Adam.standard(), 0.01, ROWS, STEPS, lab.seed())
        .toBuilder().schedule(new Schedule.Cosine(0, STEPS, 0)).build();
    lab.begin(TARGETS.size() * WIDTHS.length);
    List<Line> errors = new ArrayList<>();
    List<Figure> fits = new ArrayList<>();
    for (Target target : TARGETS) {
      List<Mlp> fitted = new ArrayList<>();
      for (int width : WIDTHS) {
        fitted.add(fit(lab, training, width, target));
      }
      Batch test = target.examples(TEST_ROWS);
      errors.add(new Line(
          target.name(),
          fitted.stream().mapToDouble(mlp -> Math.sqrt(mlp.loss(test))).toArray()));
      fits.add(chart(target, fitted));
    }
    return new Findings(
        List.of(claim(errors)),
        List.of(errors(errors), fits(fits)),
        List.of(
            new Formula("R1", "ŷ = σ(xW₁ + b₁)·W₂ + b₂, σ = tanh"),
            new Formula("R3", "L = Σ (ŷ − y)² / n; the error shown is √L"),
            new Formula("R12", "cosine: the learning rate falls to 0")),
        List.of(
            "./mlp experiment xor",
            "./mlp compare --data spirals --layers 4 --activation tanh --epochs 100 --report out",
            "./mlp compare --data spirals --layers 64 --activation relu --epochs 100 --report out"),
        List.of(
            new Setting("network", "1 → 2 … 256 tanh → 1 identity"),
            new Setting(
                "trained with",
                Wording.optimizer(training) + ", falling by a cosine; " + STEPS + " steps of all "
                    + ROWS + " points"),
            new Setting(
                "first biases",
                "b₁ = −W₁·c with c drawn evenly from the interval, so that each unit bends at a"
                    + " place of its own; with the zeros of R7 all would bend at 0")));
  }

  private static Mlp fit(Lab lab, Training training, int width, Target target) {
    Network network = Network.withInputs(1)
        .initializer(Initializer.Scaled.XAVIER)
        .layer(width, Activation.TANH)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    Mlp mlp = lab.create(network, training, spreadOut(network, lab.seed()));
    Batch examples = target.examples(ROWS);
    for (int step = 0; step < STEPS; step++) {
      lab.step(mlp, examples);
    }
    lab.done(target.name() + " with " + Wording.count(width, "unit"));
    return mlp;
  }

  // Unit j bends where W₁ⱼ·x + b₁ⱼ = 0, so at x = cⱼ for b₁ⱼ = −W₁ⱼ·cⱼ.
  private static Parameters spreadOut(Network network, long seed) {
    List<Tensor> initial =
        new ArrayList<>(InitialWeights.of(network, seed, DataType.FLOAT64).tensors());
    double[] weights = initial.get(0).values();
    double[] biases = new double[weights.length];
    Philox random = new Philox(seed, Philox.Purpose.WEIGHTS, 1, 1);
    Arrays.setAll(biases, j -> -weights[j] * SPREAD * (2 * random.nextUniform() - 1));
    initial.set(1, Tensor.of("b1", biases, biases.length));
    return new Parameters(initial);
  }

  private static Matrix inputs(double[] x) {
    return Matrix.of(x.length, 1, Arrays.stream(x).map(value -> SPREAD * value).toArray());
  }

  private static double[] places(int rows) {
    double[] places = new double[rows];
    Arrays.setAll(places, i -> -1 + (i + 0.5) * 2 / rows);
    return places;
  }

  private static Chart chart(Target target, List<Mlp> fitted) {
    double[] places = new double[2 * DRAWN_HALF + 1];
    Arrays.setAll(places, i -> (double) (i - DRAWN_HALF) / DRAWN_HALF);
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line("the function", Arrays.stream(places).map(target.function).toArray()));
    Matrix inputs = inputs(places);
    for (int drawn : DRAWN) {
      lines.add(
          new Line(WIDTHS[drawn] + " units", fitted.get(drawn).predict(inputs).toDoubles()));
    }
    return new Chart(target.name(), new Axis("x", false), new Axis("y", false), places, lines);
  }

  private static Claim claim(List<Line> errors) {
    List<String> measured = errors.stream()
        .map(line -> line.name() + ": " + Numbers.of(line.values()[NARROW]) + " → "
            + Numbers.of(line.values()[WIDE]))
        .toList();
    return new Claim(
        "Every function is fitted better by 64 units than by 4.",
        errors.stream().allMatch(line -> line.values()[WIDE] < line.values()[NARROW]),
        "The errors: " + String.join("; ", measured) + ".");
  }

  private static Part errors(List<Line> errors) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < WIDTHS.length; i++) {
      List<Object> row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%d", WIDTHS[i])));
      for (Line line : errors) {
        row.add(line.values()[i]);
      }
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("units"));
    errors.forEach(line -> columns.add(line.name()));
    return new Part(
        "Error against width",
        "The root of the mean squared error at " + TEST_ROWS + " points, most of which were not"
            + " trained on; both axes are logarithmic. The smooth functions gain most. The step"
            + " gains least: it jumps, and between the two points beside the jump no network can"
            + " know where. In the end the lines grow level: then not the width is short, but the "
            + STEPS + " steps of training.",
        List.of(new Chart(
            "Error by width",
            new Axis("units", true),
            new Axis("error", true),
            Arrays.stream(WIDTHS).asDoubleStream().toArray(),
            errors)),
        List.of(new Table("root of the mean squared error", columns, rows)));
  }

  private static Part fits(List<Figure> fits) {
    return new Part(
        "The fitted curves",
        "What 2, 8 and 64 units make of each function. Every tanh unit adds one smooth bend: count"
            + " the bends that two units have to offer.",
        fits,
        List.of());
  }
}
