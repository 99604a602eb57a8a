package mlp.equivalence.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mlp.api.Labels;
import mlp.equivalence.replay.Cause;

/**
 * What explains a fault: with it, the replay gives the numbers that were recorded.
 *
 * @param causes one, or two that act together, each with its number
 * @param residualBefore the largest distance of an element from the rules
 * @param residualAfter the same from the rules as the causes change them
 */
public record NamedCause(Map<Cause, Double> causes, double residualBefore, double residualAfter) {
  /** @return sum-over-batch, or sum-over-batch+bias-missing */
  public String name() {
    return causes.keySet().stream().map(Labels::of).collect(Collectors.joining("+"));
  }

  /** @return what the catalogue says of each */
  public List<CauseText> texts() {
    return causes.keySet().stream().map(CauseText::of).toList();
  }
}
