package mlp.exercises.e12;

import java.util.Map;
import java.util.stream.Collectors;
import mlp.api.Network;
import mlp.paper.traps.Trap;
import mlp.paper.traps.Traps;

/** What docs/porting.md says of a cause. */
final class PortingPage {
  private static final String CAUSE = "The cause is ";

  private static final Map<String, String> SETTINGS = Map.of(
      "decay-missing",
      "l2(λ) adds λ·W to the gradient, weightDecay(λ) is the decoupled decay; of these two a layer"
          + " has the one that was set last, and a layer that sets none has none",
      "decay-coupled",
      "l2(λ) adds λ·W to the gradient; the decoupled decay is weightDecay(λ), set on each layer",
      "decay-without-rate",
      "weightDecay(λ, applyLR) multiplies by η only if applyLR is true, as it is in"
          + " weightDecay(λ)",
      "decay-halved",
      "l2(λ) is the coefficient of the gradient λ·W; its penalty is λ/2·ΣW² already",
      "decay-on-biases",
      "l2Bias and weightDecayBias are for biases; l2 and weightDecay leave them alone",
      "learning-rate",
      "the first argument of Nesterovs(η, μ) and Adam(η, β₁, β₂, ε) is the rate",
      "running-momentum-reversed",
      "decay(0.9) of BatchNormalization is the weight of the old value");

  private PortingPage() {}

  /**
   * Adds to what the diagnosis says which trap of DL4J it is.
   *
   * @param text what {@code Diagnosed.explain} gives
   */
  static String add(String text, Network network) {
    String traps = Traps.all().stream()
        .filter(trap -> text.contains(CAUSE + trap.cause()) && fits(trap, network))
        .map(trap -> " In DL4J: " + trap.description() + " (docs/porting.md#" + trap.name() + ").")
        .collect(Collectors.joining());
    String settings = SETTINGS.entrySet().stream()
        .filter(entry -> text.contains(CAUSE + entry.getKey()))
        .map(entry -> " In DL4J: " + entry.getValue() + ".")
        .collect(Collectors.joining());
    return text + traps + settings;
  }

  // The same cause has one trap for each loss.
  private static boolean fits(Trap trap, Network network) {
    return !trap.cause().equals("loss-clipped") || trap.network().loss() == network.loss();
  }
}
