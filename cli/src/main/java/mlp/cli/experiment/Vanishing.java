package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Parameters;
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

/** The gradient on its way back through ten layers. */
final class Vanishing implements Study {
  private static final int LAYERS = 10;
  private static final int UNITS = 32;
  private static final int EPOCHS = 15;

  /** A way to build the ten layers. */
  private record Kind(
      String name, Activation activation, Initializer initializer, Normalization normalization) {

    Network network() {
      Network.Builder network = Network.withInputs(64).initializer(initializer);
      IntStream.range(0, LAYERS)
          .forEach(layer -> network.layer(new Layer(UNITS, activation, normalization, 0)));
      return network.layer(10, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
  }

  private static final List<Kind> KINDS = List.of(
      new Kind("sigmoid", Activation.SIGMOID, Initializer.Scaled.XAVIER, new Normalization.None()),
      new Kind(
          "ReLU, He's weights",
          Activation.RELU,
          Initializer.Scaled.HE_NORMAL,
          new Normalization.None()),
      new Kind(
          "sigmoid, batch normalization",
          Activation.SIGMOID,
          Initializer.Scaled.XAVIER,
          Normalization.Batch.standard()));

  @Override
  public String name() {
    return "vanishing";
  }

  @Override
  public String question() {
    return "How much of the gradient arrives at the first of ten layers?";
  }

  @Override
  public Findings run(Lab lab) {
    DataSet digits = lab.data("digits", DataOptions.defaults());
    Training training = new Training(new Optimizer.Sgd(), 0.05, 32, EPOCHS, lab.seed());
    lab.begin(KINDS.size());
    List<Line> norms = new ArrayList<>();
    List<Curves> curves = new ArrayList<>();
    for (Kind kind : KINDS) {
      Mlp mlp = lab.create(kind.network(), training);
      norms.add(new Line(kind.name(), norms(mlp.gradients(digits.training()))));
      curves.add(lab.train(kind.name(), mlp, digits.training(), Optional.empty(), digits.test()));
    }
    norms.add(1, quarters(norms.get(0).values()[LAYERS - 1]));
    return new Findings(
        claims(norms, curves),
        List.of(gradients(norms), learning(curves)),
        List.of(
            new Formula("R6", "sigmoid: σ′ = σ(1 − σ) ≤ ¼"),
            new Formula("R2", "dz of layer l = (dz of layer l + 1 · Wᵀ) ⊙ σ′(z)"),
            new Formula("R7", "he-normal: Var W = 2/in; xavier: Var W = 1/in"),
            new Formula("R8", "x̂ = (z − μ)/√(σ² + ε), a = σ(γ·x̂ + β)")),
        List.of(
            "./mlp compare --layers 32,32,32,32,32,32,32,32,32,32 --activation sigmoid"
                + " --initializer xavier --optimizer sgd --learning-rate 0.05",
            "./mlp compare --layers 32,32,32,32,32,32,32,32,32,32 --activation sigmoid"
                + " --initializer xavier --optimizer sgd --learning-rate 0.05 --batch-norm",
            "./mlp experiment initializers"),
        List.of(
            new Setting(
                "network", "64 → " + LAYERS + " × " + UNITS + " units → 10 softmax, on digits"),
            new Setting("trained with", Wording.optimizer(training) + ", batch 32")));
  }

  // ‖dW₁‖, …, ‖dW₁₀‖
  private static double[] norms(Parameters gradients) {
    return IntStream.rangeClosed(1, LAYERS)
        .mapToDouble(layer -> Math.sqrt(Arrays.stream(gradients.get("W" + layer).values())
            .map(value -> value * value)
            .sum()))
        .toArray();
  }

  // What is left of the last hidden layer's norm when every layer on the way takes three quarters.
  private static Line quarters(double last) {
    return new Line(
        "¼ a layer",
        IntStream.rangeClosed(1, LAYERS)
            .mapToDouble(layer -> last * Math.pow(0.25, LAYERS - layer))
            .toArray());
  }

  private static double ratio(Line line) {
    return line.values()[0] / line.values()[LAYERS - 1];
  }

  private static List<Claim> claims(List<Line> norms, List<Curves> curves) {
    double sigmoid = ratio(norms.get(0));
    double relu = ratio(norms.get(2));
    double normalized = ratio(norms.get(3));
    double[] losses =
        curves.stream().mapToDouble(training -> Curves.last(training.loss())).toArray();
    return List.of(
        new Claim(
            "The first of ten sigmoid layers gets less than 1e-5 of the last one's gradient.",
            sigmoid < 1e-5,
            "‖dW₁‖/‖dW₁₀‖ = " + Numbers.of(sigmoid) + "; 0.25⁹ = "
                + Numbers.of(Math.pow(0.25, LAYERS - 1)) + "."),
        new Claim(
            "ReLU with He's weights passes it on, and so does batch normalization.",
            relu > 0.1 && normalized > 0.1,
            "The ratios are " + Numbers.of(relu) + " and " + Numbers.of(normalized) + "."),
        new Claim(
            "The sigmoid network does not learn; the other two do.",
            losses[0] > 2.2 && losses[1] < 1 && losses[2] < 1,
            "After " + EPOCHS + " epochs the losses are " + Numbers.of(losses[0]) + ", "
                + Numbers.of(losses[1]) + " and " + Numbers.of(losses[2]) + "."));
  }

  private static Part gradients(List<Line> norms) {
    List<List<Object>> rows = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      List<Object> row = new ArrayList<>(List.of(Integer.toString(layer + 1)));
      for (Line line : norms) {
        row.add(line.values()[layer]);
      }
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("hidden layer"));
    norms.forEach(line -> columns.add(line.name()));
    return new Part(
        "The gradient, layer by layer",
        "The norm of dW of each hidden layer, before any training and over all training examples,"
            + " on a logarithmic axis. Read it from right to left, as backpropagation goes. Each"
            + " sigmoid layer multiplies the gradient by slopes of at most ¼: its line runs beside"
            + " the one that loses three quarters a layer. The other two stay level.",
        List.of(new Chart(
            "Norm of dW",
            new Axis("hidden layer", false),
            new Axis("norm", true),
            IntStream.rangeClosed(1, LAYERS).asDoubleStream().toArray(),
            norms)),
        List.of(new Table("norm of dW before training", columns, rows)));
  }

  private static Part learning(List<Curves> curves) {
    List<List<Object>> rows = new ArrayList<>();
    for (Curves training : curves) {
      rows.add(List.of(
          training.name(), Curves.last(training.loss()), Curves.last(training.testAccuracy())));
    }
    return new Part(
        "What it means for learning",
        "The same three networks in training. A loss of ln 10 ≈ 2.30 is that of guessing among ten"
            + " classes. The sigmoid network learns how frequent the classes are, in its last layer,"
            + " and nothing else.",
        List.of(Charts.trainingLosses(curves), Charts.testAccuracies(curves)),
        List.of(new Table(
            "after " + EPOCHS + " epochs",
            List.of("hidden layers", "training loss", "test accuracy"),
            rows)));
  }
}
