package mlp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  private static final Network NETWORK = Network.withInputs(2)
      .layer(new Layer(3, Activation.RELU, Normalization.Batch.standard(), 0.5))
      .layer(2, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  private static final Training TRAINING = new Training(new Optimizer.Momentum(0.9), 0.1, 4, 1, 0)
      .toBuilder().schedule(new Schedule.Plateau(10, 1, 0.5, 0)).build();

  private static TrainingState state(Map<String, int[]> shapes) {
    List<Tensor> tensors = new ArrayList<>();
    shapes.forEach((name, shape) -> tensors.add(
        new Tensor(name, shape, new double[shape.length == 1 ? shape[0] : shape[0] * shape[1]])));
    return new TrainingState(3, tensors);
  }

  private static TrainingState with(Tensor tensor) {
    List<Tensor> tensors =
        new ArrayList<>(state(TrainingState.shapes(NETWORK, TRAINING)).tensors());
    tensors.replaceAll(each -> each.name().equals(tensor.name()) ? tensor : each);
    return new TrainingState(3, tensors);
  }

  @Test
  void namesEveryTensorInOrder() {
    assertThat(TrainingState.shapes(NETWORK, TRAINING).keySet())
        .containsExactly(
            "W1",
            "gamma1",
            "beta1",
            "W2",
            "b2",
            "bn1.running.mean",
            "bn1.running.var",
            "opt.velocity.W1",
            "opt.velocity.gamma1",
            "opt.velocity.beta1",
            "opt.velocity.W2",
            "opt.velocity.b2",
            "schedule.plateau");
  }

  @Test
  void theModelIsParametersAndRunningStatistics() {
    TrainingState state = state(TrainingState.shapes(NETWORK, TRAINING));
    state.requireFit(NETWORK, TRAINING, DataType.FLOAT32);
    assertThat(state.parameters(NETWORK).tensors().stream().map(Tensor::name))
        .containsExactly("W1", "gamma1", "beta1", "W2", "b2");
    assertThat(state.model(NETWORK).tensors().stream().map(Tensor::name))
        .containsExactly(
            "W1", "gamma1", "beta1", "W2", "b2", "bn1.running.mean", "bn1.running.var");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(state(NETWORK.parameterShapes()), "parameter: got \"bn1.running.mean\"");
    assertRefused(
        with(Tensor.of("gamma1", new double[2], 2)), "gamma1: got shape [2], expected [3]");
    assertRefused(
        with(Tensor.of("bn1.running.var", new double[] {1, -1, 1}, 3)),
        "bn1.running.var: got a negative variance, expected variances of at least 0");
    assertRefused(
        with(Tensor.of("opt.velocity.b2", new double[] {0, 1e300}, 2)),
        "opt.velocity.b2[1]: got 1.0E300, expected a finite float32");
    TrainingState fitting = state(TrainingState.shapes(NETWORK, TRAINING));
    assertRefused(new TrainingState(-1, fitting.tensors()), "steps: got -1");
    List<Tensor> twice = new ArrayList<>(fitting.tensors());
    twice.add(fitting.get("W1"));
    assertRefused(new TrainingState(3, twice), "parameter: got \"W1\"");
  }

  /** The least mean loss before the first window is the largest double. */
  @Test
  void aPlateausNumbersAreDoublesInEitherType() {
    Tensor begun = Tensor.of("schedule.plateau", new double[] {1, Double.MAX_VALUE, 0, 0}, 4);
    TrainingState state = with(begun);
    state.requireFit(NETWORK, TRAINING, DataType.FLOAT32);
    assertThat(state.get("schedule.plateau").values()).contains(Double.MAX_VALUE);
  }

  private static void assertRefused(TrainingState state, String message) {
    assertThatThrownBy(() -> state.requireFit(NETWORK, TRAINING, DataType.FLOAT32))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(message);
  }
}
