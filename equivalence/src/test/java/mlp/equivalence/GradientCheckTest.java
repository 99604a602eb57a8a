package mlp.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.api.TrainingState;
import mlp.equivalence.naive.NaiveTrack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
  private static final double STEP = 0x1p-17;
  private static final Batch BATCH =
      new Batch(Matrix.of(1, 1, new double[] {1}), Matrix.of(1, 1, new double[] {-0.5}));

  /** One ReLU unit with z = w and L = (max(0, w) + 0.5)²: L jumps in slope by 1 at w = 0. */
  private static Mlp unit(double weight, DataType type) {
    Network network = Network.withInputs(1).layer(1, Activation.RELU).loss(Loss.SQUARED_ERROR);
    Parameters parameters = new Parameters(List.of(
        Tensor.of("W1", new double[] {weight}, 1, 1), Tensor.of("b1", new double[] {0}, 1)));
    Training training = new Training(new Optimizer.Sgd(), 0.1, 1, 1, 0);
    return new NaiveTrack().create(network, training, parameters, type);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, -1, 0.5, 1, 3})
  void comparesWhereTheLossIsSmooth(double weight) {
    GradientCheck check = GradientCheck.of(unit(weight, DataType.FLOAT64), BATCH);
    assertThat(check.checked()).isEqualTo(2);
    assertThat(check.kinks()).isZero();
    assertThat(check.worst().exceeds(GradientCheck.TOLERANCE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.9, -0.5, -1.0 / 3, -2.0 / 7, -0.1, 0, 0.1, 2.0 / 7, 1.0 / 3, 0.5, 0.9})
  void leavesOutKinksWhereverTheStepMeetsThem(double stepsAway) {
    GradientCheck check = GradientCheck.of(unit(stepsAway * STEP, DataType.FLOAT64), BATCH);
    assertThat(check.kinks()).isEqualTo(2);
    assertThat(check.checked()).isZero();
  }

  @Test
  void leavesTheTrainingWhereItStood() {
    Mlp mlp = unit(0.75, DataType.FLOAT64);
    mlp.step(BATCH);
    TrainingState before = mlp.state();
    GradientCheck.of(mlp, BATCH);
    assertThat(mlp.steps()).isEqualTo(1);
    Parameters expected = new Parameters(before.tensors());
    Parameters actual = new Parameters(mlp.state().tensors());
    assertThat(Agreement.of(expected, actual, DataType.FLOAT64, 0).verdict())
        .isEqualTo(Verdict.EQUAL);
  }

  @Test
  void refusesFloat32() {
    assertThatThrownBy(
            () -> GradientCheck.of(unit(1, DataType.FLOAT32), BATCH.as(DataType.FLOAT32)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("FLOAT64");
  }
}
