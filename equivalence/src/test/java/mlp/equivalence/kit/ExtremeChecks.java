package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.api.Training;

/** Logits of ±1000, where e^z is infinite or zero (R4 to R6). */
final class ExtremeChecks {
  private ExtremeChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes("R4 logits of ±1000 by hand", ExtremeChecks::softmax),
        Check.inBothTypes("R4 the largest logit may be the last", ExtremeChecks::largestLast),
        Check.inBothTypes("R5 logits of ±1000 by hand", ExtremeChecks::sigmoid),
        Check.inBothTypes("R5 a small loss keeps its digits", ExtremeChecks::smallLoss),
        new Check("R6 activations at ±1000 stay finite", activations()));
  }

  // z = [1000 −1000 0], p = [1 0 0]
  // y = [0 1 0]: L = log e^1000 − (−1000) = 2000, dz = p − y = [1 −1 0]
  private static void softmax(Track track, DataType type) {
    Mlp mlp = oneLayer(track, type, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY, 1000, -1000, 0);
    Batch wrong = oneRow(type, 0, 1, 0);
    assertThat(mlp.predict(wrong.inputs()).toDoubles()).containsExactly(1, 0, 0);
    assertThat(mlp.loss(wrong)).isEqualTo(2000);
    assertThat(mlp.gradients(wrong).get("b1").values()).containsExactly(1, -1, 0);
    assertThat(mlp.loss(oneRow(type, 1, 0, 0))).isZero();
  }

  // z = [−1000 0 1000], p = [0 0 1], y = [1 0 0]: L = log e^1000 − (−1000), dz = p − y
  private static void largestLast(Track track, DataType type) {
    Mlp mlp = oneLayer(track, type, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY, -1000, 0, 1000);
    Batch wrong = oneRow(type, 1, 0, 0);
    assertThat(mlp.predict(wrong.inputs()).toDoubles()).containsExactly(0, 0, 1);
    assertThat(mlp.loss(wrong)).isEqualTo(2000);
    assertThat(mlp.gradients(wrong).get("b1").values()).containsExactly(-1, 0, 1);
  }

  // z =  20, y = 1: L = log(1 + e^−20)
  // z = −40, y = 0: L = log(1 + e^−40), where 1 + e^−40 rounds to 1
  private static void smallLoss(Track track, DataType type) {
    requireLoss(track, type, 20, 1, 2.0611536203143808e-9);
    requireLoss(track, type, -40, 0, 4.248354255291589e-18);
  }

  private static void requireLoss(Track track, DataType type, double z, double y, double loss) {
    Mlp mlp = oneLayer(track, type, Activation.SIGMOID, Loss.SIGMOID_CROSS_ENTROPY, z);
    assertThat(mlp.loss(oneRow(type, y))).isEqualTo(loss, within(8 * type.unitRoundoff() * loss));
  }

  // z = [1000 −1000 0], p = [1 0 1/2]
  // y = [0 1 0]: L = (1000 + 1000 + log 2)/3, dz = (p − y)/3 = [1/3 −1/3 1/6]
  private static void sigmoid(Track track, DataType type) {
    Mlp mlp = oneLayer(track, type, Activation.SIGMOID, Loss.SIGMOID_CROSS_ENTROPY, 1000, -1000, 0);
    Batch wrong = oneRow(type, 0, 1, 0);
    assertThat(mlp.predict(wrong.inputs()).toDoubles()).containsExactly(1, 0, 0.5);
    double loss = (2000 + 0.69314718055994531) / 3;
    assertThat(mlp.loss(wrong)).isEqualTo(loss, within(4 * type.unitRoundoff() * loss));
    assertThat(mlp.gradients(wrong).get("b1").values())
        .containsExactly(
            new double[] {1.0 / 3, -1.0 / 3, 1.0 / 6}, within(2 * type.unitRoundoff()));
  }

  private static List<Case> activations() {
    List<Case> cases = new ArrayList<>();
    for (DataType type : DataType.values()) {
      for (Activation activation : Setting.hiddenActivations()) {
        cases.add(new Case(
            Labels.of(activation) + ", " + Labels.of(type),
            track -> activation(track, type, activation)));
      }
    }
    return cases;
  }

  // σ(±1000) and its slopes: for z → ∞ all but sigmoid and tanh are z, with slope 1; for z → −∞
  // all but identity and leaky ReLU are constant, with slope 0
  private static void activation(Track track, DataType type, Activation activation) {
    Mlp mlp = oneLayer(track, type, activation, Loss.SQUARED_ERROR, 1000, -1000);
    Batch batch = oneRow(type, 0, 0);
    double[] expected = switch (activation) {
      case IDENTITY -> new double[] {1000, -1000};
      case LEAKY_RELU -> new double[] {1000, -10};
      case SIGMOID -> new double[] {1, 0};
      case TANH -> new double[] {1, -1};
      case ELU -> new double[] {1000, -1};
      default -> new double[] {1000, 0};
    };
    double[] slope = switch (activation) {
      case IDENTITY -> new double[] {1, 1};
      case LEAKY_RELU -> new double[] {1, 0.01};
      case SIGMOID, TANH -> new double[] {0, 0};
      default -> new double[] {1, 0};
    };
    double rounding = 2 * type.unitRoundoff();
    double[] outputs = mlp.predict(batch.inputs()).toDoubles();
    double[] gradient = mlp.gradients(batch).get("b1").values();
    for (int j = 0; j < 2; j++) {
      // L = (a₁² + a₂²)/2, dbⱼ = aⱼ·σ′(zⱼ)
      double expectedGradient = expected[j] * slope[j];
      assertThat(outputs[j]).isEqualTo(expected[j], within(rounding * Math.abs(expected[j])));
      assertThat(gradient[j])
          .isEqualTo(expectedGradient, within(2 * rounding * Math.abs(expectedGradient)));
    }
  }

  private static Mlp oneLayer(
      Track track, DataType type, Activation activation, Loss loss, double... weights) {
    Network network = Network.withInputs(1).layer(weights.length, activation).loss(loss);
    Parameters parameters = new Parameters(List.of(
        Tensor.of("W1", weights, 1, weights.length),
        Tensor.of("b1", new double[weights.length], weights.length)));
    Training training = new Training(new Optimizer.Sgd(), 0.1, 1, 1, 0);
    return track.create(network, training, parameters, type);
  }

  private static Batch oneRow(DataType type, double... targets) {
    return new Batch(Matrix.of(1, 1, new double[] {1}), Matrix.of(1, targets.length, targets))
        .as(type);
  }
}
