package mlp.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
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
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;
import mlp.api.TrainingState;
import mlp.equivalence.naive.Broken;
import mlp.equivalence.naive.NaiveTrack;
import mlp.numpy.NumpyTrack;
import org.junit.jupiter.api.Test;

/** Training at a rate at which it is chaotic, in FLOAT32. */
class RestartTest {
  private static final int TRAINED_STEPS = 1000;
  private static final Network NETWORK = Network.withInputs(4)
      .layer(16, Activation.RELU)
      .layer(16, Activation.RELU)
      .layer(1, Activation.IDENTITY)
      .loss(Loss.SQUARED_ERROR);
  private static final Training TRAINING =
      new Training(new Optimizer.Momentum(0.9), 0.05, 16, 1, 3);
  private static final Parameters INITIAL = InitialWeights.of(NETWORK, 3, DataType.FLOAT32);
  private static final List<Batch> BATCHES =
      IntStream.range(0, Restart.STEPS).mapToObj(RestartTest::batch).toList();

  private static Batch batch(int number) {
    Philox random = new Philox(3, Philox.Purpose.DATA, number, 0);
    double[] x = new double[16 * 4];
    double[] y = new double[16];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextNormal();
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = 3 * Math.sin(3 * x[4 * i] * x[4 * i + 1]);
    }
    return new Batch(Matrix.of(16, 4, x), Matrix.of(16, 1, y)).as(DataType.FLOAT32);
  }

  private static Mlp create(Track track) {
    return track.create(NETWORK, TRAINING, INITIAL, DataType.FLOAT32);
  }

  private static Restart restart(Mlp left, Mlp right, Parameters end) {
    return Restart.of(List.of(left, right), List.of(INITIAL, end), BATCHES);
  }

  private static double[][] valuesOf(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::values).toArray(double[][]::new);
  }

  private static Parameters trained(Mlp mlp) {
    for (int step = 0; step < TRAINED_STEPS; step++) {
      mlp.step(BATCHES.get(step % BATCHES.size()));
    }
    return mlp.parameters();
  }

  @Test
  void tellsRoundingThatTrainingEnlargedFromADifference() {
    Mlp naive = create(new NaiveTrack());
    Mlp numpy = create(new NumpyTrack());
    Parameters left = trained(naive);
    Parameters right = trained(numpy);
    TrainingState before = numpy.state();
    assertThat(Agreement.of(left, right, DataType.FLOAT32, TRAINED_STEPS).verdict())
        .isEqualTo(Verdict.DIFFERENT);
    assertThat(restart(naive, numpy, left).same()).isTrue();
    assertThat(numpy.steps()).isEqualTo(TRAINED_STEPS);
    assertThat(valuesOf(numpy.state().tensors())).isDeepEqualTo(valuesOf(before.tensors()));
  }

  @Test
  void findsTheDifferenceOfABrokenImplementation() {
    Broken stale = Broken.all().stream()
        .filter(broken -> broken.mistake().equals("stale momentum"))
        .findFirst()
        .orElseThrow();
    Mlp naive = create(new NaiveTrack());
    assertThat(restart(naive, create(stale), trained(naive)).same()).isFalse();
  }

  @Test
  void refusesToCompareNothing() {
    assertThatThrownBy(
            () -> Restart.of(List.of(create(new NaiveTrack())), List.of(INITIAL), List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "restart: got 1 networks, 1 starts, 0 batches, expected at least 2 networks, 1 start and"
                + " 1 batch");
  }
}
