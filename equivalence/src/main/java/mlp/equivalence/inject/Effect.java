package mlp.equivalence.inject;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.api.Trace;

/**
 * Where a planted fault shows: the first record that differs from the right one's by more than a
 * rounding could. Before that record both runs are the same to the bit.
 *
 * @param step of the record
 * @param record its name
 */
public record Effect(long step, String record) {
  // Of the largest number in a record; sums of ten terms round by less than a hundredth of it.
  private static final double OF_FLOAT32 = 1e-5;
  private static final double OF_FLOAT64 = 1e-9;

  /**
   * @param right a run without the fault
   * @param wrong the same run with it
   * @return the first effect; empty where the fault changes nothing, as ReLU′(0) where no z is 0
   */
  public static Optional<Effect> of(List<Trace> right, List<Trace> wrong) {
    for (int i = 0; i < right.size(); i++) {
      Optional<Effect> effect = of(right.get(i), wrong.get(i));
      if (effect.isPresent()) {
        return effect;
      }
    }
    return Optional.empty();
  }

  /** The same for one step. */
  public static Optional<Effect> of(Trace right, Trace wrong) {
    return right.records().stream()
        .filter(
            record -> differs(record, wrong.find(record.name()).orElseThrow(), right.dataType()))
        .map(record -> new Effect(right.step(), record.name()))
        .findFirst();
  }

  private static boolean differs(Tensor right, Tensor wrong, DataType dataType) {
    if (!Arrays.equals(right.shape(), wrong.shape())) {
      return true;
    }
    double relative = dataType == DataType.FLOAT32 ? OF_FLOAT32 : OF_FLOAT64;
    double largest = Arrays.stream(right.values()).map(Math::abs).max().orElse(0);
    for (int i = 0; i < right.values().length; i++) {
      if (!(Math.abs(right.values()[i] - wrong.values()[i]) <= relative * largest)) {
        return true;
      }
    }
    return false;
  }
}
