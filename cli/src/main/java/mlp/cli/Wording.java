package mlp.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mlp.api.DataType;
import mlp.api.Initializer;
import mlp.api.Labels;
import mlp.api.Layer;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Training;
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
    PairAgreement worst = outcome.finalDifference().orElseThrow();
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

  /** @return the network in one line: 64 dropout 0.2 → 32 batch-norm relu → 10 softmax */
  public static String network(Network network) {
    return network.layers().stream()
        .map(Wording::layer)
        .collect(Collectors.joining(
            " → ", network.inputs() + dropout(network.inputDropout()) + " → ", ""));
  }

  private static String layer(Layer layer) {
    return layer.units()
        + (layer.hasBatchNormalization() ? " batch-norm " : " ")
        + Labels.of(layer.activation())
        + dropout(layer.dropout());
  }

  private static String dropout(double dropout) {
    return dropout > 0 ? " dropout " + number(dropout) : "";
  }

  /** @return the optimizer, the learning rate and the optimizer's own settings */
  public static String optimizer(Training training) {
    String rate = ", learning rate " + number(training.learningRate());
    if (training.optimizer() instanceof Optimizer.Momentum m) {
      return "momentum " + m.momentum() + rate;
    }
    if (training.optimizer() instanceof Optimizer.Nesterov n) {
      return "nesterov " + n.momentum() + rate;
    }
    if (training.optimizer() instanceof Optimizer.Adam a) {
      String epsilon = (a.epsilonHat() ? ", ε̂ " : ", ε ") + number(a.epsilon());
      return "adam" + rate + ", β₁ " + a.beta1() + ", β₂ " + a.beta2() + epsilon;
    }
    if (training.optimizer() instanceof Optimizer.Adamw a) {
      return "adamw" + rate + ", β₁ " + a.beta1() + ", β₂ " + a.beta2() + ", ε "
          + number(a.epsilon()) + ", weight decay " + number(a.weightDecay());
    }
    if (training.optimizer() instanceof Optimizer.Rmsprop r) {
      return "rmsprop" + rate + ", ρ " + r.decay() + ", ε " + number(r.epsilon());
    }
    if (training.optimizer() instanceof Optimizer.Adagrad a) {
      return "adagrad" + rate + ", ε " + number(a.epsilon());
    }
    return "sgd" + rate;
  }

  /** @return the initializer's name, with its deviation where it has one */
  public static String initializer(Initializer initializer) {
    return initializer instanceof Initializer.Normal normal
        ? "normal, deviation " + normal.standardDeviation()
        : Labels.of((Initializer.Scaled) initializer);
  }

  /** @return a number with all its digits and no more: 3, 0.1, 1e-8 */
  public static String number(double value) {
    return Double.toString(value).replaceFirst("\\.?0*E", "e").replaceFirst("\\.0$", "");
  }

  /** @return a difference with two digits: 2.4e-15, or 0 */
  public static String difference(double absolute) {
    return absolute == 0 ? "0" : String.format(Locale.ROOT, "%.1e", absolute);
  }

  /** @return a loss with six decimals; a dash where there is none */
  public static String loss(double loss) {
    return Double.isNaN(loss) ? "–" : String.format(Locale.ROOT, "%.6f", loss);
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
  public static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
