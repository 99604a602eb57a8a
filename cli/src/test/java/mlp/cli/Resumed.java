package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mlp.api.EpochResult;
import mlp.api.Evaluation;
import mlp.api.TrainingState;
import mlp.formats.Checkpoint;

/** What it means that a training that was interrupted and resumed is as one that was not. */
final class Resumed {
  private Resumed() {}

  /** Every number has the same bits, but for times. */
  static void requireSame(Checkpoint expected, Checkpoint actual) {
    requireSame(expected.state(), actual.state());
    List<EpochResult> epochs = expected.progress().epochs();
    assertThat(actual.progress().epochs()).hasSameSizeAs(epochs);
    for (int i = 0; i < epochs.size(); i++) {
      EpochResult left = epochs.get(i);
      EpochResult right = actual.progress().epochs().get(i);
      assertThat(right.loss()).isEqualTo(left.loss());
      requireSame(left.test(), right.test());
      assertThat(right.validation().isPresent()).isEqualTo(left.validation().isPresent());
      left.validation()
          .ifPresent(validation -> requireSame(validation, right.validation().orElseThrow()));
    }
    assertThat(actual.progress().best().isPresent())
        .isEqualTo(expected.progress().best().isPresent());
    expected
        .progress()
        .best()
        .ifPresent(best -> requireSame(best, actual.progress().best().orElseThrow()));
  }

  private static void requireSame(TrainingState expected, TrainingState actual) {
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertThat(actual.tensors()).hasSameSizeAs(expected.tensors());
    for (int i = 0; i < expected.tensors().size(); i++) {
      String name = expected.tensors().get(i).name();
      assertThat(actual.tensors().get(i).name()).isEqualTo(name);
      assertThat(bits(actual, i)).as(name).isEqualTo(bits(expected, i));
    }
  }

  private static long[] bits(TrainingState state, int tensor) {
    double[] values = state.tensors().get(tensor).values();
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }

  private static void requireSame(Evaluation expected, Evaluation actual) {
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.confusion()).isDeepEqualTo(expected.confusion());
  }
}
