package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
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

/** The same network with each activation in its hidden layers. */
final class Activations implements Study {
  private static final List<Activation> HIDDEN = Arrays.stream(Activation.values())
      .filter(activation -> activation != Activation.SOFTMAX)
      .toList();
  private static final int UNITS = 32;
  private static final int DIGITS_EPOCHS = 20;
  private static final int CIRCLES_EPOCHS = 30;

  @Override
  public String name() {
    return "activations";
  }

  @Override
  public String question() {
    return "Which activation learns fastest, and what is one needed for?";
  }

  @Override
  public Findings run(Lab lab) {
    DataSet digits = lab.data("digits", DataOptions.defaults());
    DataSet circles = lab.data("circles", DataOptions.defaults());
    Training onDigits = new Training(new Optimizer.Sgd(), 0.1, 32, DIGITS_EPOCHS, lab.seed());
    Training onCircles =
        new Training(Optimizer.Adam.standard(), 0.01, 32, CIRCLES_EPOCHS, lab.seed());
    lab.begin(2 * HIDDEN.size());
    List<Curves> digitsCurves = train(lab, digits, onDigits);
    List<Curves> circlesCurves = train(lab, circles, onCircles);
    return new Findings(
        List.of(slowest(digitsCurves), straight(circlesCurves)),
        List.of(functions(lab), digits(digitsCurves), circles(circlesCurves)),
        List.of(
            new Formula("R1", "z = xW + b, a = σ(z)"),
            new Formula("R2", "dz = da ⊙ σ′(z)"),
            new Formula("R6", "σ and σ′ of each name")),
        List.of(
            "./mlp compare --layers 32,32 --activation sigmoid --optimizer sgd --learning-rate 0.1",
            "./mlp compare --data circles --layers 32,32 --activation identity --report out",
            "./mlp experiment vanishing"),
        List.of(
            new Setting(
                "digits",
                Wording.network(network(digits, Activation.RELU)) + ", or another activation"),
            new Setting("", Wording.optimizer(onDigits) + ", batch 32"),
            new Setting(
                "circles",
                Wording.network(network(circles, Activation.RELU)) + ", or another activation"),
            new Setting("", Wording.optimizer(onCircles) + ", batch 32")));
  }

  private static List<Curves> train(Lab lab, DataSet data, Training training) {
    return HIDDEN.stream()
        .map(activation -> lab.train(
            Labels.of(activation),
            lab.create(network(data, activation), training),
            data.training(),
            Optional.empty(),
            data.test()))
        .toList();
  }

  private static Network network(DataSet data, Activation activation) {
    return Network.withInputs(data.training().inputs().columns())
        .layer(UNITS, activation)
        .layer(UNITS, activation)
        .layer(data.classes().size(), Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static Claim slowest(List<Curves> curves) {
    double sigmoid = Curves.last(named(curves, Activation.SIGMOID).loss());
    double next = curves.stream()
        .filter(training -> !training.name().equals(Labels.of(Activation.SIGMOID)))
        .mapToDouble(training -> Curves.last(training.loss()))
        .max()
        .orElseThrow();
    return new Claim(
        "On digits the sigmoid learns slowest.",
        sigmoid > next,
        "Its loss at the end is " + Numbers.of(sigmoid) + ", the next largest " + Numbers.of(next)
            + ".");
  }

  private static Claim straight(List<Curves> curves) {
    double identity = Curves.last(named(curves, Activation.IDENTITY).testAccuracy());
    double next = curves.stream()
        .filter(training -> !training.name().equals(Labels.of(Activation.IDENTITY)))
        .mapToDouble(training -> Curves.last(training.testAccuracy()))
        .min()
        .orElseThrow();
    return new Claim(
        "Without a bend (identity) a network cannot tell a circle from one around it.",
        identity < 0.65 && identity < next,
        "Its test accuracy is " + Numbers.of(identity) + ", the next lowest " + Numbers.of(next)
            + ".");
  }

  private static Curves named(List<Curves> curves, Activation activation) {
    return curves.stream()
        .filter(training -> training.name().equals(Labels.of(activation)))
        .findFirst()
        .orElseThrow();
  }

  private static Part functions(Lab lab) {
    double[] z = new double[61];
    for (int i = 0; i < z.length; i++) {
      z[i] = (i - 30) / 10.0;
    }
    List<Line> values = new ArrayList<>();
    List<Line> slopes = new ArrayList<>();
    for (Activation activation : HIDDEN) {
      Trace trace = oneUnit(lab, activation, z);
      double[] da = trace.find("da1").orElseThrow().values();
      double[] dz = trace.find("dz1").orElseThrow().values();
      double[] slope = new double[z.length];
      Arrays.setAll(slope, i -> dz[i] / da[i]);
      values.add(new Line(Labels.of(activation), trace.find("a1").orElseThrow().values()));
      slopes.add(new Line(Labels.of(activation), slope));
    }
    Axis axis = new Axis("z", false);
    return new Part(
        "The functions",
        "Each activation and its slope, computed by the track itself: a network of one unit with"
            + " weight 1. Backpropagation multiplies by the slope in every layer. Look at the"
            + " sigmoid: its slope is nowhere above ¼.",
        List.of(
            new Chart("σ(z)", axis, new Axis("σ", false), z, values),
            new Chart("σ′(z), the slope", axis, new Axis("σ′", false), z, slopes)),
        List.of());
  }

  // z = x·1 + 0; targets so far off that da is nowhere 0, and dz/da = σ′(z)
  private static Trace oneUnit(Lab lab, Activation activation, double[] z) {
    Network network = Network.withInputs(1).layer(1, activation).loss(Loss.SQUARED_ERROR);
    Training training = new Training(new Optimizer.Sgd(), 0.1, z.length, 1, lab.seed());
    Parameters unit = new Parameters(
        List.of(Tensor.of("W1", new double[] {1}, 1, 1), Tensor.of("b1", new double[] {0}, 1)));
    Mlp mlp = lab.create(network, training, unit);
    double[] targets = new double[z.length];
    Arrays.fill(targets, -10);
    return mlp.trace(new Batch(Matrix.of(z.length, 1, z), Matrix.of(z.length, 1, targets)));
  }

  private static Part digits(List<Curves> curves) {
    String fastest = curves.stream()
        .min(Comparator.comparingDouble(training -> Curves.last(training.loss())))
        .orElseThrow()
        .name();
    return new Part(
        "Learning the digits",
        "All networks begin with the same weights and see the same batches. The loss is that on"
            + " the training examples after each epoch, on a logarithmic axis. Here " + fastest
            + " ends lowest. Look at the sigmoid, whose slopes are small, and at identity: digits"
            + " are so easy that even a network without any bend learns them.",
        List.of(Charts.trainingLosses(curves), Charts.testAccuracies(curves)),
        List.of(table(DIGITS_EPOCHS, curves)));
  }

  private static Part circles(List<Curves> curves) {
    return new Part(
        "Learning two circles",
        "No straight line parts a circle from another one around it. Layers without a bend make one"
            + " affine map of many, x·W₁·W₂·W₃ = x·W, and so identity stays near one half, however"
            + " long it learns. The bend may be of any kind.",
        List.of(Charts.trainingLosses(curves), Charts.testAccuracies(curves)),
        List.of(table(CIRCLES_EPOCHS, curves)));
  }

  private static Table table(int epochs, List<Curves> curves) {
    List<List<Object>> rows = new ArrayList<>();
    for (Curves training : curves) {
      rows.add(List.of(
          training.name(),
          training.loss()[5],
          Curves.last(training.loss()),
          Curves.last(training.testAccuracy())));
    }
    return new Table(
        "after 5 and after " + epochs + " epochs",
        List.of("activation", "training loss, epoch 5", "at the end", "test accuracy"),
        rows);
  }
}
