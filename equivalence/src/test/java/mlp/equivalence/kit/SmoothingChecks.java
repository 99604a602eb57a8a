package mlp.equivalence.kit;

import static mlp.equivalence.kit.Small.assertNear;
import static mlp.equivalence.kit.Small.batch;
import static mlp.equivalence.kit.Small.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import org.assertj.core.data.Offset;

/** Label smoothing (R16), in training alone. */
final class SmoothingChecks {
  private SmoothingChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes("R16 smoothed softmax cross-entropy by hand", SmoothingChecks::softmax),
        Check.inBothTypes("R16 smoothed sigmoid cross-entropy by hand", SmoothingChecks::sigmoid),
        Check.inBothTypes(
            "R16 evaluation takes the labels as they are", SmoothingChecks::evaluation),
        Check.inBothTypes("R16 the squared error has no labels", SmoothingChecks::squaredError));
  }

  private static Mlp outputs(
      Track track, DataType type, Activation output, Loss loss, double alpha, double... bias) {
    Network network = Network.withInputs(1).layer(3, output).loss(loss);
    Training training = Small.sgd(0.5).toBuilder().labelSmoothing(alpha).build();
    return Small.create(track, network, training, type, values(0, 0, 0), bias);
  }

  private static Mlp ofSoftmax(Track track, DataType type) {
    return outputs(
        track, type, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY, 0.3, Math.log(2), 0, 0);
  }

  private static Mlp ofSigmoid(Track track, DataType type) {
    return outputs(
        track,
        type,
        Activation.SIGMOID,
        Loss.SIGMOID_CROSS_ENTROPY,
        0.2,
        Math.log(3),
        -Math.log(3),
        0);
  }

  private static Batch row(DataType type, double... targets) {
    return batch(type, 1, values(1), targets);
  }

  private static Offset<Double> rounding(DataType type) {
    return within(8 * type.unitRoundoff());
  }

  // p = [1/2 1/4 1/4], y = [1 0 0], α = 0.3: y′ = 0.7·y + 0.1 = [0.8 0.1 0.1]
  // L = 0.8·log 2 + 0.2·log 4 = 1.2·log 2,   dz = p − y′
  private static void softmax(Track track, DataType type) {
    Trace trace = ofSoftmax(track, type).trace(row(type, 1, 0, 0));
    Offset<Double> rounding = rounding(type);
    assertNear(trace, "y", within(0.0), 1, 0, 0);
    assertNear(trace, "y.smoothed", rounding, 0.8, 0.1, 0.1);
    assertNear(trace, "loss", rounding, 0.8317766166719343);
    assertNear(trace, "dz1", rounding, -0.3, 0.15, 0.15);
    assertThat(ofSoftmax(track, type).trainingLoss(row(type, 1, 0, 0)))
        .isEqualTo(0.8317766166719343, rounding);
  }

  // p = [3/4 1/4 1/2], y = [1 0 1], α = 0.2: y′ = 0.8·y + 0.1 = [0.9 0.1 0.9], for any number of
  // outputs
  // L = (2·(0.9·log 4/3 + 0.1·log 4) + log 2)/3,   dz = (p − y′)/3
  private static void sigmoid(Track track, DataType type) {
    Trace trace = ofSigmoid(track, type).trace(row(type, 1, 0, 1));
    Offset<Double> rounding = rounding(type);
    double loss =
        (2 * (0.9 * 0.28768207245178093 + 0.1 * 1.3862943611198906) + 0.6931471805599453) / 3;
    assertNear(trace, "y.smoothed", rounding, 0.9, 0.1, 0.9);
    assertNear(trace, "loss", rounding, loss);
    assertNear(trace, "dz1", rounding, -0.05, 0.05, -0.4 / 3);
  }

  // −log 1/2,   and (2·log 4/3 + log 2)/3
  private static void evaluation(Track track, DataType type) {
    Offset<Double> rounding = rounding(type);
    assertThat(ofSoftmax(track, type).loss(row(type, 1, 0, 0)))
        .isEqualTo(0.6931471805599453, rounding);
    assertThat(ofSigmoid(track, type).loss(row(type, 1, 0, 1)))
        .isEqualTo((2 * 0.28768207245178093 + 0.6931471805599453) / 3, rounding);
  }

  private static void squaredError(Track track, DataType type) {
    assertThatThrownBy(
            () -> outputs(track, type, Activation.IDENTITY, Loss.SQUARED_ERROR, 0.2, 0, 0, 0))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("labelSmoothing");
  }
}
