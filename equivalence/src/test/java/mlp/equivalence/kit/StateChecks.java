package mlp.equivalence.kit;

import static mlp.equivalence.kit.Check.withEachExtra;
import static mlp.equivalence.kit.Identical.assertIdentical;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mlp.api.InvalidInput;
import mlp.api.LearningRate;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.TrainingState;
import mlp.equivalence.Difference;
import mlp.equivalence.Quantity;
import mlp.equivalence.Tolerances;
import mlp.equivalence.naive.NaiveTrack;

/** What {@link Mlp#state} and {@link Mlp#restore} promise. */
final class StateChecks {
  /** Steps after which a state is taken: within a plateau's window, and behind one. */
  private static final int[] TAKEN_AFTER = {3, 6};

  private static final int GO_ON = 4;

  private StateChecks() {}

  static List<Check> all() {
    return List.of(
        withEachExtra("State holds every tensor in order", StateChecks::stateIsWhole),
        withEachExtra("State belongs to the caller", StateChecks::stateIsACopy),
        withEachExtra("A restored training goes on to the bit", StateChecks::goesOn),
        withEachExtra("A training goes on in another track", StateChecks::otherTrack),
        withEachExtra("Restore refuses what does not fit", StateChecks::restoreRefuses));
  }

  private static Parameters tensors(TrainingState state) {
    return new Parameters(state.tensors());
  }

  static void assertSameState(TrainingState expected, TrainingState actual, String what) {
    assertThat(actual.steps()).as("steps " + what).isEqualTo(expected.steps());
    assertIdentical(tensors(expected), tensors(actual), "the state " + what);
  }

  private static void stateIsWhole(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Map<String, int[]> shapes = TrainingState.shapes(setting.network(), setting.training());
    for (int step = 0; step < 3; step++) {
      TrainingState state = mlp.state();
      Map<String, int[]> actual = new LinkedHashMap<>();
      state.tensors().forEach(tensor -> actual.put(tensor.name(), tensor.shape()));
      assertThat(new ArrayList<>(actual.keySet())).isEqualTo(new ArrayList<>(shapes.keySet()));
      shapes.forEach((name, shape) ->
          assertThat(actual.get(name)).as("shape of " + name).containsExactly(shape));
      assertThat(state.steps()).isEqualTo(step);
      assertIdentical(mlp.parameters(), state.parameters(setting.network()), "parameters of state");
      state.requireFit(setting.network(), setting.training(), setting.dataType());
      mlp.step(setting.batch(step));
    }
  }

  private static void stateIsACopy(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    setting.train(mlp, 2);
    TrainingState kept = mlp.state();
    List<Tensor> then = kept.tensors().stream()
        .map(tensor -> Tensor.of(tensor.name(), tensor.values(), tensor.shape()))
        .toList();
    setting.train(mlp, 2);
    assertIdentical(new Parameters(then), tensors(kept), "a state when training has gone on");
    mlp.restore(kept);
    setting.train(mlp, 2);
    assertIdentical(new Parameters(then), tensors(kept), "a state that was restored and trained");
  }

  /** Into a new network, and into one that has gone another way. */
  private static void goesOn(Track track, Setting setting) {
    Mlp original = setting.create(track);
    Mlp elsewhere = setting.create(track);
    elsewhere.step(setting.batch(2));
    for (int taken : TAKEN_AFTER) {
      setting.train(original, taken - original.steps());
      TrainingState state = original.state();
      for (Mlp restored : List.of(setting.create(track), elsewhere)) {
        original.restore(state);
        restored.restore(state);
        assertSameState(state, restored.state(), "that was restored after " + taken);
        for (int i = 0; i < GO_ON; i++) {
          long step = original.steps();
          double loss = original.step(setting.batch(step));
          assertThat(restored.step(setting.batch(step))).as("loss of " + step).isEqualTo(loss);
        }
        assertSameState(original.state(), restored.state(), "of a training that went on");
        assertThat(restored.predict(setting.batch(0).inputs()).toDoubles())
            .as("outputs after " + taken + " and " + GO_ON)
            .containsExactly(original.predict(setting.batch(0).inputs()).toDoubles());
      }
    }
  }

  /** From the reference to the track, and back. */
  private static void otherTrack(Track track, Setting setting) {
    Mlp reference = setting.create(new NaiveTrack());
    Mlp mlp = setting.create(track);
    setting.train(reference, 5);
    mlp.restore(reference.state());
    setting.train(reference, GO_ON);
    setting.train(mlp, GO_ON);
    requireSameModel(setting, reference, mlp);
    reference.restore(mlp.state());
    setting.train(reference, GO_ON);
    setting.train(mlp, GO_ON);
    requireSameModel(setting, reference, mlp);
  }

  private static void requireSameModel(Setting setting, Mlp reference, Mlp mlp) {
    for (Tensor tensor : reference.state().model(setting.network()).tensors()) {
      Quantity quantity = Quantity.ofRecord(tensor.name());
      double tolerance = Tolerances.of(setting.dataType(), quantity, GO_ON);
      Difference difference =
          Difference.of(tensor, mlp.state().get(tensor.name()), setting.dataType());
      assertThat(difference.exceeds(tolerance))
          .as(() -> setting + ": " + difference.describe("reference", "track", tolerance))
          .isFalse();
    }
  }

  private static void restoreRefuses(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    setting.train(mlp, 3);
    TrainingState before = mlp.state();
    Mlp further = setting.create(track);
    setting.train(further, 5);
    TrainingState other = further.state();
    List<TrainingState> unfit = new ArrayList<>();
    unfit.add(new TrainingState(-1, other.tensors()));
    unfit.add(new TrainingState(5, other.tensors().subList(1, other.tensors().size())));
    unfit.add(new TrainingState(5, and(other.tensors(), Tensor.scalar("W9", 0))));
    for (Tensor tensor : other.tensors()) {
      unfit.add(changed(other, tensor, values -> Arrays.copyOf(values, values.length + 1)));
      unfit.add(changed(other, tensor, values -> filled(values, Double.NaN)));
      if (!tensor.name().equals(LearningRate.STATE)) {
        unfit.add(changed(other, tensor, values -> filled(values, Double.POSITIVE_INFINITY)));
      }
      if (tensor.name().endsWith(".running.var")) {
        unfit.add(changed(other, tensor, values -> filled(values, -1)));
      }
    }
    for (TrainingState state : unfit) {
      assertThatThrownBy(() -> mlp.restore(state)).isInstanceOf(InvalidInput.class);
      assertSameState(before, mlp.state(), "after a state was refused");
    }
    Mlp spared = setting.create(track);
    setting.train(spared, 6);
    setting.train(mlp, 3);
    assertSameState(spared.state(), mlp.state(), "trained on after states were refused");
  }

  private static List<Tensor> and(List<Tensor> tensors, Tensor more) {
    List<Tensor> all = new ArrayList<>(tensors);
    all.add(more);
    return all;
  }

  private static TrainingState changed(
      TrainingState state, Tensor changed, UnaryOperator<double[]> change) {
    double[] values = change.apply(changed.values().clone());
    int[] shape =
        values.length == changed.values().length ? changed.shape() : new int[] {values.length};
    return new TrainingState(
        state.steps(),
        state.tensors().stream()
            .map(tensor -> tensor == changed ? new Tensor(tensor.name(), shape, values) : tensor)
            .toList());
  }

  private static double[] filled(double[] values, double last) {
    values[values.length - 1] = last;
    return values;
  }
}
