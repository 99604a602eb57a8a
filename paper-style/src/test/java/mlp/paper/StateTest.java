package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.api.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a network keeps from step to step, taken out of DL4J and put back. */
class StateTest {
  private final Network network = Examples.deepNetwork();

  /** Every optimizer with one schedule, and every schedule with one optimizer. */
  static Stream<Training> trainings() {
    return Stream.concat(
        Examples.OPTIMIZERS.stream()
            .map(optimizer -> Examples.training(optimizer, new Schedule.Plateau(1, 0, 0.5, 0.5))),
        Examples.SCHEDULES.stream()
            .map(schedule -> Examples.training(new Optimizer.Rmsprop(0.9, 1e-8), schedule)));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void aRestoredTrainingGoesOnToTheBit(Training training) {
    for (DataType dataType : DataType.values()) {
      PaperMlp whole = Examples.mlp(network, training, dataType);
      PaperMlp other = Examples.mlp(network, training, dataType);
      for (int i = 0; i < 4; i++) {
        whole.step(batch(6, i, dataType));
      }
      other.step(batch(6, 77, dataType));
      other.restore(whole.state());
      assertSame(other.state(), whole.state());
      for (int i = 4; i < 7; i++) {
        Batch batch = batch(i, i, dataType);
        assertThat(other.loss(batch)).isEqualTo(whole.loss(batch));
        // Of the masks of the step that comes, at once after the restoration.
        double loss = other.trainingLoss(batch);
        assertThat(whole.step(batch)).isEqualTo(loss);
        assertThat(other.step(batch)).isEqualTo(loss);
      }
      assertSame(other.state(), whole.state());
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void askingChangesNothing(Training training) {
    for (DataType dataType : DataType.values()) {
      PaperMlp asked = Examples.mlp(network, training, dataType);
      PaperMlp left = Examples.mlp(network, training, dataType);
      for (int i = 0; i < 4; i++) {
        Batch batch = batch(6, i, dataType);
        TrainingState before = asked.state();
        double loss = asked.trainingLoss(batch);
        asked.gradients(batch);
        asked.loss(batch);
        asked.predict(batch(9, 50 + i, dataType).inputs());
        assertSame(asked.state(), before);
        assertThat(asked.step(batch)).isEqualTo(left.step(batch)).isEqualTo(loss);
      }
      assertSame(asked.state(), left.state());
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void aTraceIsAStepToTheBitAndLoadBeginsAnew(Training training) {
    for (DataType dataType : DataType.values()) {
      PaperMlp stepped = Examples.mlp(network, training, dataType);
      PaperMlp traced = Examples.mlp(network, training, dataType);
      TrainingState first = stepped.state();
      for (int i = 0; i < 4; i++) {
        stepped.step(batch(7 - i, i, dataType));
        traced.trace(batch(7 - i, i, dataType));
      }
      assertSame(traced.state(), stepped.state());
      traced.load(first.parameters(network));
      assertSame(traced.state(), first);
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void aTraceBeginsAndEndsWithTheState(DataType dataType) {
    Training training = Examples.training(Optimizer.Adam.standard(), new Schedule.Exponential(0.9));
    PaperMlp mlp = Examples.mlp(network, training, dataType);
    List<Tensor> before = mlp.state().tensors();
    List<Tensor> records = mlp.trace(batch(6, 1, dataType)).records();
    List<Tensor> after = mlp.state().tensors();
    int model = network.parameterShapes().size() + network.statisticsShapes().size();
    assertSame(records.subList(2, 2 + model), before.subList(0, model));
    List<Tensor> renamed = new ArrayList<>(after.subList(model, after.size()));
    after.subList(0, model).forEach(tensor -> renamed.add(tensor.named(tensor.name() + ".after")));
    assertSame(records.subList(records.size() - after.size(), records.size()), renamed);
  }

  @Test
  void whatIsNoStateOfThisTrainingChangesNothing() {
    Training training = Examples.training(Optimizer.Adam.standard(), new Schedule.Constant());
    PaperMlp mlp = Examples.mlp(network, training, DataType.FLOAT64);
    mlp.step(batch(6, 1, DataType.FLOAT64));
    TrainingState before = mlp.state();
    TrainingState tooLate = new TrainingState(1L << 31, before.tensors());
    Training rmsProp = Examples.training(new Optimizer.Rmsprop(0.9, 1e-8), new Schedule.Constant());
    TrainingState other = Examples.mlp(network, rmsProp, DataType.FLOAT64).state();
    assertThatThrownBy(() -> mlp.restore(tooLate))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("steps: got 2147483648");
    assertThatThrownBy(() -> mlp.restore(other)).isInstanceOf(InvalidInput.class);
    assertSame(mlp.state(), before);
  }

  @Test
  void labelsOfASquaredErrorAreNotSmoothed() {
    Network regression = Examples.network(Activation.TANH, Loss.SQUARED_ERROR);
    Training training = Examples.training(new Optimizer.Sgd(), new Schedule.Constant());
    assertThatThrownBy(() -> Examples.mlp(regression, training, DataType.FLOAT64))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("labelSmoothing: got 0.1");
  }

  static void assertSame(TrainingState actual, TrainingState expected) {
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertSame(actual.tensors(), expected.tensors());
  }

  private static void assertSame(List<Tensor> actual, List<Tensor> expected) {
    assertThat(actual.toString()).isEqualTo(expected.toString());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).values())
          .as(expected.get(i).name())
          .containsExactly(expected.get(i).values());
    }
  }

  private Batch batch(int rows, long seed, DataType dataType) {
    return Examples.batch(network, rows, seed, dataType);
  }
}
