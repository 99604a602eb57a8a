package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

class PaperMlpTest {
  private static final Optimizer ADAM = Optimizer.Adam.standard();

  static Stream<Optimizer> optimizers() {
    return Examples.OPTIMIZERS.stream();
  }

  @Test
  void theTrackIsFoundAsAService() {
    assertThat(Track.all()).hasSize(1).first().isInstanceOf(PaperTrack.class);
  }

  /** An NDArray that was made inside a workspace is garbage after it: nothing kept may be one. */
  @Test
  void aWorkspaceOfTheCallerMayCloseAtAnyTime() {
    Network network = Examples.network(Activation.TANH, Loss.SQUARED_ERROR);
    Batch first = Examples.batch(network, 6, 1, DataType.FLOAT64);
    Batch second = Examples.batch(network, 6, 2, DataType.FLOAT64);
    Mlp outside = Examples.mlp(network, ADAM, DataType.FLOAT64);
    Mlp inside = Examples.mlp(network, ADAM, DataType.FLOAT64);
    try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace("caller")) {
      assertThat(inside.step(first)).isEqualTo(outside.step(first));
      assertThat(Nd4j.create(2).isAttached()).isEqualTo(workspace.isScopeActive());
      INDArray kept = NdArrays.copy(first.inputs(), null);
      assertThat(kept.isAttached()).isFalse();
    }
    assertThat(inside.step(second)).isEqualTo(outside.step(second));
    assertThat(inside.parameters().get("W1").values())
        .containsExactly(outside.parameters().get("W1").values());
  }

  @Test
  void aTraceHoldsEveryTensorInTheOrderOfItsComputation() {
    Network network = Examples.network(Activation.TANH, Loss.SQUARED_ERROR);
    Trace trace = Examples.mlp(network, ADAM, DataType.FLOAT64)
        .trace(Examples.batch(network, 6, 1, DataType.FLOAT64));
    assertThat(trace.records().stream().map(Tensor::toString))
        .containsExactly(
            "x[6, 4]",
            "y[6, 3]",
            "W1[4, 5]",
            "b1[5]",
            "W2[5, 3]",
            "b2[3]",
            "z1[6, 5]",
            "a1[6, 5]",
            "z2[6, 3]",
            "a2[6, 3]",
            "loss[]",
            "da2[6, 3]",
            "dz2[6, 3]",
            "dW2[5, 3]",
            "db2[3]",
            "da1[6, 5]",
            "dz1[6, 5]",
            "dW1[4, 5]",
            "db1[5]",
            "opt.m.W1[4, 5]",
            "opt.m.b1[5]",
            "opt.m.W2[5, 3]",
            "opt.m.b2[3]",
            "opt.v.W1[4, 5]",
            "opt.v.b1[5]",
            "opt.v.W2[5, 3]",
            "opt.v.b2[3]",
            "W1.after[4, 5]",
            "b1.after[5]",
            "W2.after[5, 3]",
            "b2.after[3]");
    assertThat(trace.step()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void onlyTheSquaredErrorHasAGradientOfTheOutputs(Loss loss) {
    Network network = Examples.network(Activation.TANH, loss);
    Trace trace = Examples.mlp(network, ADAM, DataType.FLOAT64)
        .trace(Examples.batch(network, 6, 1, DataType.FLOAT64));
    assertThat(trace.find("da2").isPresent()).isEqualTo(loss == Loss.SQUARED_ERROR);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aTraceIsAStepToTheBit(Optimizer optimizer) {
    for (Loss loss : Loss.values()) {
      for (DataType dataType : DataType.values()) {
        Network network = Examples.network(Activation.GELU, loss);
        PaperMlp stepped = Examples.mlp(network, optimizer, dataType);
        PaperMlp traced = Examples.mlp(network, optimizer, dataType);
        for (int i = 0; i < 6; i++) {
          Batch batch = Examples.batch(network, 7 - i, i, dataType);
          double steppedLoss = stepped.step(batch);
          double tracedLoss = i % 2 == 0 ? lossOf(traced.trace(batch)) : traced.step(batch);
          assertThat(tracedLoss).isEqualTo(steppedLoss);
          assertSame(traced.parameters(), stepped.parameters());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void theGradientsOfATraceAreThoseThatDl4jTrainedWith(DataType dataType) {
    Network network = Examples.network(Activation.SIGMOID, Loss.SOFTMAX_CROSS_ENTROPY);
    Training training = new Training(new Optimizer.Sgd(), 1, 7, 1, 1);
    PaperMlp mlp =
        new PaperMlp(network, training, InitialWeights.of(network, 1, dataType), dataType);
    Batch batch = Examples.batch(network, 7, 1, dataType);
    Parameters gradients = mlp.gradients(batch);
    double loss = mlp.loss(batch);
    Trace trace = mlp.trace(batch);
    assertThat(lossOf(trace)).isEqualTo(loss);
    for (String name : network.parameterShapes().keySet()) {
      double[] before = trace.find(name).orElseThrow().values();
      double[] gradient = trace.find("d" + name).orElseThrow().values();
      double[] after = trace.find(name + ".after").orElseThrow().values();
      assertThat(gradients.get(name).values()).containsExactly(gradient);
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isEqualTo(dataType.round(before[i] - gradient[i]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void loadBeginsANewTraining(Optimizer optimizer) {
    for (DataType dataType : DataType.values()) {
      Network network = Examples.network(Activation.RELU, Loss.SQUARED_ERROR);
      PaperMlp used = Examples.mlp(network, optimizer, dataType);
      Parameters initial = used.parameters();
      for (int i = 0; i < 5; i++) {
        used.step(Examples.batch(network, 6, 100 + i, dataType));
      }
      assertThat(used.steps()).isEqualTo(5);
      used.load(initial);
      assertThat(used.steps()).isZero();
      assertSame(used.parameters(), initial);
      PaperMlp fresh = Examples.mlp(network, optimizer, dataType);
      for (int i = 0; i < 3; i++) {
        Batch batch = Examples.batch(network, 6, i, dataType);
        assertThat(used.step(batch)).isEqualTo(fresh.step(batch));
      }
      assertSame(used.parameters(), fresh.parameters());
    }
  }

  @Test
  void whatIsRefusedChangesNothing() {
    Network network = Examples.network(Activation.RELU, Loss.SQUARED_ERROR);
    PaperMlp mlp = Examples.mlp(network, ADAM, DataType.FLOAT64);
    mlp.step(Examples.batch(network, 6, 1, DataType.FLOAT64));
    Parameters before = mlp.parameters();
    Parameters incomplete = new Parameters(before.tensors().subList(0, 3));
    Batch otherType = Examples.batch(network, 6, 1, DataType.FLOAT32);
    assertThatThrownBy(() -> mlp.load(incomplete)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> mlp.step(otherType)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> mlp.trace(otherType)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> mlp.loss(otherType)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> mlp.gradients(otherType)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> mlp.predict(otherType.inputs())).isInstanceOf(InvalidInput.class);
    assertSame(mlp.parameters(), before);
    assertThat(mlp.steps()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void askingChangesNothing(Loss loss) {
    for (DataType dataType : DataType.values()) {
      Network network = Examples.network(Activation.SILU, loss);
      PaperMlp asked = Examples.mlp(network, ADAM, dataType);
      PaperMlp left = Examples.mlp(network, ADAM, dataType);
      for (int i = 0; i < 4; i++) {
        Batch batch = Examples.batch(network, 6, i, dataType);
        double before = asked.loss(batch);
        asked.gradients(batch);
        asked.predict(Examples.batch(network, 9, 50 + i, dataType).inputs());
        asked.parameters();
        assertThat(asked.step(batch)).isEqualTo(left.step(batch)).isEqualTo(before);
      }
      assertSame(asked.parameters(), left.parameters());
    }
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void theSmallestNetworkTrains(DataType dataType) {
    // z = 2·3 + 1 = 7, L = (7 − 5)² = 4, db = 2·2 = 4, dW = 4·3 = 12
    Network network = Network.withInputs(1).layer(1, Activation.IDENTITY).loss(Loss.SQUARED_ERROR);
    Parameters parameters = new Parameters(
        List.of(Tensor.of("W1", new double[] {2}, 1, 1), Tensor.of("b1", new double[] {1}, 1)));
    Training training = new Training(new Optimizer.Sgd(), 0.125, 1, 1, 1);
    PaperMlp mlp = new PaperMlp(network, training, parameters, dataType);
    Batch batch = new Batch(Matrix.of(1, 1, new double[] {3}), Matrix.of(1, 1, new double[] {5}))
        .as(dataType);
    assertThat(mlp.predict(batch.inputs()).get(0, 0)).isEqualTo(7);
    assertThat(mlp.loss(batch)).isEqualTo(4);
    assertThat(lossOf(mlp.trace(batch))).isEqualTo(4);
    assertThat(mlp.parameters().get("W1").values()).containsExactly(0.5);
    assertThat(mlp.parameters().get("b1").values()).containsExactly(0.5);
  }

  @Test
  void softmaxOverASingleUnitIsOne() {
    Network network =
        Network.withInputs(2).layer(1, Activation.SOFTMAX).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    PaperMlp mlp = Examples.mlp(network, ADAM, DataType.FLOAT64);
    Batch batch = Examples.batch(network, 3, 1, DataType.FLOAT64);
    assertThat(mlp.predict(batch.inputs()).toDoubles()).containsExactly(1, 1, 1);
    assertThat(mlp.step(batch)).isZero();
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void nd4jsGlobalStateIsLeftAlone(DataType dataType) throws IOException {
    Random random = Nd4j.getRandom();
    random.nextDouble(); // so that the generator does not stand where its seed put it
    List<Object> before = List.of(
        random.getSeed(), random.rootState(), random.nodeState(), Nd4j.dataType(), Nd4j.order());
    Network network = Examples.deepNetwork();
    PaperMlp mlp = Examples.mlp(network, ADAM, dataType);
    mlp.step(Examples.batch(network, 6, 1, dataType));
    mlp.trace(Examples.batch(network, 6, 2, dataType));
    mlp.restore(mlp.state());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mlp.write(out);
    mlp.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(List.of(
            random.getSeed(),
            random.rootState(),
            random.nodeState(),
            Nd4j.dataType(),
            Nd4j.order()))
        .isEqualTo(before);
  }

  private static double lossOf(Trace trace) {
    return trace.find("loss").orElseThrow().values()[0];
  }

  private static void assertSame(Parameters actual, Parameters expected) {
    for (Tensor tensor : expected.tensors()) {
      assertThat(actual.get(tensor.name()).values())
          .as(tensor.name())
          .containsExactly(tensor.values());
    }
  }
}
