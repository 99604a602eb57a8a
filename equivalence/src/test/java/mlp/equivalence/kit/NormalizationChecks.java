package mlp.equivalence.kit;

import static mlp.equivalence.kit.Small.assertNear;
import static mlp.equivalence.kit.Small.batch;
import static mlp.equivalence.kit.Small.matrix;
import static mlp.equivalence.kit.Small.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.TrainingState;
import org.assertj.core.data.Offset;

/** Batch normalization (R8), worked out by hand, and where it could divide by nothing. */
final class NormalizationChecks {
  private NormalizationChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes("R8 forward by hand", NormalizationChecks::forward),
        Check.inBothTypes("R8 backward by hand", NormalizationChecks::backward),
        Check.inBothTypes("R8 running statistics by hand", NormalizationChecks::running),
        Check.inBothTypes("R8 evaluation by hand", NormalizationChecks::evaluation),
        Check.inBothTypes("R8 one row has no variance", NormalizationChecks::oneRow),
        Check.inBothTypes("R8 constant columns stay finite", NormalizationChecks::constant),
        Check.inBothTypes("R8 values of ±1000 by hand", NormalizationChecks::extreme),
        Check.inBothTypes("R8 a mean far from zero loses no variance", NormalizationChecks::far));
  }

  // One input, two normalized ReLU units, one identity output; ε = 12, decay 0.75.
  //
  // W1 = [1 −1]   γ1 = [2 4]   β1 = [1.5 0.5]   W2 = [1 2]ᵀ   b2 = [0]
  private static final Network NETWORK = Network.withInputs(1)
      .layer(Small.normalized(2, Activation.RELU, 0.75, 12))
      .layer(1, Activation.IDENTITY)
      .loss(Loss.SQUARED_ERROR);

  private static Mlp twoUnits(Track track, DataType type) {
    return Small.create(
        track,
        NETWORK,
        Small.sgd(0.5),
        type,
        values(1, -1),
        values(2, 4),
        values(1.5, 0.5),
        values(1, 2),
        values(0));
  }

  private static Batch twoRows(DataType type) {
    return batch(type, 2, values(2, 6), values(4.5, 4.5));
  }

  private static Offset<Double> rounding(DataType type) {
    return within(8 * type.unitRoundoff());
  }

  // z1 = [2 −2]   μ = [4 −4]   σ² = ((−2)² + 2²)/2 = [4 4]   √(4 + 12) = 4
  //      [6 −6]
  // x̂  = [−0.5  0.5]   out = [0.5  2.5]   a1 = [0.5 2.5]   ŷ = [5.5]
  //      [ 0.5 −0.5]         [2.5 −1.5]        [2.5 0  ]       [2.5]
  // L  = (1² + 2²)/2
  private static void forward(Track track, DataType type) {
    Trace trace = twoUnits(track, type).trace(twoRows(type));
    Offset<Double> rounding = rounding(type);
    assertNear(trace, "z1", rounding, 2, -2, 6, -6);
    assertNear(trace, "bn1.mean", rounding, 4, -4);
    assertNear(trace, "bn1.var", rounding, 4, 4);
    assertNear(trace, "bn1.xhat", rounding, -0.5, 0.5, 0.5, -0.5);
    assertNear(trace, "bn1.out", rounding, 0.5, 2.5, 2.5, -1.5);
    assertNear(trace, "a1", rounding, 0.5, 2.5, 2.5, 0);
    assertThat(twoUnits(track, type).trainingLoss(twoRows(type))).isEqualTo(2.5, rounding);
  }

  // dz2 = [1 −2]ᵀ   dW2 = [0.5·1 + 2.5·(−2)   2.5·1]ᵀ   db2 = −1
  // da1 = [ 1  2]   dout = [ 1 2]   dβ = [−1 2]   dγ = [−0.5 − 1   0.5·2]
  //       [−2 −4]          [−2 0]
  // dz1 = γ/4·(dout − dβ/2 − x̂·dγ/2)
  //     = [2/4·( 1 + 0.5 − 0.375)   4/4·(2 − 1 − 0.25)] = [ 0.5625  0.75]
  //       [2/4·(−2 + 0.5 + 0.375)   4/4·(  − 1 + 0.25)]   [−0.5625 −0.75]
  // dW1 = [2·0.5625 − 6·0.5625   2·0.75 − 6·0.75]
  private static void backward(Track track, DataType type) {
    Parameters g = twoUnits(track, type).gradients(twoRows(type));
    Offset<Double> rounding = rounding(type);
    assertNear(g, "W2", rounding, -4.5, 2.5);
    assertNear(g, "b2", rounding, -1);
    assertNear(g, "gamma1", rounding, -1.5, 1);
    assertNear(g, "beta1", rounding, -1, 2);
    assertNear(g, "W1", rounding, -2.25, -3);
    Trace trace = twoUnits(track, type).trace(twoRows(type));
    assertNear(trace, "dbn1.out", rounding, 1, 2, -2, 0);
    assertNear(trace, "dz1", rounding, 0.5625, 0.75, -0.5625, -0.75);
  }

  // mean 0.75·0 + 0.25·[4 −4],   variance 0.75·1 + 0.25·[4 4], which is the biased one
  private static void running(Track track, DataType type) {
    Mlp mlp = twoUnits(track, type);
    mlp.step(twoRows(type));
    Parameters model = mlp.state().model(NETWORK);
    assertNear(model, "bn1.running.mean", rounding(type), 1, -1);
    assertNear(model, "bn1.running.var", rounding(type), 1.75, 1.75);
  }

  // A new network has mean 0 and variance 1: with x = 0, out = β = a1, ŷ = 1.5 + 2·0.5
  //
  // With mean [1 −1] and variance [4 52], whose √(σ² + 12) is [4 8]:
  // x =  3:  z1 = [ 3 −3]   x̂ = [ 0.5 −0.25]   out = [2.5 −0.5]   ŷ = 2.5
  // x = −1:  z1 = [−1  1]   x̂ = [−0.5  0.25]   out = [0.5  1.5]   ŷ = 0.5 + 2·1.5
  // y = [1.5 3.5]ᵀ: L = (1² + 0²)/2
  private static void evaluation(Track track, DataType type) {
    Mlp mlp = twoUnits(track, type);
    Offset<Double> rounding = rounding(type);
    assertThat(mlp.predict(matrix(type, 1, 0)).get(0, 0)).isEqualTo(2.5, rounding);
    mlp.restore(withStatistics(mlp.state(), values(1, -1), values(4, 52)));
    assertThat(mlp.predict(matrix(type, 2, 3, -1)).toDoubles())
        .as("outputs in evaluation")
        .containsExactly(values(2.5, 3.5), rounding);
    assertThat(mlp.loss(batch(type, 2, values(3, -1), values(1.5, 3.5)))).isEqualTo(0.5, rounding);
  }

  private static TrainingState withStatistics(TrainingState state, double[] mean, double[] var) {
    return new TrainingState(
        state.steps(),
        state.tensors().stream()
            .map(tensor -> switch (tensor.name()) {
              case "bn1.running.mean" -> Tensor.of(tensor.name(), mean, mean.length);
              case "bn1.running.var" -> Tensor.of(tensor.name(), var, var.length);
              default -> tensor;
            })
            .toList());
  }

  // μ = z, σ² = 0, x̂ = 0, out = β = [1.5 0.5], ŷ = 2.5; with y = 2: dz2 = 1,
  // dβ = da1 = [1 2], dγ = 0, dz1 = γ/√12·(dout − dβ) = 0
  private static void oneRow(Track track, DataType type) {
    Mlp mlp = twoUnits(track, type);
    Batch row = batch(type, 1, values(3), values(2));
    Offset<Double> rounding = rounding(type);
    assertThat(mlp.trainingLoss(row)).isEqualTo(0.25, rounding);
    Parameters g = mlp.gradients(row);
    assertNear(g, "gamma1", rounding, 0, 0);
    assertNear(g, "beta1", rounding, 1, 2);
    assertNear(g, "W1", rounding, 0, 0);
    mlp.step(row);
    assertNear(mlp.state().model(NETWORK), "bn1.running.mean", rounding, 0.75, -0.75);
    assertNear(mlp.state().model(NETWORK), "bn1.running.var", rounding, 0.75, 0.75);
  }

  // Three rows of 1/3, whose mean rounds: x̂ is 0 up to that over √12, and so is what follows.
  private static void constant(Track track, DataType type) {
    double third = type.round(1.0 / 3);
    Batch rows = batch(type, 3, values(third, third, third), values(2, 2, 2));
    Mlp mlp = twoUnits(track, type);
    Trace trace = mlp.trace(rows);
    Offset<Double> rounding = rounding(type);
    assertNear(trace, "bn1.var", rounding, 0, 0);
    assertNear(trace, "bn1.xhat", rounding, 0, 0, 0, 0, 0, 0);
    assertNear(trace, "loss", rounding, 0.25);
    assertNear(trace, "dW1", rounding, 0, 0);
    assertNear(trace, "dgamma1", rounding, 0, 0);
    assertNear(trace, "dbeta1", rounding, 1, 2);
  }

  // z1 = [1000 −1000]   μ = 0   σ² = 10⁶   √(10⁶ + 12) = 1000.006   x̂ = ±0.999994…
  //      [−1000 1000]
  // out = [ 2·x̂ + 1.5   −4·x̂ + 0.5]: ŷ = [2·x̂ + 1.5             ] = [3.499988…]
  //       [−2·x̂ + 1.5    4·x̂ + 0.5]      [0 + 2·(4·x̂ + 0.5)     ]   [8.999952…]
  private static void extreme(Track track, DataType type) {
    Mlp mlp = twoUnits(track, type);
    Trace trace = mlp.trace(batch(type, 2, values(1000, -1000), values(0, 0)));
    double xhat = 0.99999400005399946;
    Offset<Double> rounding = within(32 * type.unitRoundoff());
    assertNear(trace, "bn1.mean", rounding, 0, 0);
    assertNear(trace, "bn1.var", within(0.0), 1e6, 1e6);
    assertNear(trace, "bn1.xhat", rounding, xhat, -xhat, -xhat, xhat);
    assertNear(trace, "a2", rounding, 2 * xhat + 1.5, 8 * xhat + 1);
    for (Tensor record : trace.records()) {
      assertThat(record.values()).as(record.name()).satisfies(all -> {
        for (double value : all) {
          assertThat(value).isFinite();
        }
      });
    }
  }

  // x = 10⁸ ± 2 or, in float, 10⁴ ± 2: z − μ = ±2 is exact, and σ² = 4, although the squares of z
  // have no digit left for it.
  private static void far(Track track, DataType type) {
    double mean = type == DataType.FLOAT64 ? 1e8 : 1e4;
    Trace trace =
        twoUnits(track, type).trace(batch(type, 2, values(mean - 2, mean + 2), values(4.5, 4.5)));
    assertNear(trace, "bn1.var", rounding(type), 4, 4);
    assertNear(trace, "bn1.xhat", rounding(type), -0.5, 0.5, 0.5, -0.5);
  }
}
