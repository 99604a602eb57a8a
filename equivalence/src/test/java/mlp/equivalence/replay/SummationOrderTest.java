package mlp.equivalence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Initializer;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Philox;
import mlp.api.Tensor;
import mlp.api.Training;
import org.junit.jupiter.api.Test;

class SummationOrderTest {
  private static final int INNER = 40;

  private final float[] x = drawn(0);
  private final float[] w = drawn(1);

  private static float[] drawn(int stream) {
    Philox random = new Philox(7, Philox.Purpose.DATA, stream, 0);
    float[] values = new float[INNER];
    for (int i = 0; i < INNER; i++) {
      values[i] = (float) random.nextNormal();
    }
    return values;
  }

  private Optional<SummationOrder> orderOf(float z) {
    Network network = new Network(
        INNER,
        0,
        List.of(new Layer(1, Activation.IDENTITY)),
        Loss.SQUARED_ERROR,
        Initializer.Scaled.ZEROS);
    Records records = Records.of(
        network,
        new Training(new Optimizer.Sgd(), 1, 1, 1, 1),
        DataType.FLOAT32,
        0,
        List.of(
            Tensor.of("x", x, 1, INNER),
            Tensor.of("W1", w, INNER, 1),
            Tensor.of("b1", new float[1], 1),
            Tensor.of("z1", new float[] {z}, 1, 1)),
        Optional.empty());
    return SummationOrder.of(records, "z1");
  }

  @Test
  void aLoopIsRecognized() {
    float sum = 0;
    for (int p = 0; p < INNER; p++) {
      sum += x[p] * w[p];
    }
    assertThat(orderOf(sum)).contains(SummationOrder.FORWARD);
  }

  @Test
  void aLoopFromTheEndIsRecognized() {
    float sum = 0;
    for (int p = INNER - 1; p >= 0; p--) {
      sum += x[p] * w[p];
    }
    assertThat(orderOf(sum)).contains(SummationOrder.BACKWARD);
  }

  @Test
  void aSumOfDoublesIsRecognized() {
    double sum = 0;
    for (int p = 0; p < INNER; p++) {
      sum += (double) x[p] * w[p];
    }
    assertThat(orderOf((float) sum)).contains(SummationOrder.IN_DOUBLE);
  }

  @Test
  void whatNoOrderGivesIsNotRecognized() {
    assertThat(orderOf(17)).isEmpty();
  }
}
