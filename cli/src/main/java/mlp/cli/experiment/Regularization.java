package mlp.cli.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.EarlyStopping;
import mlp.api.Evaluation;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Training;
import mlp.cli.Wording;
import mlp.cli.experiment.Figure.Plane;
import mlp.cli.experiment.Figure.Window;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Formula;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Setting;
import mlp.cli.experiment.Findings.Table;
import mlp.cli.experiment.Lab.Curves;
import mlp.data.DataOptions;
import mlp.data.DataSet;

/** A large network on few and noisy examples, and what keeps it from learning them by heart. */
final class Regularization implements Study {
  private static final int ROWS = 40;
  private static final int SAMPLES = 500;
  private static final double NOISE = 0.35;
  private static final int UNITS = 64;
  private static final int EPOCHS = 400;
  private static final int PATIENCE = 30;
  private static final Window WINDOW = new Window(-1.75, -2, 4.5, 80);

  /** A way to train. */
  private record Kind(String name, double dropout, UnaryOperator<Training.Builder> change) {}

  private static final List<Kind> KINDS = List.of(
      new Kind("plain", 0, training -> training),
      new Kind("dropout 0.5", 0.5, training -> training),
      new Kind("L2 0.01", 0, training -> training.l2(0.01)),
      new Kind("weight decay 1", 0, training -> training.weightDecay(1)),
      new Kind("max-norm 1", 0, training -> training.maxNorm(1)),
      new Kind(
          "early stopping",
          0,
          training -> training.earlyStopping(new EarlyStopping.Patience(PATIENCE, 0))));

  /** A training and its end: early stopping goes back to its best epoch. */
  private record Result(Curves curves, double loss, Evaluation test) {}

  @Override
  public String name() {
    return "regularization";
  }

  @Override
  public String question() {
    return "What keeps a large network from learning few examples by heart?";
  }

  @Override
  public Findings run(Lab lab) {
    DataSet moons =
        lab.data("moons", DataOptions.defaults().withSamples(SAMPLES).withNoise(NOISE));
    int[] order = BatchOrder.of(lab.seed(), 0, SAMPLES);
    Batch examples = moons.training().rows(order, 0, ROWS);
    Batch validation = moons.training().rows(order, ROWS, 2 * ROWS);
    Training plain = new Training(Optimizer.Adam.standard(), 0.003, ROWS, EPOCHS, lab.seed());
    lab.begin(KINDS.size());
    List<Result> results = new ArrayList<>();
    for (Kind kind : KINDS) {
      Training training = kind.change().apply(plain.toBuilder()).build();
      boolean stops = training.earlyStopping() instanceof EarlyStopping.Patience;
      Mlp mlp = lab.create(network(kind.dropout()), training);
      Curves curves = lab.train(
          kind.name(),
          mlp,
          examples,
          stops ? Optional.of(validation) : Optional.empty(),
          moons.test());
      results.add(new Result(
          curves, Evaluation.of(mlp, examples).loss(), Evaluation.of(mlp, moons.test())));
    }
    return new Findings(
        claims(results),
        List.of(learning(results), planes(results, examples)),
        List.of(
            new Formula("R9", "dropout: a ⊙ mask, mask = 1/(1 − p) where kept, else 0"),
            new Formula("R10", "L2: g ← g + λ·W; weight decay: W ← W − u − η·λ·W"),
            new Formula("R15", "max-norm: W[:, j] ← W[:, j]·c/‖W[:, j]‖ where the norm is above c"),
            new Formula(
                "R17",
                "early stopping: ends after " + PATIENCE + " epochs without a lower validation loss"
                    + " and goes back to the best")),
        List.of(
            "./mlp compare --data moons --noise 0.35 --samples 40 --layers 64,64 --epochs 400"
                + " --l2 0.01 --report out",
            "./mlp compare --data moons --noise 0.35 --samples 5000 --layers 64,64 --report out",
            "./mlp experiment initializers"),
        List.of(
            new Setting(
                "data",
                ROWS + " moons with noise " + NOISE + " to train on, " + ROWS
                    + " others to decide with about an early end, " + SAMPLES + " to test on"),
            new Setting("network", Wording.network(network(0))),
            new Setting(
                "trained with",
                Wording.optimizer(plain) + ", all " + ROWS + " examples in each step")));
  }

  private static Network network(double dropout) {
    Layer hidden = new Layer(UNITS, Activation.RELU, new Normalization.None(), dropout);
    return Network.withInputs(2)
        .initializer(Initializer.Scaled.HE_NORMAL)
        .layer(hidden)
        .layer(hidden)
        .layer(2, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static List<Claim> claims(List<Result> results) {
    Result plain = results.get(0);
    double least = IntStream.range(0, EPOCHS + 1)
        .mapToDouble(epoch -> plain.curves().testLoss()[epoch])
        .min()
        .orElseThrow();
    Result best = results.stream()
        .skip(1)
        .min(Comparator.comparingDouble(result -> result.test().loss()))
        .orElseThrow();
    return List.of(
        new Claim(
            "The plain network overfits: its training loss falls on while its test loss rises.",
            plain.loss() < 0.1 && plain.test().loss() > 1.5 * least,
            "Its test loss is " + Numbers.of(least) + " at best and "
                + Numbers.of(plain.test().loss()) + " at the end, its training loss then "
                + Numbers.of(plain.loss()) + "."),
        new Claim(
            "Every kind of regularization ends with a lower test loss.",
            results.stream()
                .skip(1)
                .allMatch(result -> result.test().loss() < plain.test().loss()),
            "The best is " + best.curves().name() + " with "
                + Numbers.of(best.test().loss()) + "."));
  }

  private static Part learning(List<Result> results) {
    List<Curves> curves = results.stream().map(Result::curves).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (Result result : results) {
      rows.add(List.of(
          result.curves().name(),
          result.loss(),
          result.test().loss(),
          result.test().accuracy()));
    }
    return new Part(
        "Training and test",
        "Look at both charts together. The plain network drives its training loss towards zero and"
            + " pays for it on examples that it has not seen: where it is wrong it is sure, and the"
            + " test loss grows while its accuracy hardly changes. All losses are measured in"
            + " evaluation mode, without dropout. The line of early stopping ends where training"
            + " ended; the table tells the state that it went back to.",
        List.of(Charts.trainingLosses(curves), Charts.testLosses(curves, false)),
        List.of(new Table(
            "after the last epoch",
            List.of("", "training loss", "test loss", "test accuracy"),
            rows)));
  }

  private static Part planes(List<Result> results, Batch examples) {
    List<Figure> planes = new ArrayList<>();
    for (Result result : results) {
      Matrix outputs = result.curves().mlp().predict(WINDOW.centres());
      planes.add(new Plane(
          result.curves().name(),
          "test loss " + Numbers.of(result.test().loss()),
          WINDOW,
          IntStream.range(0, outputs.rows())
              .mapToDouble(row -> outputs.get(row, 1))
              .toArray(),
          List.of(),
          examples.inputs(),
          examples.targets()));
    }
    return new Part(
        "What they believe",
        "The class that each network gives to the places of the plane, paler where it is less sure,"
            + " and the " + ROWS
            + " examples that it was trained on. The plain network is sure nearly"
            + " everywhere and bends its border around single points; the others leave such points"
            + " on the wrong side, or stay unsure about them.",
        planes,
        List.of());
  }
}
