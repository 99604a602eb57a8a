package mlp.equivalence.inject;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mlp.api.InvalidInput;

/** All faults that there are. */
public final class Faults {
  private static final int CLOSE_NAMES = 5;
  private static final List<Fault> ALL = Stream.of(
          DataFaults.all(),
          ForwardFaults.all(),
          DropoutFaults.all(),
          NormalizationFaults.all(),
          LossFaults.all(),
          BackwardFaults.all(),
          PrecisionFaults.all(),
          ClippingFaults.all(),
          DecayFaults.all(),
          ScheduleFaults.all(),
          MomentumFaults.all(),
          AdaptiveFaults.all(),
          StateFaults.all(),
          UnexplainedForward.all(),
          UnexplainedBackward.all())
      .flatMap(List::stream)
      .toList();

  private Faults() {}

  /** @return every fault, those of the catalogue first */
  public static List<Fault> all() {
    return ALL;
  }

  /**
   * Finds a fault by its name.
   *
   * @throws InvalidInput if there is none; the message tells the names that are closest
   */
  public static Fault named(String name) {
    Optional<Fault> found =
        ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
    return found.orElseThrow(() -> new InvalidInput("fault", '"' + name + '"', expected(name)));
  }

  // Names that hold what was written come first, then those that a few letters make of it.
  private static String expected(String name) {
    return ALL.stream()
        .map(Fault::name)
        .sorted(Comparator.comparing((String other) -> !other.contains(name))
            .thenComparingInt(other -> distance(name, other)))
        .limit(CLOSE_NAMES)
        .collect(
            Collectors.joining(", ", "one of " + ALL.size() + " names, the closest being ", ""));
  }

  // How many letters must be put in, taken out or exchanged (Levenshtein 1966)
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
