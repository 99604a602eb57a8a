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
import mlp.api.Initializer;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
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

/** What first weights do to a deep network before it has learnt anything, and to its learning. */
final class Initializers implements Study {
  private static final int LAYERS = 8;
  private static final int UNITS = 64;
  private static final int EPOCHS = 7;
  private static final int ROWS = 256;
  private static final String SMALL = "normal 0.01";
  private static final Map<String, Initializer> ALL = all();
  private static final int SCALED = 6; // so many of them, the first, fit the layer's size

  private static Map<String, Initializer> all() {
    Map<String, Initializer> all = new LinkedHashMap<>();
    for (Initializer.Scaled scaled : Initializer.Scaled.values()) {
      all.put(Labels.of(scaled), scaled);
    }
    all.put(SMALL, new Initializer.Normal(0.01));
    all.put("normal 1", new Initializer.Normal(1));
    return all;
  }

  @Override
  public String name() {
    return "initializers";
  }

  @Override
  public String question() {
    return "How large must the first weights of a deep network be?";
  }

  @Override
  public Findings run(Lab lab) {
    DataSet digits = lab.data("digits", DataOptions.defaults());
    Training training = new Training(new Optimizer.Sgd(), 0.05, 32, EPOCHS, lab.seed());
    int[] order = BatchOrder.of(lab.seed(), 0, digits.training().rows());
    Batch batch = digits.training().rows(order, 0, ROWS);
    Deviations tanh = Deviations.of(lab, Activation.TANH, training, batch);
    Deviations relu = Deviations.of(lab, Activation.RELU, training, batch);
    lab.begin(ALL.size());
    List<Curves> curves = new ArrayList<>();
    ALL.forEach((name, initializer) -> curves.add(lab.train(
        name,
        lab.create(network(initializer, Activation.RELU), training),
        digits.training(),
        Optional.empty(),
        digits.test())));
    return new Findings(
        claims(relu, curves),
        List.of(
            part(
                "Before training: tanh",
                "The standard deviation of the activations a of each hidden layer, and of the"
                    + " gradients dz, for " + ROWS + " digits and weights that have not learnt"
                    + " anything. What shrinks from left to right in the first chart is a signal"
                    + " that gets lost; what shrinks from right to left in the second is a gradient"
                    + " that does not arrive. Weights that are too large drive tanh to ±1.",
                tanh),
            part(
                "Before training: ReLU",
                "ReLU sets half of the values to zero and so halves their mean square in every"
                    + " layer. He's factor 2 makes up for it; with the variance 1/in of xavier the"
                    + " signal shrinks by √½ a layer. A line that is missing is zero throughout. Mind"
                    + " the powers of ten: the lower charts span many more of them.",
                relu),
            learning(curves, tanh, relu)),
        List.of(
            new Formula("R7", "xavier, lecun: Var W = 1/in"),
            new Formula("R7", "glorot-normal, glorot-uniform: Var W = 2/(in + out)"),
            new Formula("R7", "he-normal, he-uniform: Var W = 2/in"),
            new Formula("R2", "dz = (dz of the next layer · Wᵀ) ⊙ σ′(z)")),
        List.of(
            "./mlp compare --layers 64,64,64,64,64,64,64,64 --initializer he-normal --optimizer sgd"
                + " --learning-rate 0.05 --epochs 7",
            "./mlp compare --layers 64,64,64,64,64,64,64,64 --initializer normal:0.01 --optimizer sgd"
                + " --learning-rate 0.05 --epochs 7",
            "./mlp experiment vanishing"),
        List.of(
            new Setting(
                "network", "64 → " + LAYERS + " × " + UNITS + " relu (or tanh) → 10 softmax"),
            new Setting("trained with", Wording.optimizer(training) + ", batch 32")));
  }

  private static Network network(Initializer initializer, Activation activation) {
    Network.Builder network = Network.withInputs(64).initializer(initializer);
    IntStream.range(0, LAYERS).forEach(layer -> network.layer(UNITS, activation));
    return network.layer(10, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  /** Standard deviations by layer, one line for each initializer. */
  private record Deviations(List<Line> activations, List<Line> gradients) {

    static Deviations of(Lab lab, Activation activation, Training training, Batch batch) {
      List<Line> activations = new ArrayList<>();
      List<Line> gradients = new ArrayList<>();
      ALL.forEach((name, initializer) -> {
        Trace trace = lab.create(network(initializer, activation), training).trace(batch);
        activations.add(new Line(name, byLayer(trace, "a")));
        gradients.add(new Line(name, byLayer(trace, "dz")));
      });
      return new Deviations(activations, gradients);
    }

    private static double[] byLayer(Trace trace, String tensor) {
      return IntStream.rangeClosed(1, LAYERS)
          .mapToDouble(
              layer -> deviation(trace.find(tensor + layer).orElseThrow().values()))
          .toArray();
    }

    private static double deviation(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      return Math.sqrt(Arrays.stream(values)
          .map(value -> (value - mean) * (value - mean))
          .average()
          .orElseThrow());
    }

    /** The last layer's deviation as a multiple of the first layer's. */
    double gain(String initializer) {
      double[] values = activations.stream()
          .filter(line -> line.name().equals(initializer))
          .findFirst()
          .orElseThrow()
          .values();
      return values[LAYERS - 1] / values[0];
    }
  }

  private static List<Claim> claims(Deviations relu, List<Curves> curves) {
    double he = relu.gain("he-normal");
    double small = relu.gain(SMALL);
    double heLoss = loss(curves, "he-normal");
    double smallLoss = loss(curves, SMALL);
    double zeroLoss = loss(curves, "zeros");
    return List.of(
        new Claim(
            "With ReLU, He's weights carry the signal through eight layers.",
            he > 0.2 && he < 5,
            "The last hidden layer's deviation is " + Numbers.of(he) + " times the first's."),
        new Claim(
            "Weights of deviation 0.01 lose it.",
            small < 1e-6,
            "The same ratio is " + Numbers.of(small) + "."),
        new Claim(
            "Only a network whose signal arrives learns.",
            heLoss < 1 && smallLoss > 2.2 && zeroLoss > 2.2,
            "After " + EPOCHS + " epochs the loss is " + Numbers.of(heLoss) + " with he-normal, "
                + Numbers.of(smallLoss) + " with " + SMALL + ", " + Numbers.of(zeroLoss)
                + " with zeros; ln 10 = " + Numbers.of(Math.log(10)) + " is guessing."));
  }

  private static double loss(List<Curves> curves, String initializer) {
    return Curves.last(curves.stream()
        .filter(training -> training.name().equals(initializer))
        .findFirst()
        .orElseThrow()
        .loss());
  }

  private static Part part(String title, String text, Deviations deviations) {
    return new Part(
        title,
        text,
        List.of(
            chart("Deviation of a: weights that fit the layer", deviations.activations, 0, SCALED),
            chart("Deviation of dz: weights that fit the layer", deviations.gradients, 0, SCALED),
            chart("Deviation of a: fixed weights", deviations.activations, SCALED, ALL.size()),
            chart("Deviation of dz: fixed weights", deviations.gradients, SCALED, ALL.size())),
        List.of());
  }

  private static Chart chart(String title, List<Line> lines, int from, int to) {
    return new Chart(
        title,
        new Axis("hidden layer", false),
        new Axis("standard deviation", true),
        IntStream.rangeClosed(1, LAYERS).asDoubleStream().toArray(),
        lines.subList(from, to));
  }

  private static Part learning(List<Curves> curves, Deviations tanh, Deviations relu) {
    List<List<Object>> rows = new ArrayList<>();
    for (Curves training : curves) {
      String name = training.name();
      rows.add(List.of(
          name,
          tanh.gain(name),
          relu.gain(name),
          Curves.last(training.loss()),
          Curves.last(training.testAccuracy())));
    }
    return new Part(
        "Learning, with ReLU",
        "The same networks in training. A loss that stays at ln 10 ≈ 2.30 is that of guessing. A"
            + " line that ends has left the numbers behind: its loss was infinite or none (–). What"
            + " counts is the variance; whether the weights are normal or uniform does not.",
        List.of(
            Charts.trainingLosses(curves.subList(0, SCALED)),
            Charts.testAccuracies(curves.subList(0, SCALED)),
            Charts.trainingLosses(curves.subList(SCALED, ALL.size())),
            Charts.testAccuracies(curves.subList(SCALED, ALL.size()))),
        List.of(new Table(
            "deviation of the last hidden layer's activations over the first's, and learning",
            List.of("initializer", "tanh", "ReLU", "loss (ReLU)", "test accuracy"),
            rows)));
  }
}
