package mlp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.EarlyStopping;
import mlp.api.Initializer;
import mlp.api.Labels;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.data.DataSet;
import mlp.equivalence.Difference;
import mlp.equivalence.Restart;
import mlp.equivalence.Verdict;

/** How the results are put into words and figures, in the terminal and on the page alike. */
public final class Wording {
  private Wording() {}

  /** @return the verdict in a few words: a headline */
  public static String headline(Outcome outcome) {
    int tracks = outcome.tracks().size();
    return outcome
        .verdict()
        .map(verdict -> switch (verdict) {
          case EQUAL -> "The same network: " + all(tracks) + " tracks agree to the last bit.";
          case ROUNDING ->
            outcome.enlargement().isPresent()
                ? "The same steps: "
                    + all(tracks)
                    + " tracks differ by rounding, which this training enlarges."
                : "The same network: " + all(tracks) + " tracks differ by nothing but rounding.";
          case DIFFERENT ->
            outcome.otherOutputs().isPresent()
                ? "The tracks train the same weights, but do not tell the same outputs."
                : "The tracks came apart: rounding alone does not explain the difference.";
        })
        .orElse("One track trained; nothing to compare it with.");
  }

  /** @return what the verdict means, for one who has not met it before */
  public static String explanation(Outcome outcome) {
    return outcome
        .verdict()
        .map(verdict -> explanation(outcome, verdict))
        .orElse("Use mlp compare to train all tracks side by side.");
  }

  private static String explanation(Outcome outcome, Verdict verdict) {
    PairAgreement worst = outcome.largestDifference(outcome.epochs()).orElseThrow();
    return switch (verdict) {
      case EQUAL ->
        "Every weight and every bias has the same bits in all tracks after every epoch.";
      case ROUNDING ->
        outcome
            .enlargement()
            .map(enlargement -> enlarged(outcome, worst, enlargement.restart()))
            .orElse("After "
                + count(outcome.epochs(), "epoch")
                + " no weight is further apart than "
                + difference(worst.largest().absolute())
                + ". The tracks add the same numbers in different orders, and a computer rounds every"
                + " sum: differences of this size are no error.");
      case DIFFERENT ->
        outcome
            .otherOutputs()
            .map(what -> "Every weight agrees up to rounding, and yet " + what
                + ". One of them evaluates something else than it trains.")
            .orElseGet(() -> different(outcome));
    };
  }

  private static String different(Outcome outcome) {
    PairAgreement first = outcome.agreement().stream()
        .filter(PairAgreement::isDifferent)
        .findFirst()
        .orElseThrow();
    Difference difference = first.agreement().worst();
    boolean sameSteps = outcome.enlargement().orElseThrow().restart().same();
    return first.first()
        + " and "
        + first.second()
        + " are too far apart after epoch "
        + first.epoch()
        + ": "
        + difference.tensor()
        + difference.place()
        + " is "
        + difference.left()
        + " in one and "
        + difference.right()
        + " in the other. One of them computes something else: "
        + (sameSteps
            ? "their first steps from the same weights agree, but roundings alone, put into every"
                + " step of one track, do not bring this training so far apart."
            : "put back on the same weights, they do not even take the same first steps.");
  }

  private static String enlarged(Outcome outcome, PairAgreement worst, Restart restart) {
    return "At the end weights are up to "
        + difference(worst.largest().absolute())
        + " apart, but not by an error: put back on the same weights, the first and the last ones,"
        + " the tracks take the same "
        + count(restart.steps(), "step")
        + " to within "
        + difference(restart.largestDifference())
        + ". So does a track that is disturbed by roundings come apart from itself: step by step this"
        + " training enlarges them. A smaller learning rate"
        + (outcome.experiment().dataType() == DataType.FLOAT32 ? " or float64" : "")
        + " keeps the tracks together for longer.";
  }

  /** @return the network in one line: 64 → 32 relu → 10 softmax */
  public static String network(Network network) {
    return network.layers().stream()
        .map(Wording::layer)
        .collect(Collectors.joining(" → ", network.inputs() + " → ", ""));
  }

  private static String layer(Layer layer) {
    return layer.units()
        + (layer.hasBatchNormalization() ? " batch-norm " : " ")
        + Labels.of(layer.activation())
        + (layer.dropout() > 0 ? " dropout " + number(layer.dropout()) : "");
  }

  /** @return 1,438 examples to train on, 359 to test on */
  public static String examples(DataSet data) {
    return String.format(
            Locale.ROOT, "%,d examples to train on, ", data.training().rows())
        + data.validation()
            .map(batch -> String.format(Locale.ROOT, "%,d to validate, ", batch.rows()))
            .orElse("")
        + String.format(Locale.ROOT, "%,d to test on", data.test().rows());
  }

  /** @return the optimizer, the learning rate and the optimizer's own settings */
  public static String optimizer(Training training) {
    String rate = ", learning rate " + number(training.learningRate());
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Optimizer.Momentum m) {
      return "momentum " + m.momentum() + rate;
    }
    if (optimizer instanceof Optimizer.Nesterov n) {
      return "nesterov " + n.momentum() + rate;
    }
    if (optimizer instanceof Optimizer.Adam a) {
      String epsilon = (a.epsilonHat() ? ", ε̂ " : ", ε ") + number(a.epsilon());
      return "adam" + rate + ", β₁ " + a.beta1() + ", β₂ " + a.beta2() + epsilon;
    }
    if (optimizer instanceof Optimizer.Adamw a) {
      return "adamw" + rate + ", β₁ " + a.beta1() + ", β₂ " + a.beta2() + ", ε "
          + number(a.epsilon()) + ", decay " + number(a.weightDecay());
    }
    if (optimizer instanceof Optimizer.Rmsprop r) {
      return "rmsprop" + rate + ", ρ " + r.decay() + ", ε " + number(r.epsilon());
    }
    if (optimizer instanceof Optimizer.Adagrad a) {
      return "adagrad" + rate + ", ε " + number(a.epsilon());
    }
    return "sgd" + rate;
  }

  /** @return everything else that the training does, or an empty text */
  public static String extras(Experiment experiment) {
    Training training = experiment.training();
    List<String> extras = new ArrayList<>();
    if (experiment.network().inputDropout() > 0) {
      extras.add("dropout of inputs " + number(experiment.network().inputDropout()));
    }
    schedule(training.schedule()).ifPresent(extras::add);
    if (training.clipping() instanceof Clipping.GlobalNorm clipping) {
      extras.add("gradients clipped to the norm " + number(clipping.max()));
    } else if (training.clipping() instanceof Clipping.Value clipping) {
      extras.add("gradients clipped to ±" + number(clipping.max()));
    }
    addUnlessZero(extras, "L2 ", training.l2());
    addUnlessZero(extras, "weight decay ", training.weightDecay());
    addUnlessZero(extras, "max-norm ", training.maxNorm());
    addUnlessZero(extras, "label smoothing ", training.labelSmoothing());
    if (training.earlyStopping() instanceof EarlyStopping.Patience patience) {
      extras.add("early stopping after " + count(patience.epochs(), "epoch") + " without progress");
    }
    return String.join(", ", extras);
  }

  private static void addUnlessZero(List<String> extras, String name, double value) {
    if (value > 0) {
      extras.add(name + number(value));
    }
  }

  private static Optional<String> schedule(Schedule schedule) {
    if (schedule instanceof Schedule.Step step) {
      return Optional.of(String.format(
          Locale.ROOT, "rate × %s every %,d steps", number(step.factor()), step.every()));
    }
    if (schedule instanceof Schedule.Exponential exponential) {
      return Optional.of(String.format(Locale.ROOT, "rate × %.6g each step", exponential.factor()));
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      return Optional.of(String.format(Locale.ROOT, "cosine over %,d steps", cosine.steps())
          + (cosine.warmUp() > 0
              ? String.format(Locale.ROOT, " after %,d of warm-up", cosine.warmUp())
              : ""));
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      return Optional.of(String.format(Locale.ROOT, "one cycle over %,d steps", cycle.steps()));
    }
    if (schedule instanceof Schedule.Plateau plateau) {
      return Optional.of(String.format(
          Locale.ROOT,
          "rate × %s on a plateau of more than %d windows of %,d steps",
          number(plateau.factor()),
          plateau.patience(),
          plateau.window()));
    }
    return Optional.empty();
  }

  /** @return the initializer's name, with its deviation where it has one */
  public static String initializer(Initializer initializer) {
    return initializer instanceof Initializer.Normal normal
        ? "normal, deviation " + normal.standardDeviation()
        : Labels.of((Initializer.Scaled) initializer);
  }

  private static String number(double value) {
    return Double.toString(value).replaceFirst("\\.?0*E", "e");
  }

  /** @return a difference with two digits: 2.4e-15, or 0 */
  public static String difference(double absolute) {
    return absolute == 0 ? "0" : String.format(Locale.ROOT, "%.1e", absolute);
  }

  /** @return a loss with six decimals */
  public static String loss(double loss) {
    return String.format(Locale.ROOT, "%.6f", loss);
  }

  /** @return an accuracy with four decimals; a dash where the targets are not classes */
  public static String accuracy(double accuracy) {
    return Double.isNaN(accuracy) ? "–" : String.format(Locale.ROOT, "%.4f", accuracy);
  }

  /** @return a time in microseconds with three digits or more */
  public static String microseconds(double microseconds) {
    return String.format(Locale.ROOT, microseconds < 10 ? "%.2f µs" : "%,.0f µs", microseconds);
  }

  /** @return how many of the data type's values lie between two numbers */
  public static String ulps(long ulps) {
    if (ulps == 1) {
      return "1 ulp";
    }
    return ulps < 1_000_000_000
        ? String.format(Locale.ROOT, "%,d ulps", ulps)
        : String.format(Locale.ROOT, "%.1e ulps", (double) ulps);
  }

  /** @return the time of a step beside the fastest track's: 3.1× */
  public static String ratio(TrackResult track, List<TrackResult> all) {
    double fastest =
        all.stream().mapToDouble(TrackResult::microsecondsPerStep).min().orElseThrow();
    return String.format(Locale.ROOT, "%.1f×", track.microsecondsPerStep() / fastest);
  }

  /** @return both, all three, all 4 */
  public static String all(int tracks) {
    return switch (tracks) {
      case 2 -> "both";
      case 3 -> "all three";
      default -> "all " + tracks;
    };
  }

  /** @return 1 epoch, 20 epochs */
  public static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
