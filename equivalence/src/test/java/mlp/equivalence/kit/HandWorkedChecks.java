package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.assertj.core.data.Offset;

/** Small networks whose every number was worked out by hand. */
final class HandWorkedChecks {
  private HandWorkedChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes("R1 forward by hand", HandWorkedChecks::forward),
        Check.inBothTypes("R3 squared error by hand", HandWorkedChecks::squaredError),
        Check.inBothTypes("R2 gradients by hand", HandWorkedChecks::gradients),
        Check.inBothTypes("R4 softmax cross-entropy by hand", HandWorkedChecks::softmax),
        Check.inBothTypes("R5 sigmoid cross-entropy by hand", HandWorkedChecks::sigmoid),
        new Check("R6 activations by hand", activations()),
        Check.inBothTypes("R11 SGD by hand", HandWorkedChecks::sgd),
        Check.inBothTypes("R11 momentum by hand", HandWorkedChecks::momentum),
        Check.inBothTypes("R11 Nesterov by hand", HandWorkedChecks::nesterov),
        Check.inBothTypes("R11 Adam by hand", HandWorkedChecks::adam),
        Check.inBothTypes("R11 Adam with ε̂ by hand", HandWorkedChecks::adamEpsilonHat));
  }

  // Two inputs, two ReLU units, one identity output, two rows. Every number is a sum of few powers
  // of two, so that both data types must give it exactly.
  //
  // x = [ 1 2]   W1 = [1.0 −1]   b1 = [0.5 −0.5]   W2 = [ 2]   b2 = [0.5]   y = [1]
  //     [−1 1]        [0.5  2]                          [−1]                    [2]
  private static Mlp twoLayers(Track track, DataType type, Optimizer optimizer, double rate) {
    Network network = Network.withInputs(2)
        .layer(2, Activation.RELU)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    Parameters parameters = new Parameters(List.of(
        Tensor.of("W1", new double[] {1, -1, 0.5, 2}, 2, 2),
        Tensor.of("b1", new double[] {0.5, -0.5}, 2),
        Tensor.of("W2", new double[] {2, -1}, 2, 1),
        Tensor.of("b2", new double[] {0.5}, 1)));
    return track.create(network, new Training(optimizer, rate, 2, 1, 0), parameters, type);
  }

  private static Batch twoRows(DataType type) {
    return batch(type, 2, new double[] {1, 2, -1, 1}, new double[] {1, 2});
  }

  // z1 = [1·1 + 2·0.5 + 0.5   1·(−1) + 2·2 − 0.5] = [2.5 2.5] = a1 of the first row
  //      [−1 + 0.5 + 0.5      1 + 2 − 0.5       ] = [0   2.5] = a1 of the second
  // ŷ  = [2·2.5 − 2.5 + 0.5] = [ 3]
  //      [0     − 2.5 + 0.5] = [−2]
  private static void forward(Track track, DataType type) {
    Mlp mlp = twoLayers(track, type, new Optimizer.Sgd(), 0.5);
    assertThat(mlp.predict(twoRows(type).inputs()).toDoubles()).containsExactly(3, -2);
  }

  // L = ((3 − 1)² + (−2 − 2)²)/2 = (4 + 16)/2 = 10
  private static void squaredError(Track track, DataType type) {
    Mlp mlp = twoLayers(track, type, new Optimizer.Sgd(), 0.5);
    assertThat(mlp.loss(twoRows(type))).isEqualTo(10);
    assertThat(mlp.step(twoRows(type))).isEqualTo(10);
  }

  // dz2 = 2(ŷ − y)/2 = [2 −4]ᵀ
  // dW2 = a1ᵀ·dz2 = [2.5·2 + 0·(−4)   2.5·2 + 2.5·(−4)]ᵀ = [5 −5]ᵀ,   db2 = 2 − 4 = −2
  // da1 = dz2·W2ᵀ = [ 4 −2],   dz1 = [4 −2], because z1 = 0 in row 2, and ReLU′(0) = 0
  //                 [−8  4]          [0  4]
  // dW1 = xᵀ·dz1 = [1·4 − 1·0   1·(−2) − 1·4] = [4 −6],   db1 = [4 2]
  //                [2·4 + 1·0   2·(−2) + 1·4]   [8  0]
  private static void gradients(Track track, DataType type) {
    Parameters g = twoLayers(track, type, new Optimizer.Sgd(), 0.5).gradients(twoRows(type));
    assertExactly(g, "W1", 4, -6, 8, 0);
    assertExactly(g, "b1", 4, 2);
    assertExactly(g, "W2", 5, -5);
    assertExactly(g, "b2", -2);
  }

  // θ − 0.5·g
  private static void sgd(Track track, DataType type) {
    Mlp mlp = twoLayers(track, type, new Optimizer.Sgd(), 0.5);
    mlp.step(twoRows(type));
    assertExactly(mlp.parameters(), "W1", -1, 2, -3.5, 2);
    assertExactly(mlp.parameters(), "b1", -1.5, -1.5);
    assertExactly(mlp.parameters(), "W2", -0.5, 1.5);
    assertExactly(mlp.parameters(), "b2", 1.5);
  }

  // One input, one identity output, x = 1, y = 0: ŷ = W + b, and both gradients are g = 2(W + b).
  private static Mlp oneWeight(Track track, DataType type, Optimizer optimizer, double rate) {
    Network network = Network.withInputs(1).layer(1, Activation.IDENTITY).loss(Loss.SQUARED_ERROR);
    Parameters parameters = new Parameters(
        List.of(Tensor.of("W1", new double[] {1}, 1, 1), Tensor.of("b1", new double[] {0}, 1)));
    return track.create(network, new Training(optimizer, rate, 1, 1, 0), parameters, type);
  }

  private static void assertSteps(Mlp mlp, Offset<Double> offset, double[]... weightAndBias) {
    Batch batch = batch(mlp.dataType(), 1, new double[] {1}, new double[] {0});
    for (double[] expected : weightAndBias) {
      mlp.step(batch);
      assertThat(mlp.parameters().get("W1").values()[0]).isEqualTo(expected[0], offset);
      assertThat(mlp.parameters().get("b1").values()[0]).isEqualTo(expected[1], offset);
    }
  }

  // μ = 0.5, η = 0.25
  // g =  2:  v = −0.5                       W = 0.5    b = −0.5
  // g =  0:  v = −0.25                      W = 0.25   b = −0.75
  // g = −1:  v = −0.125 + 0.25 =  0.125     W = 0.375  b = −0.625
  private static void momentum(Track track, DataType type) {
    Mlp mlp = oneWeight(track, type, new Optimizer.Momentum(0.5), 0.25);
    assertSteps(
        mlp, within(0.0), new double[] {0.5, -0.5}, new double[] {0.25, -0.75}, new double[] {
          0.375, -0.625
        });
  }

  // μ = 0.5, η = 0.125; Δ = −0.5·v₀ + 1.5·v
  // g = 2:    v = −0.25                        Δ = −0.375                     W = 0.625
  // g = 0.5:  v = −0.125 − 0.0625 = −0.1875    Δ = 0.125 − 0.28125 = −0.15625 W = 0.46875
  private static void nesterov(Track track, DataType type) {
    Mlp mlp = oneWeight(track, type, new Optimizer.Nesterov(0.5), 0.125);
    assertSteps(mlp, within(0.0), new double[] {0.625, -0.375}, new double[] {0.46875, -0.53125});
  }

  // β₁ = 0.5, β₂ = 0.75, ε = 2, η = 1
  // g = 2:  m = 1    v = 1     m̂ = 1/0.5 = 2        v̂ = 1/0.25 = 4         Δ = 2/(2 + 2) = 0.5
  // g = 0:  m = 0.5  v = 0.75  m̂ = 0.5/0.75 = 2/3   v̂ = 0.75/0.4375 = 12/7
  //         Δ = (2/3)/(√(12/7) + 2) = 0.201452…
  private static void adam(Track track, DataType type) {
    Mlp mlp = oneWeight(track, type, new Optimizer.Adam(0.5, 0.75, 2, false), 1);
    double second = 0.20145202542034667;
    assertSteps(mlp, within(4 * type.unitRoundoff()), new double[] {0.5, -0.5}, new double[] {
      0.5 - second, -0.5 - second
    });
  }

  // β₁ = 0.5, β₂ = 0.75, ε̂ = 1, η = 1
  // g = 2:  m = 1    v = 1     Δ = √0.25/0.5·1/(1 + 1) = 0.5
  // g = 0:  m = 0.5  v = 0.75  Δ = √0.4375/0.75·0.5/(√0.75 + 1) = 0.236308…
  private static void adamEpsilonHat(Track track, DataType type) {
    Mlp mlp = oneWeight(track, type, new Optimizer.Adam(0.5, 0.75, 1, true), 1);
    double second = 0.23630897572444706;
    assertSteps(mlp, within(4 * type.unitRoundoff()), new double[] {0.5, -0.5}, new double[] {
      0.5 - second, -0.5 - second
    });
  }

  // W = 0 and b = [log 3, 0], so that p = [3/4, 1/4] in both rows, x = [1 −1]ᵀ, y = [1 0]
  //                                                                                 [0 1]
  // L  = (−log 3/4 − log 1/4)/2 = (0.287682… + 1.386294…)/2
  // dz = (p − y)/2 = [−1/8  1/8],   dW = xᵀ·dz = [−1/2 1/2],   db = [1/4 −1/4]
  //                  [ 3/8 −3/8]
  private static void softmax(Track track, DataType type) {
    Batch batch = batch(type, 2, new double[] {1, -1}, new double[] {1, 0, 0, 1});
    Mlp mlp = output(track, type, Activation.SOFTMAX, Loss.SOFTMAX_CROSS_ENTROPY, Math.log(3), 0);
    Offset<Double> rounding = within(8 * type.unitRoundoff());
    assertThat(mlp.predict(batch.inputs()).get(0, 0)).isEqualTo(0.75, rounding);
    assertThat(mlp.predict(batch.inputs()).get(1, 1)).isEqualTo(0.25, rounding);
    assertThat(mlp.loss(batch)).isEqualTo(0.83698821678583577, rounding);
    assertNear(mlp.gradients(batch), "W1", rounding, -0.5, 0.5);
    assertNear(mlp.gradients(batch), "b1", rounding, 0.25, -0.25);
  }

  // W = 0 and b = [log 3, −log 3], so that p = [3/4, 1/4] in both rows, x = [1 −1]ᵀ, y = [1 1]
  //                                                                                      [1 0]
  // L  = (−log 3/4 − log 1/4 − log 3/4 − log 3/4)/4 = (3·0.287682… + 1.386294…)/4
  // dz = (p − y)/4 = [−1/16 −3/16],   dW = xᵀ·dz = [0 −1/4],   db = [−1/8 −1/8]
  //                  [−1/16  1/16]
  private static void sigmoid(Track track, DataType type) {
    Batch batch = batch(type, 2, new double[] {1, -1}, new double[] {1, 1, 1, 0});
    Mlp mlp = output(
        track, type, Activation.SIGMOID, Loss.SIGMOID_CROSS_ENTROPY, Math.log(3), -Math.log(3));
    Offset<Double> rounding = within(8 * type.unitRoundoff());
    double expectedLoss = (3 * 0.28768207245178093 + 1.3862943611198906) / 4;
    assertThat(mlp.predict(batch.inputs()).get(0, 0)).isEqualTo(0.75, rounding);
    assertThat(mlp.predict(batch.inputs()).get(1, 1)).isEqualTo(0.25, rounding);
    assertThat(mlp.loss(batch)).isEqualTo(expectedLoss, rounding);
    assertNear(mlp.gradients(batch), "W1", rounding, 0, -0.25);
    assertNear(mlp.gradients(batch), "b1", rounding, -0.125, -0.125);
  }

  private static Mlp output(
      Track track, DataType type, Activation activation, Loss loss, double... bias) {
    Network network = Network.withInputs(1).layer(bias.length, activation).loss(loss);
    double[] rounded = Arrays.stream(bias).map(type::round).toArray();
    Parameters parameters = new Parameters(List.of(
        Tensor.of("W1", new double[bias.length], 1, bias.length),
        Tensor.of("b1", rounded, bias.length)));
    Training training = new Training(new Optimizer.Sgd(), 0.1, 2, 1, 0);
    return track.create(network, training, parameters, type);
  }

  // σ(−2), σ(0), σ(1) to 17 digits, from the definitions with 40 digits
  private static final Map<Activation, double[]> VALUES = Map.of(
      Activation.IDENTITY, new double[] {-2, 0, 1},
      Activation.RELU, new double[] {0, 0, 1},
      Activation.LEAKY_RELU, new double[] {-0.02, 0, 1},
      Activation.SIGMOID, new double[] {0.11920292202211756, 0.5, 0.73105857863000488},
      Activation.TANH, new double[] {-0.96402758007581688, 0, 0.76159415595576489},
      Activation.ELU, new double[] {-0.86466471676338731, 0, 1},
      Activation.GELU, new double[] {-0.045500263896358414, 0, 0.84134474606854295},
      Activation.GELU_TANH, new double[] {-0.045402305912224981, 0, 0.84119199060827670},
      Activation.SILU, new double[] {-0.23840584404423511, 0, 0.73105857863000488});

  private static List<Case> activations() {
    List<Case> cases = new ArrayList<>();
    for (DataType type : DataType.values()) {
      VALUES.forEach((activation, values) -> cases.add(new Case(
          Labels.of(activation) + ", " + Labels.of(type),
          track -> activation(track, type, activation, values))));
    }
    return cases;
  }

  // W = 1, b = 0: ŷ = σ(x)
  private static void activation(
      Track track, DataType type, Activation activation, double[] expected) {
    Network network = Network.withInputs(1).layer(1, activation).loss(Loss.SQUARED_ERROR);
    Parameters parameters = new Parameters(
        List.of(Tensor.of("W1", new double[] {1}, 1, 1), Tensor.of("b1", new double[] {0}, 1)));
    Training training = new Training(new Optimizer.Sgd(), 0.1, 3, 1, 0);
    Mlp mlp = track.create(network, training, parameters, type);
    Matrix x = Matrix.of(3, 1, new double[] {-2, 0, 1}).as(type);
    assertThat(mlp.predict(x).toDoubles())
        .containsExactly(expected, within(8 * type.unitRoundoff()));
  }

  private static Batch batch(DataType type, int rows, double[] x, double[] y) {
    return new Batch(Matrix.of(rows, x.length / rows, x), Matrix.of(rows, y.length / rows, y))
        .as(type);
  }

  private static void assertExactly(Parameters parameters, String name, double... expected) {
    assertThat(parameters.get(name).values()).as(name).containsExactly(expected);
  }

  private static void assertNear(
      Parameters parameters, String name, Offset<Double> offset, double... expected) {
    assertThat(parameters.get(name).values()).as(name).containsExactly(expected, offset);
  }
}
