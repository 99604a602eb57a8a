package mlp.exercises.e12;

import java.util.stream.Collectors;
import mlp.api.Network;
import mlp.paper.traps.Trap;
import mlp.paper.traps.Traps;

/** What docs/porting.md says of a cause. */
final class PortingPage {
  private static final String CAUSE = "The cause is ";

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
    return text + traps + statistics(text);
  }

  // The same cause has one trap for each loss.
  private static boolean fits(Trap trap, Network network) {
    return !trap.cause().equals("loss-clipped") || trap.network().loss() == network.loss();
  }

  private static String statistics(String text) {
    return text.contains("running.var") && !text.contains(CAUSE)
        ? " In DL4J: useLogStd, the default of BatchNormalization, keeps the logarithm of the"
            + " deviation, and the running variance has an error of 7e-12 instead of 1e-16: set it"
            + " to false (docs/porting.md#what-else-is-otherwise)."
        : "";
  }
}
