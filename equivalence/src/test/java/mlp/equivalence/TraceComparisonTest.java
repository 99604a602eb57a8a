package mlp.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import org.junit.jupiter.api.Test;

class TraceComparisonTest {
  private static final Network NETWORK =
      Network.withInputs(1).layer(1, Activation.IDENTITY).loss(Loss.SQUARED_ERROR);
  private static final Training TRAINING = new Training(new Optimizer.Sgd(), 0.1, 1, 1, 0);

  private static Trace trace(String producer, long step, Tensor... records) {
    return new Trace(producer, DataType.FLOAT64, NETWORK, TRAINING, step, List.of(records));
  }

  private static Tensor record(String name, double value) {
    return Tensor.of(name, new double[] {1, value}, 2, 1);
  }

  @Test
  void namesTheFirstRecordThatDiffersAndAllAboutIt() {
    Trace left = trace("ours", 3, record("z1", 0.5), record("a1", 0.5), record("dW1", 0.5));
    Trace right = trace("theirs", 3, record("dW1", 0.1), record("a1", 0.25), record("z1", 0.5));
    TraceComparison comparison = TraceComparison.of(left, right);
    assertThat(comparison.first().orElseThrow().tensor()).isEqualTo("a1");
    assertThat(comparison.failure().orElseThrow())
        .startsWith("step 3, first record that differs: a1 at [1, 0]: ours 0.5, theirs 0.25;")
        .contains("tolerance ")
        .contains("headroom ");
  }

  @Test
  void passesOverRecordsThatOnlyOneSideHas() {
    Trace left = trace("ours", 0, record("z1", 1), record("a1", 1));
    Trace right = trace("theirs", 0, record("a1", 1), record("dW1", 1));
    TraceComparison comparison = TraceComparison.of(left, right);
    assertThat(comparison.failure()).isEmpty();
    assertThat(comparison.differences()).hasSize(1);
    assertThat(comparison.unmatched()).containsExactly("z1", "dW1");
  }

  @Test
  void allowsParametersToDifferAfterTheFirstStepOnly() {
    double near = 0.5 + 0x1p-52;
    Trace left = trace("ours", 0, record("W1", 0.5), record("W1.after", 0.5));
    Trace after = trace("theirs", 0, record("W1", 0.5), record("W1.after", near));
    Trace before = trace("theirs", 0, record("W1", near), record("W1.after", 0.5));
    assertThat(TraceComparison.of(left, after).first()).isEmpty();
    assertThat(TraceComparison.of(left, before).first().orElseThrow().tensor()).isEqualTo("W1");
  }

  @Test
  void refusesTracesOfDifferentSteps() {
    assertThatThrownBy(() -> TraceComparison.of(trace("ours", 0), trace("theirs", 1)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("step: got 1, expected step 0, as the other trace");
  }

  @Test
  void knowsWhatEveryRecordIs() {
    assertThat(Quantity.ofRecord("x")).isEqualTo(Quantity.INPUT);
    assertThat(Quantity.ofRecord("drop0.mask")).isEqualTo(Quantity.INPUT);
    assertThat(Quantity.ofRecord("learningRate")).isEqualTo(Quantity.INPUT);
    assertThat(Quantity.ofRecord("b12")).isEqualTo(Quantity.PARAMETERS);
    assertThat(Quantity.ofRecord("gamma1")).isEqualTo(Quantity.PARAMETERS);
    assertThat(Quantity.ofRecord("beta2.after")).isEqualTo(Quantity.PARAMETERS);
    assertThat(Quantity.ofRecord("bn1.running.mean")).isEqualTo(Quantity.STATISTICS);
    assertThat(Quantity.ofRecord("bn1.running.var.after")).isEqualTo(Quantity.STATISTICS);
    assertThat(Quantity.ofRecord("bn1.var")).isEqualTo(Quantity.NORMALIZED);
    assertThat(Quantity.ofRecord("bn12.xhat")).isEqualTo(Quantity.NORMALIZED);
    assertThat(Quantity.ofRecord("drop1.out")).isEqualTo(Quantity.FORWARD);
    assertThat(Quantity.ofRecord("y.smoothed")).isEqualTo(Quantity.FORWARD);
    assertThat(Quantity.ofRecord("W2.after")).isEqualTo(Quantity.PARAMETERS);
    assertThat(Quantity.ofRecord("z10")).isEqualTo(Quantity.FORWARD);
    assertThat(Quantity.ofRecord("a1")).isEqualTo(Quantity.FORWARD);
    assertThat(Quantity.ofRecord("loss")).isEqualTo(Quantity.LOSS);
    assertThat(Quantity.ofRecord("da1")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("db2")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("ddrop1.out")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("dbn1.out")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("dgamma1")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("dbeta1")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("clip.norm")).isEqualTo(Quantity.GRADIENTS);
    assertThat(Quantity.ofRecord("opt.meanSquare.gamma1")).isEqualTo(Quantity.OPTIMIZER_STATE);
    assertThat(Quantity.ofRecord("opt.v.W1")).isEqualTo(Quantity.OPTIMIZER_STATE);
  }

  @Test
  void hasToleranceBelowWhatTheProjectDemands() {
    assertThat(Tolerances.of(DataType.FLOAT64, Quantity.FORWARD, 0)).isLessThan(1e-14);
    assertThat(Tolerances.of(DataType.FLOAT64, Quantity.GRADIENTS, 0)).isLessThan(1e-13);
    assertThat(Tolerances.of(DataType.FLOAT64, Quantity.PARAMETERS, 1000)).isLessThan(1e-11);
    assertThat(Tolerances.of(DataType.FLOAT64, Quantity.PARAMETERS, 0)).isZero();
  }
}
