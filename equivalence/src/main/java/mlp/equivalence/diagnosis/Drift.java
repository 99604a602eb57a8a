package mlp.equivalence.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.equivalence.Difference;

/**
 * Whether parameters that come apart over many steps, in each of which nothing is wrong, do so by
 * roundings that the training enlarges, or by something too small to be seen in one step. The same
 * run is taken twice more by one track, once from parameters of which each is moved by one or two
 * ULPs: rounding brings implementations apart as far as that, or some times as far.
 *
 * @param control after each step, the largest relative difference that the disturbance has grown to
 * @param growth the same of the two sides
 */
public record Drift(List<Diagnosis.Growth> control, List<Diagnosis.Growth> growth) {
  private static final Pattern PARAMETER = Pattern.compile("(W|b|gamma|beta)\\d+\\.after");

  /** Implementations round in every operation, the control in its first weights alone. */
  private static final int HEADROOM = 64;

  /** Copies the lists. */
  public Drift {
    control = List.copyOf(control);
    growth = List.copyOf(growth);
  }

  /** @return whether the sides have come further apart than roundings do */
  public boolean isBeyondRounding(DataType dataType) {
    Map<Long, Double> ofControl = new HashMap<>();
    double largest = dataType.unitRoundoff();
    for (Diagnosis.Growth each : control) {
      largest = Math.max(largest, each.relative());
      ofControl.put(each.step(), largest);
    }
    return growth.stream()
        .anyMatch(each -> ofControl.containsKey(each.step())
            && !(each.relative() <= HEADROOM * ofControl.get(each.step())));
  }

  /** @return how far the parameters of two runs are apart after each step that both have */
  public static List<Diagnosis.Growth> growth(RecordedRun left, RecordedRun right) {
    List<Diagnosis.Growth> growth = new ArrayList<>();
    for (long step : left.steps()) {
      Map<String, Tensor> others = new HashMap<>();
      right.read(step).forEach(tensor -> others.put(tensor.name(), tensor));
      of(step, left.read(step), others, growth);
    }
    return growth;
  }

  static void of(
      long step, List<Tensor> left, Map<String, Tensor> right, List<Diagnosis.Growth> growth) {
    double largest = -1;
    for (Tensor tensor : left) {
      Tensor other = right.get(tensor.name());
      boolean isParameter = PARAMETER.matcher(tensor.name()).matches();
      if (isParameter && other != null) {
        largest =
            Math.max(largest, Difference.of(tensor, other, DataType.FLOAT64).relative());
      }
    }
    if (largest >= 0) {
      growth.add(new Diagnosis.Growth(step, largest));
    }
  }
}
