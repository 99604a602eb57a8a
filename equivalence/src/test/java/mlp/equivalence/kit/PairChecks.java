package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Labels;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Trace;
import mlp.equivalence.Agreement;
import mlp.equivalence.Difference;
import mlp.equivalence.Quantity;
import mlp.equivalence.Tolerances;
import mlp.equivalence.TraceComparison;

/** What two networks that were made alike must have in common, record by record. */
final class PairChecks {
  /** So many steps are traced: each kind of batch once. */
  static final int TRACED_STEPS = Setting.BATCHES;

  private PairChecks() {}

  /** Trains with a trace of each of the first steps. */
  static List<Trace> traces(Setting setting, Mlp mlp) {
    List<Trace> traces = new ArrayList<>();
    for (int step = 0; step < TRACED_STEPS; step++) {
      traces.add(mlp.trace(setting.batch(step)));
    }
    return traces;
  }

  /** The first record that differs fails. */
  static void requireSameTraces(Setting setting, List<Trace> left, List<Trace> right) {
    for (int step = 0; step < left.size(); step++) {
      TraceComparison comparison = TraceComparison.of(left.get(step), right.get(step));
      comparison.failure().ifPresent(failure -> fail(setting + ", " + failure));
      assertThat(comparison.unmatched()).as("records that only one side has").isEmpty();
      comparison.differences().forEach(difference -> note(setting, comparison, difference));
    }
  }

  private static void note(Setting setting, TraceComparison comparison, Difference difference) {
    Quantity quantity = Quantity.ofRecord(difference.tensor());
    Headroom.note(
        "trace " + Labels.of(quantity) + ", " + Labels.of(setting.dataType()),
        difference,
        comparison.tolerance(difference),
        where(comparison.left().producer(), comparison.right().producer(), setting));
  }

  /**
   * The first parameter that differs fails. As in {@link Agreement}, a difference counts by the
   * largest entry of its layer: a bias that is almost zero is the sum of as many gradients as a
   * weight, and carries their roundings.
   */
  static void requireSameParameters(
      Setting setting,
      long steps,
      String leftName,
      Parameters left,
      String rightName,
      Parameters right) {
    double tolerance = Tolerances.of(setting.dataType(), Quantity.PARAMETERS, steps);
    for (Difference difference :
        Agreement.of(left, right, setting.dataType(), steps).differences()) {
      if (difference.exceeds(tolerance)) {
        fail(setting
            + ", after "
            + steps
            + " steps: "
            + difference.describe(leftName, rightName, tolerance));
      }
      Headroom.note(
          "parameters after " + steps + ", " + Labels.of(setting.dataType()),
          difference,
          tolerance,
          where(leftName, rightName, setting));
    }
  }

  private static String where(String left, String right, Setting setting) {
    return left + " and " + right + ", " + setting;
  }
}
