package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mlp.api.Activation;
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
  /** Up to three numbers of a cause stand for its forms, more for a size. */
  private static final int MOST_WITHOUT_MEANING = 3;

  /** @return sum-over-batch, or sum-over-batch+bias-missing */
  public String name() {
    return causes.keySet().stream().map(Labels::of).collect(Collectors.joining("+"));
  }

  /** @return which of its numbers it is, where that tells something: sigmoid, or 1e-10 */
  public Optional<String> detail() {
    List<String> details = new ArrayList<>();
    causes.forEach((cause, number) -> {
      if (cause == Cause.ACTIVATION_DIFFERS) {
        details.add(Labels.of(Activation.values()[number.intValue()]));
      } else if (cause == Cause.SCHEDULE_PER_EPOCH) {
        details.add("that of step " + number.intValue());
      } else if (cause == Cause.STATE_INITIAL && number == 0) {
        details.add("the optimizer's ε");
      } else if (cause.numbers().size() > MOST_WITHOUT_MEANING) {
        details.add(String.format(Locale.ROOT, "%.4g", number));
      }
    });
    return details.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", details));
  }

  /** @return what the catalogue says of each */
  public List<CauseText> texts() {
    return causes.keySet().stream().map(CauseText::of).toList();
  }
}
