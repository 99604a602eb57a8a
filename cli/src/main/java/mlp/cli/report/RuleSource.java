package mlp.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.Activation;
import mlp.api.Clipping;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Track;
import mlp.api.Training;

/**
 * Where the tracks' sources compute a record. A place is a file and a formula that stands above
 * some lines of it. numpy-style and lowlevel have the same formulas, paper-style often the rule's
 * setting in their stead: of several places for one part the first that a track has is taken.
 */
final class RuleSource {
  private static final Pattern OF_LAYER = Pattern.compile("([a-zA-Z]+)(\\d+)(\\..*)?");

  private static final String NORMALIZATION = "BatchNormalization x̂ = (z − μ)/√(σ² + ε)";

  private final Network network;
  private final Training training;

  RuleSource(Network network, Training training) {
    this.network = network;
    this.training = training;
  }

  /**
   * @param record the result of the operation
   * @param rule that was broken
   * @return the lines of each track beside one another, as HTML; "" where it has none
   */
  String html(String record, String rule) {
    StringBuilder html = new StringBuilder();
    for (String track : Track.all().stream().map(Track::name).toList()) {
      Map<String, List<String>> found = new LinkedHashMap<>(); // lines by file
      for (List<String> part : parts(record, rule)) {
        part.stream()
            .filter(place -> lines(track, place).isPresent())
            .findFirst()
            .ifPresent(place ->
                found.merge(file(place), lines(track, place).orElseThrow(), RuleSource::together));
      }
      found.forEach(
          (file, lines) -> html.append(SourceSection.column(track + ", " + file + ".java", lines)));
    }
    return html.isEmpty() ? "" : "<div class=\"columns\">" + html + "</div>";
  }

  private static String file(String place) {
    return place.substring(0, place.indexOf(' '));
  }

  private static Optional<List<String>> lines(String track, String place) {
    String file = file(place);
    return SourceLines.below(track, file, place.substring(file.length() + 1));
  }

  private static List<String> together(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.add("");
    all.addAll(second);
    return all;
  }

  private List<List<String>> parts(String record, String rule) {
    if (record.equals("loss")) {
      return List.of(ofLoss());
    }
    if (record.equals("y.smoothed")) {
      return List.of(List.of("Losses y′ = (1 − α)·y"));
    }
    if (record.startsWith("opt.")
        || record.endsWith(".after")
        || record.equals("clip.norm")
        || record.equals("learningRate")) {
      return List.of(ofUpdate(record, rule));
    }
    Matcher matcher = OF_LAYER.matcher(record);
    return matcher.matches()
        ? ofLayer(
            matcher.group(1),
            Integer.parseInt(matcher.group(2)),
            matcher.group(3) == null ? "" : matcher.group(3))
        : List.of();
  }

  private List<List<String>> ofLayer(String kind, int i, String detail) {
    boolean isOutput = i == network.layers().size();
    boolean isNormalized = i > 0 && network.layers().get(i - 1).hasBatchNormalization();
    double dropout =
        i == 0 ? network.inputDropout() : network.layers().get(i - 1).dropout();
    return switch (kind + detail) {
      case "z" -> List.of(List.of("DenseLayer z = xW + b"));
      case "a" -> List.of(List.of("Activations a = σ(z)"), List.of(sigma(i)));
      case "bn.mean", "bn.var" -> List.of(List.of("BatchNormalization μ = Σ z", NORMALIZATION));
      case "bn.xhat", "bn.out" ->
        List.of(List.of("BatchNormalization out = γ·x̂ + β", NORMALIZATION));
      case "dgamma", "dbeta" -> List.of(List.of("BatchNormalization dz = γ/√", NORMALIZATION));
      case "drop.mask" -> List.of(List.of("Dropout mask = 1/(1 − p)"));
      case "drop.out" -> List.of(List.of("Dropout out = a ⊙ mask"));
      case "ddrop.out" -> List.of(List.of("DenseLayer dx = dz·Wᵀ"));
      case "dW" -> List.of(List.of("DenseLayer dW = xᵀ·dz"));
      case "db" -> List.of(List.of("DenseLayer db = Σ"));
      case "dbn.out" -> ofDerivative(i);
      case "da" ->
        List.of(
            isOutput
                ? List.of("Losses da = 2(a − y)", "Losses L = Σ (a − y)²")
                : List.of(dropout > 0 ? "Dropout da = dout ⊙ mask" : "DenseLayer dx = dz·Wᵀ"));
      case "dz" ->
        isNormalized
            ? List.of(List.of("BatchNormalization dz = γ/√", NORMALIZATION))
            : isOutput && network.loss() != Loss.SQUARED_ERROR
                ? List.of(List.of("Losses dz = (p − y)", "CrossEntropy dz = (p − y)"))
                : ofDerivative(i);
      default -> List.of();
    };
  }

  private List<List<String>> ofDerivative(int i) {
    return List.of(
        List.of("Activations dz = da ⊙ σ′(z)"), List.of("Activations " + derivative(i), sigma(i)));
  }

  private String sigma(int i) {
    return "Activations "
        + switch (activation(i)) {
          case IDENTITY -> "σ = z";
          case RELU -> "σ = max(0, z)";
          case LEAKY_RELU -> "σ = z for z > 0, else slope";
          case SIGMOID -> "σ = 1/(1 + e⁻ᶻ)";
          case TANH -> "σ = tanh z";
          case ELU -> "eᶻ − 1";
          case GELU -> "σ = z·Φ(z)";
          case GELU_TANH -> "σ = z/2";
          case SILU -> "σ = z·sigmoid(z)";
          case SOFTMAX -> "ⱼ = e^";
        };
  }

  private String derivative(int i) {
    return switch (activation(i)) {
      case IDENTITY -> "σ′ = 1";
      case RELU -> "σ′ = 1 for z > 0, else 0";
      case LEAKY_RELU -> "σ′ = 1 for z > 0, else slope";
      case SIGMOID -> "σ′ = σ(1 − σ)";
      case TANH -> "σ′ = 1 − σ²";
      case ELU -> "σ′ = 1 for z > 0, else eᶻ";
      case GELU -> "σ′ = Φ(z)";
      case GELU_TANH -> "σ′ = (1 + t)/2";
      case SILU -> "σ′ = s(1 + z(1 − s))";
      case SOFTMAX -> "ⱼ = e^";
    };
  }

  private Activation activation(int i) {
    return network.layers().get(i - 1).activation();
  }

  private List<String> ofLoss() {
    return switch (network.loss()) {
      case SQUARED_ERROR -> List.of("Losses L = Σ (a − y)²");
      case SOFTMAX_CROSS_ENTROPY -> List.of("Losses L = Σ y (log");
      case SIGMOID_CROSS_ENTROPY -> List.of("Losses L = Σ (max(z, 0)");
    };
  }

  private List<String> ofUpdate(String record, String rule) {
    if (record.contains(".running.")) {
      return List.of("BatchNormalization running ← decay");
    }
    return switch (rule) {
      case "R10" ->
        training.decoupledDecay() > 0
            ? List.of("Regularization W ← W − η·λ·W", "Regularization u ← u + η·λ·W")
            : List.of("Regularization g ← g + λ·W");
      case "R12" -> ofSchedule();
      case "R13" ->
        training.clipping() instanceof Clipping.Value
            ? List.of("Clipping g ← min(max(g, −max), max)")
            : List.of("Clipping g ← g·max/‖g‖");
      case "R15" -> List.of("Regularization c/‖W[:,j]‖");
      default -> ofOptimizer();
    };
  }

  // The tracks of plain arrays take the rate that the agreement computes; DL4J has its own
  // schedules.
  private List<String> ofSchedule() {
    Schedule schedule = training.schedule();
    if (schedule instanceof Schedule.Step) {
      return List.of("Schedules η·factor^");
    }
    if (schedule instanceof Schedule.Exponential) {
      return List.of("Schedules η·factorᵗ");
    }
    if (schedule instanceof Schedule.Cosine) {
      return List.of("Schedules η·(t + 1)/w");
    }
    return schedule instanceof Schedule.OneCycle
        ? List.of("Schedules half a cosine up")
        : ofOptimizer();
  }

  private List<String> ofOptimizer() {
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Optimizer.Momentum) {
      return List.of("Optimizers v ← μ·v − η·g; θ ← θ + v");
    }
    if (optimizer instanceof Optimizer.Nesterov) {
      return List.of("Optimizers v ← μ·v − η·g; θ ← θ + μ·v");
    }
    if (optimizer instanceof Optimizer.Rmsprop) {
      return List.of("Optimizers s ← ρ·s");
    }
    if (optimizer instanceof Optimizer.Adagrad) {
      return List.of("Optimizers h ← h + g²");
    }
    return optimizer instanceof Optimizer.Sgd
        ? List.of("Optimizers // θ ← θ − η·g")
        : List.of("Optimizers m ← β₁·m", "PaperAdam m ← β₁·m");
  }
}
