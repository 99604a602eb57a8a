package mlp.equivalence.kit;

import static mlp.equivalence.kit.Small.ONE_WEIGHT;
import static mlp.equivalence.kit.Small.assertNear;
import static mlp.equivalence.kit.Small.batch;
import static mlp.equivalence.kit.Small.values;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.DataType;
import mlp.api.Mlp;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Track;
import org.assertj.core.data.Offset;

/**
 * RMSProp, AdaGrad and AdamW (R11) on one weight, W = 1, and one bias, b = 0, with x = 1 and y = 0:
 * both gradients are g = 2(W + b).
 */
final class AdaptiveOptimizerChecks {
  private AdaptiveOptimizerChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes("R11 RMSProp by hand", AdaptiveOptimizerChecks::rmsprop),
        Check.inBothTypes("R11 AdaGrad by hand", AdaptiveOptimizerChecks::adagrad),
        Check.inBothTypes("R11 AdamW by hand", AdaptiveOptimizerChecks::adamw));
  }

  // ρ = 0.75, ε = 1, η = 1
  // g =  2:  s = 0.25·4 = 1             Δ = 2/(1 + 1) = 1         W = 0   b = −1
  // g = −2:  s = 0.75 + 0.25·4 = 1.75   Δ = −2/(√1.75 + 1) = −0.861001…
  private static void rmsprop(Track track, DataType type) {
    double second = 0.8610017480861207;
    assertSteps(
        track,
        type,
        new Optimizer.Rmsprop(0.75, 1),
        1,
        "meanSquare",
        values(1, 1.75),
        values(0, -1),
        values(second, -1 + second));
  }

  // ε = 2, η = 2
  // g =  2:  h = 4   Δ = 2·2/(2 + 2) = 1              W = 0   b = −1
  // g = −2:  h = 8   Δ = −2·2/(√8 + 2) = −0.828427…
  private static void adagrad(Track track, DataType type) {
    double second = 0.8284271247461902;
    assertSteps(
        track,
        type,
        new Optimizer.Adagrad(2),
        2,
        "squareSum",
        values(4, 8),
        values(0, -1),
        values(second, -1 + second));
  }

  // β₁ = 0.5, β₂ = 0.75, ε = 2, η = 1, λ = 0.25; t from 1
  // g =  2:    m = 1  v = 1  m̂ = 2  v̂ = 4  Δ = 2/(2 + 2) = 0.5   W = 1 − 0.5 − 0.25   b = −0.5
  // g = −0.5:  m = 0.25  v = 0.8125  m̂ = 1/3  v̂ = 13/7  Δ = (1/3)/(√(13/7) + 2) = 0.099124…
  //            W = 0.25 − Δ − 0.25·0.25
  private static void adamw(Track track, DataType type) {
    double second = 0.0991246219073454;
    assertSteps(
        track,
        type,
        new Optimizer.Adamw(0.5, 0.75, 2, 0.25),
        1,
        "v",
        values(1, 0.8125),
        values(0.25, -0.5),
        values(0.1875 - second, -0.5 - second));
  }

  private static void assertSteps(
      Track track,
      DataType type,
      Optimizer optimizer,
      double rate,
      String state,
      double[] ofWeight,
      double[]... weightAndBias) {
    Mlp mlp = Small.create(
        track, ONE_WEIGHT, Small.training(optimizer, rate), type, values(1), values(0));
    Offset<Double> rounding = within(8 * type.unitRoundoff());
    for (int step = 0; step < weightAndBias.length; step++) {
      Trace trace = mlp.trace(batch(type, 1, values(1), values(0)));
      assertNear(trace, "opt." + state + ".W1", rounding, ofWeight[step]);
      assertNear(trace, "W1.after", rounding, weightAndBias[step][0]);
      assertNear(trace, "b1.after", rounding, weightAndBias[step][1]);
    }
  }
}
