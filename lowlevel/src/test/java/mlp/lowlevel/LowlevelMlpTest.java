package mlp.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LowlevelMlpTest {
  private static final Network NETWORK = Network.withInputs(4)
      .layer(6, Activation.GELU)
      .layer(5, Activation.SILU)
      .layer(3, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  @Test
  void isFoundAsATrack() {
    assertThat(Track.all()).extracting(Track::name).containsExactly("lowlevel");
  }

  // One layer [2 → 3] without activation: a matrix that is read in the wrong order gives other
  // numbers.
  // x = (1, 2), W = (1 2 3; 4 5 6), b = (10, 20, 30): z = (19, 32, 45); y = z − (3, 0, −3)/2;
  // L = (9/4 + 0 + 9/4)/3 = 1.5; da = 2(a − y)/3 = (1, 0, −1); dW = xᵀ·dz = (1 0 −1; 2 0 −2).
  @ParameterizedTest
  @EnumSource(DataType.class)
  void agreesWithAStepWorkedByHand(DataType dataType) {
    Network network = Network.withInputs(2).layer(3, Activation.IDENTITY).loss(Loss.SQUARED_ERROR);
    Parameters parameters = new Parameters(List.of(
        Tensor.of("W1", new double[] {1, 2, 3, 4, 5, 6}, 2, 3),
        Tensor.of("b1", new double[] {10, 20, 30}, 3)));
    Mlp mlp = new LowlevelMlp(network, training(new Optimizer.Sgd(), 0.5), parameters, dataType);
    Batch batch = new Batch(
            Matrix.of(1, 2, new double[] {1, 2}), Matrix.of(1, 3, new double[] {17.5, 32, 46.5}))
        .as(dataType);

    assertThat(mlp.predict(batch.inputs()).toDoubles()).containsExactly(19, 32, 45);
    assertThat(mlp.gradients(batch).get("W1").values()).containsExactly(1, 0, -1, 2, 0, -2);
    assertThat(mlp.gradients(batch).get("b1").values()).containsExactly(1, 0, -1);
    assertThat(mlp.step(batch)).isEqualTo(1.5);
    assertThat(mlp.parameters().get("W1").values()).containsExactly(0.5, 2, 3.5, 3, 5, 7);
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void parametersComeBackAsTheyWereLoaded(DataType dataType) {
    Parameters initial = InitialWeights.of(NETWORK, 1, dataType);
    Parameters other = InitialWeights.of(NETWORK, 2, dataType);
    Mlp mlp = mlp(dataType);
    assertSame(mlp.parameters(), initial);
    mlp.step(batch(dataType, 5, 1));
    mlp.load(other);
    assertSame(mlp.parameters(), other);
    assertThat(mlp.steps()).isZero();
  }

  @Test
  void parametersThatAreRefusedChangeNothing() {
    Mlp mlp = mlp(DataType.FLOAT64);
    Parameters before = mlp.parameters();
    List<Tensor> tensors =
        new ArrayList<>(InitialWeights.of(NETWORK, 2, DataType.FLOAT64).tensors());
    tensors.remove(tensors.size() - 1);
    assertThatThrownBy(() -> mlp.load(new Parameters(tensors))).isInstanceOf(InvalidInput.class);
    assertSame(mlp.parameters(), before);
  }

  /** The same calls on one network and, each on a new one, give the same bits. */
  @ParameterizedTest
  @EnumSource(DataType.class)
  void batchSizesChangeUpAndDownAndLeaveNothingBehind(DataType dataType) {
    Mlp used = mlp(dataType);
    for (int rows : new int[] {8, 3, 1, 40, 8, 1, 8}) {
      Batch batch = batch(dataType, rows, rows);
      Mlp fresh = mlp(dataType);
      assertThat(used.predict(batch.inputs()).toDoubles())
          .containsExactly(fresh.predict(batch.inputs()).toDoubles());
      assertThat(used.loss(batch)).isEqualTo(fresh.loss(batch));
      assertSame(used.gradients(batch), fresh.gradients(batch));
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void predictingAndMeasuringBetweenStepsChangesNoStep(DataType dataType) {
    Mlp disturbed = mlp(dataType);
    Mlp undisturbed = mlp(dataType);
    for (int step = 0; step < 6; step++) {
      Batch batch = batch(dataType, step == 5 ? 3 : 8, step);
      disturbed.predict(batch(dataType, 20, 99).inputs());
      disturbed.loss(batch(dataType, 2, 98));
      disturbed.gradients(batch(dataType, 9, 97));
      assertThat(disturbed.step(batch)).isEqualTo(undisturbed.step(batch));
    }
    assertSame(disturbed.parameters(), undisturbed.parameters());
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void aTracedStepIsTheStepToTheBit(DataType dataType) {
    Mlp traced = mlp(dataType);
    Mlp stepped = mlp(dataType);
    for (int step = 0; step < 4; step++) {
      Batch batch = batch(dataType, 8 - step, step);
      assertThat(traced.trace(batch).find("loss").orElseThrow().values())
          .containsExactly(stepped.step(batch));
    }
    assertSame(traced.parameters(), stepped.parameters());
  }

  /** An NDArray that was made inside a workspace is garbage after it: nothing kept may be one. */
  @Test
  void aWorkspaceOfTheCallerMayCloseAtAnyTime() {
    Mlp outside = mlp(DataType.FLOAT64);
    Mlp inside;
    Batch first = batch(DataType.FLOAT64, 8, 1);
    Batch second = batch(DataType.FLOAT64, 5, 2);
    try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("caller")) {
      inside = mlp(DataType.FLOAT64);
      assertThat(inside.step(first)).isEqualTo(outside.step(first));
      Layer gelu = new Layer(3, Activation.GELU, Normalization.Batch.standard(), 0.5);
      Network network = Network.withInputs(2)
          .layer(gelu)
          .layer(2, Activation.SOFTMAX)
          .loss(Loss.SOFTMAX_CROSS_ENTROPY);
      ParameterVector parameters =
          new ParameterVector(network, Optimizer.Adam.standard(), DataType.FLOAT64);
      DenseLayer layer = new DenseLayer(1, 2, gelu, parameters, 1, DataType.FLOAT64);
      INDArray x = NdArrays.copy(
          Matrix.of(4, 2, new double[8]), NdArrays.uninitialized(DataType.FLOAT64, 'c', 1, 2));
      layer.dropout.draw(0, 4);
      layer.forward(x, true);
      Parameter weights = layer.weights;
      assertThat(List.of(x, layer.z, layer.a, layer.da, layer.dz, weights.values()))
          .noneMatch(INDArray::isAttached);
      assertThat(List.of(weights.gradient(), weights.update(), weights.state()[1]))
          .noneMatch(INDArray::isAttached);
      assertThat(List.of(layer.dropout.mask, layer.dropout.out, layer.dropout.dout))
          .noneMatch(INDArray::isAttached);
      BatchNormalization normalization = layer.normalization;
      assertThat(List.of(normalization.mean, normalization.xhat, normalization.runningVar))
          .noneMatch(INDArray::isAttached);
      assertThat(Nd4j.create(2).isAttached()).isEqualTo(workspace.isScopeActive());
    }
    assertThat(inside.step(second)).isEqualTo(outside.step(second));
    assertSame(inside.parameters(), outside.parameters());
  }

  private static Training training(Optimizer optimizer, double learningRate) {
    return new Training(optimizer, learningRate, 8, 1, 1);
  }

  private static Mlp mlp(DataType dataType) {
    return new LowlevelMlp(
        NETWORK,
        training(Optimizer.Adam.standard(), 0.01),
        InitialWeights.of(NETWORK, 1, dataType),
        dataType);
  }

  private static Batch batch(DataType dataType, int rows, long seed) {
    Philox random = new Philox(seed, Philox.Purpose.DATA, 0, 0);
    double[] inputs = new double[rows * 4];
    double[] targets = new double[rows * 3];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextNormal();
    }
    for (int row = 0; row < rows; row++) {
      targets[row * 3 + random.nextBelow(3)] = 1;
    }
    return new Batch(Matrix.of(rows, 4, inputs), Matrix.of(rows, 3, targets)).as(dataType);
  }

  private static void assertSame(Parameters actual, Parameters expected) {
    assertThat(actual.tensors()).zipSatisfy(expected.tensors(), (a, e) -> {
      assertThat(a.name()).isEqualTo(e.name());
      assertThat(a.shape()).containsExactly(e.shape());
      assertThat(a.values()).containsExactly(e.values());
    });
  }
}
