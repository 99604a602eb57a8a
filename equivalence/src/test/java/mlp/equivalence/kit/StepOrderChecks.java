package mlp.equivalence.kit;

import static mlp.equivalence.kit.Small.ONE_WEIGHT;
import static mlp.equivalence.kit.Small.assertNear;
import static mlp.equivalence.kit.Small.batch;
import static mlp.equivalence.kit.Small.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import org.assertj.core.data.Offset;

/** Clipping (R13), L2 and decoupled decay (R10), max-norm (R15), and what comes first. */
final class StepOrderChecks {
  private StepOrderChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes(
            "R13 clipping by the norm of all gradients by hand", StepOrderChecks::norm),
        Check.inBothTypes("R13 a norm below the maximum stays", StepOrderChecks::normBelow),
        Check.inBothTypes("R13 clipping by value by hand", StepOrderChecks::value),
        Check.inBothTypes("R10 L2 by hand", StepOrderChecks::l2),
        Check.inBothTypes("R10 decoupled decay by hand", StepOrderChecks::decoupled),
        Check.inBothTypes("R10 clipping comes before L2", StepOrderChecks::clippingThenL2),
        Check.inBothTypes("R10 only weights are decayed", StepOrderChecks::weightsOnly),
        Check.inBothTypes("R10 L2 is in no loss and no gradient told", StepOrderChecks::told),
        Check.inBothTypes("R15 max-norm by hand", StepOrderChecks::maxNorm),
        Check.inBothTypes("R15 max-norm comes last", StepOrderChecks::maxNormLast));
  }

  private static Offset<Double> rounding(DataType type) {
    return within(16 * type.unitRoundoff());
  }

  // ŷ = 0.75·4 + 1 = 4, y = 0: db = 2·4 = 8, dW = 0.75·8 = 6, ‖g‖ = 10
  private static Mlp normOfTen(Track track, DataType type, Training training) {
    return Small.create(track, ONE_WEIGHT, training, type, values(4), values(1));
  }

  private static Batch threeQuarters(DataType type) {
    return batch(type, 1, values(0.75), values(0));
  }

  // One layer: g·5/10 = (3, 4), and with η = 0.5: W = 4 − 1.5, b = 1 − 2
  //
  // Two layers, x = 1, W1 = 1, b1 = 1, W2 = 1, b2 = 0, y = 0: ŷ = 2, dz2 = 4 = dz1, and the
  // gradients of W1, b1, W2, b2 are 4, 4, 2·4 and 4: ‖g‖ = √(16 + 16 + 64 + 16) = √112; with half
  // of
  // that as the maximum they are halved, whatever the norm of a layer
  private static void norm(Track track, DataType type) {
    Training training =
        Small.sgd(0.5).toBuilder().clipping(new Clipping.GlobalNorm(5)).build();
    Trace trace = normOfTen(track, type, training).trace(threeQuarters(type));
    Offset<Double> rounding = rounding(type);
    assertNear(trace, "dW1", rounding, 6);
    assertNear(trace, "db1", rounding, 8);
    assertNear(trace, "clip.norm", rounding, 10);
    assertNear(trace, "W1.after", rounding, 2.5);
    assertNear(trace, "b1.after", rounding, -1);
    Network two = Network.withInputs(1)
        .layer(1, Activation.IDENTITY)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    double norm = 10.583005244258363;
    Training half =
        training.toBuilder().clipping(new Clipping.GlobalNorm(norm / 2)).build();
    Trace ofTwo = Small.create(track, two, half, type, values(1), values(1), values(1), values(0))
        .trace(batch(type, 1, values(1), values(0)));
    assertNear(ofTwo, "clip.norm", rounding, norm);
    assertNear(ofTwo, "W1.after", rounding, 0);
    assertNear(ofTwo, "b1.after", rounding, 0);
    assertNear(ofTwo, "W2.after", rounding, -1);
    assertNear(ofTwo, "b2.after", rounding, -1);
  }

  // W = 4 − 0.5·6, b = 1 − 0.5·8
  private static void normBelow(Track track, DataType type) {
    Training training =
        Small.sgd(0.5).toBuilder().clipping(new Clipping.GlobalNorm(16)).build();
    Trace trace = normOfTen(track, type, training).trace(threeQuarters(type));
    assertNear(trace, "clip.norm", rounding(type), 10);
    assertNear(trace, "W1.after", rounding(type), 1);
    assertNear(trace, "b1.after", rounding(type), -3);
  }

  // (6, 8) → (6, 7); from −y: (−6, −8) → (−6, −7). The gradients are told as they were.
  private static void value(Track track, DataType type) {
    Training training =
        Small.sgd(0.5).toBuilder().clipping(new Clipping.Value(7)).build();
    Trace trace = normOfTen(track, type, training).trace(threeQuarters(type));
    assertNear(trace, "db1", rounding(type), 8);
    assertNear(trace, "W1.after", rounding(type), 1);
    assertNear(trace, "b1.after", rounding(type), -2.5);
    Trace below = normOfTen(track, type, training).trace(batch(type, 1, values(0.75), values(8)));
    assertNear(below, "W1.after", rounding(type), 7);
    assertNear(below, "b1.after", rounding(type), 4.5);
  }

  // W = 1, b = 1, x = 1, y = 0: both gradients are 4. Momentum with μ = 0.5 and η = 0.25, λ = 0.5:
  // v = −0.25·(4 + 0.5·1) = −1.125, W = −0.125;   b: v = −1, b = 0
  // g = 2·(−0.125) = −0.25; v = −0.5625 − 0.25·(−0.25 − 0.5·0.125) = −0.484375, W = −0.609375
  // b: v = −0.5 + 0.0625 = −0.4375
  private static void l2(Track track, DataType type) {
    Mlp mlp = both(track, type, momentum().l2(0.5).build());
    assertTwoSteps(mlp, values(-0.125, 0), values(-0.609375, -0.4375));
  }

  // v = −0.25·4 = −1, W = 1 − 1 − 0.25·0.5·1 = −0.125, with the old W;   b: v = −1, b = 0
  // g = −0.25; v = −0.5 + 0.0625 = −0.4375, W = −0.125 − 0.4375 + 0.125·0.125 = −0.546875
  private static void decoupled(Track track, DataType type) {
    Mlp mlp = both(track, type, momentum().weightDecay(0.5).build());
    assertTwoSteps(mlp, values(-0.125, 0), values(-0.546875, -0.4375));
  }

  private static Training.Builder momentum() {
    return Small.training(new Optimizer.Momentum(0.5), 0.25).toBuilder();
  }

  private static Mlp both(Track track, DataType type, Training training) {
    return Small.create(track, ONE_WEIGHT, training, type, values(1), values(1));
  }

  private static Batch one(DataType type) {
    return batch(type, 1, values(1), values(0));
  }

  private static void assertTwoSteps(Mlp mlp, double[]... weightAndBias) {
    for (double[] expected : weightAndBias) {
      mlp.step(one(mlp.dataType()));
      assertNear(mlp.parameters(), "W1", rounding(mlp.dataType()), expected[0]);
      assertNear(mlp.parameters(), "b1", rounding(mlp.dataType()), expected[1]);
    }
  }

  // Both gradients are 4, clipped to 1; then 1 + 0.5·1 = 1.5 for W, with η = 0.25:
  // W = 1 − 0.375, b = 0.75. (L2 first would give 4.5, clipped to 1: W = 0.75.)
  //
  // By norm: ‖(4, 4)‖ = √32, the half of which is the maximum: (2, 2), W: 2 + 0.5
  private static void clippingThenL2(Track track, DataType type) {
    Training.Builder builder = Small.sgd(0.25).toBuilder().l2(0.5);
    Mlp byValue = both(track, type, builder.clipping(new Clipping.Value(1)).build());
    byValue.step(one(type));
    assertNear(byValue.parameters(), "W1", rounding(type), 0.625);
    assertNear(byValue.parameters(), "b1", rounding(type), 0.75);
    double norm = 5.656854249492381;
    Mlp byNorm =
        both(track, type, builder.clipping(new Clipping.GlobalNorm(norm / 2)).build());
    Trace trace = byNorm.trace(one(type));
    assertNear(trace, "clip.norm", rounding(type), norm);
    assertNear(trace, "W1.after", rounding(type), 0.375);
    assertNear(trace, "b1.after", rounding(type), 0.5);
  }

  // A batch whose ŷ is y has no gradients: what changes is decayed. W1 = 2, γ = 2, β = 3, W2 = 2,
  // b2 = 1; z1 = ±2, out = 3 ± 2·x̂, y what the network gives; η = 0.5, λ = 0.5: W − 0.25·W
  private static void weightsOnly(Track track, DataType type) {
    Network network = Network.withInputs(1)
        .layer(Small.normalized(1, Activation.IDENTITY, 0.5, 12))
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    // σ² = 4, √(4 + 12) = 4, x̂ = ±0.5, out = 3 ± 1, ŷ = 2·out + 1
    Batch met = batch(type, 2, values(1, -1), values(9, 5));
    for (Training training : List.of(
        Small.sgd(0.5).toBuilder().l2(0.5).build(),
        Small.sgd(0.5).toBuilder().weightDecay(0.5).build(),
        Small.training(new Optimizer.Adamw(0.5, 0.5, 1, 0.5), 0.5))) {
      Trace trace = Small.create(
              track, network, training, type, values(2), values(2), values(3), values(2), values(1))
          .trace(met);
      Offset<Double> rounding = rounding(type);
      assertNear(trace, "loss", rounding, 0);
      assertNear(trace, "W1.after", rounding, 1.5);
      assertNear(trace, "gamma1.after", rounding, 2);
      assertNear(trace, "beta1.after", rounding, 3);
      assertNear(trace, "W2.after", rounding, 1.5);
      assertNear(trace, "b2.after", rounding, 1);
    }
  }

  // ŷ = 2, L = 4, both gradients 4
  private static void told(Track track, DataType type) {
    Mlp mlp = both(track, type, Small.sgd(0.25).toBuilder().l2(0.5).build());
    assertThat(mlp.loss(one(type))).isEqualTo(4);
    assertThat(mlp.trainingLoss(one(type))).isEqualTo(4);
    assertNear(mlp.gradients(one(type)), "W1", within(0.0), 4);
    assertThat(mlp.step(one(type))).isEqualTo(4);
  }

  // Again no gradients: x = [1 1], a1 = [7 1], ŷ = 3·7 + 4·1 + 7 = 32
  // W1 = [3 0.5]: the columns have the norms 5 and 0.7; c = 2.5 halves the first alone.
  //      [4 0.5]
  // W2 = [3 4]ᵀ has the norm 5. Biases stay.
  private static void maxNorm(Track track, DataType type) {
    Network network = Network.withInputs(2)
        .layer(2, Activation.IDENTITY)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    Training training = Small.sgd(0.5).toBuilder().maxNorm(2.5).build();
    Trace trace = Small.create(
            track,
            network,
            training,
            type,
            values(3, 0.5, 4, 0.5),
            values(0, 0),
            values(3, 4),
            values(7))
        .trace(batch(type, 1, values(1, 1), values(32)));
    Offset<Double> rounding = rounding(type);
    assertNear(trace, "loss", rounding, 0);
    assertNear(trace, "W1.after", rounding, 1.5, 0.5, 2, 0.5);
    assertNear(trace, "b1.after", rounding, 0, 0);
    assertNear(trace, "W2.after", rounding, 1.5, 2);
    assertNear(trace, "b2.after", rounding, 7);
  }

  // W = 1, b = 1: both gradients are 4, decay 0.5·0.5·1: W = 1 − 2 − 0.25 = −1.25, limited to −1,
  // b = −1; L = 4: W is not limited before its gradient is taken.
  private static void maxNormLast(Track track, DataType type) {
    Training training = Small.sgd(0.5).toBuilder().weightDecay(0.5).maxNorm(1).build();
    Trace trace =
        Small.create(track, ONE_WEIGHT, training, type, values(1), values(1)).trace(one(type));
    assertNear(trace, "loss", within(0.0), 4);
    assertNear(trace, "W1.after", rounding(type), -1);
    assertNear(trace, "b1.after", rounding(type), -1);
  }
}
