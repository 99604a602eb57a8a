package mlp.equivalence.kit;

import static mlp.equivalence.kit.Small.assertNear;
import static mlp.equivalence.kit.Small.batch;
import static mlp.equivalence.kit.Small.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Parameters;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import org.assertj.core.data.Offset;

/** Dropout (R9) with p = 0.75, which keeps a quarter and multiplies it by 4. */
final class DropoutChecks {
  private DropoutChecks() {}

  static List<Check> all() {
    return List.of(
        Check.inBothTypes("R9 masks are Philox's", DropoutChecks::masks),
        Check.inBothTypes("R9 forward and backward by hand", DropoutChecks::hidden),
        Check.inBothTypes("R9 dropout of the inputs by hand", DropoutChecks::inputs),
        Check.inBothTypes("R9 evaluation drops nothing", DropoutChecks::evaluation),
        Check.inBothTypes("R9 the mask is the next step's", DropoutChecks::looks));
  }

  // u = (numpy.random.Philox(key=[20, 3], counter=[0, layer, step, 0]).random_raw(12) >> 11)·2⁻⁵³
  // 4·(u >= 0.75), row by row
  private static final double[] MASK_OF_LAYER_1_IN_STEP_0 = {4, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final double[] MASK_OF_LAYER_1_IN_STEP_1 = {4, 4, 0, 0, 0, 4, 0, 0, 4, 0, 0, 0};
  private static final double[] MASK_OF_INPUTS_IN_STEP_0 = {4, 0, 0, 0, 0, 0, 0, 4, 4, 0, 0, 0};
  private static final double[] MASK_OF_INPUTS_IN_STEP_1 = {0, 0, 0, 0, 0, 4, 0, 0, 0, 4, 4, 0};

  private static final Training TRAINING = Small.sgd(0.5).toBuilder().seed(20).build();

  // W1 = [1 2 4], b1 = 0, dropped; W2 = [1 1 1]ᵀ, b2 = 0: ŷ = 7x when nothing is dropped
  private static Mlp hiddenDropout(Track track, DataType type, Training training) {
    Network network = Network.withInputs(1)
        .layer(new Layer(3, Activation.IDENTITY, new Normalization.None(), 0.75))
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    return Small.create(
        track,
        network,
        training,
        type,
        values(1, 2, 4),
        values(0, 0, 0),
        values(1, 1, 1),
        values(0));
  }

  // W1 = [1 2 4]ᵀ, b1 = 0: ŷ = x₁ + 2x₂ + 4x₃ when nothing is dropped
  private static Mlp inputDropout(Track track, DataType type) {
    Network network = Network.withInputs(3)
        .inputDropout(0.75)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    return Small.create(track, network, TRAINING, type, values(1, 2, 4), values(0));
  }

  private static Batch fourRows(DataType type) {
    return batch(type, 4, values(1, 1, 1, 1), values(0, 4, 0, 0));
  }

  private static Batch fourRowsOfThree(DataType type) {
    return batch(type, 4, values(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), values(4, 0, 0, 0));
  }

  private static void masks(Track track, DataType type) {
    Mlp hidden = hiddenDropout(track, type, TRAINING);
    Offset<Double> exactly = within(0.0);
    assertNear(hidden.trace(fourRows(type)), "drop1.mask", exactly, MASK_OF_LAYER_1_IN_STEP_0);
    assertNear(hidden.trace(fourRows(type)), "drop1.mask", exactly, MASK_OF_LAYER_1_IN_STEP_1);
    Mlp inputs = inputDropout(track, type);
    assertNear(
        inputs.trace(fourRowsOfThree(type)), "drop0.mask", exactly, MASK_OF_INPUTS_IN_STEP_0);
    assertNear(
        inputs.trace(fourRowsOfThree(type)), "drop0.mask", exactly, MASK_OF_INPUTS_IN_STEP_1);
  }

  // a1 = [1 2 4] in every row; the mask leaves the first unit of rows 1 and 2, times 4
  // ŷ = [4 4 0 0]ᵀ, y = [0 4 0 0]ᵀ: L = 16/4, dz2 = 2(ŷ − y)/4 = [2 0 0 0]ᵀ
  // dW2 = [2·4 0 0]ᵀ, db2 = 2, ddrop1 = [2 2 2] in row 1, da1 = [8 0 0], dW1 = db1 = [8 0 0]
  private static void hidden(Track track, DataType type) {
    Trace trace = hiddenDropout(track, type, TRAINING).trace(fourRows(type));
    Offset<Double> exactly = within(0.0);
    assertNear(trace, "a1", exactly, 1, 2, 4, 1, 2, 4, 1, 2, 4, 1, 2, 4);
    assertNear(trace, "drop1.out", exactly, 4, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0);
    assertNear(trace, "loss", exactly, 4);
    assertNear(trace, "ddrop1.out", exactly, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertNear(trace, "da1", exactly, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertNear(trace, "dW2", exactly, 8, 0, 0);
    assertNear(trace, "dW1", exactly, 8, 0, 0);
    assertNear(trace, "db1", exactly, 8, 0, 0);
  }

  // The mask leaves x₁ of row 1, and x₂ and x₃ of row 3, times 4: ŷ = [4·1 0 4·(2 + 4) 0]ᵀ
  // y = [4 0 0 0]ᵀ: L = 24²/4, dz1 = 2·24/4 = 12 in row 3, dW1 = [0 12·4 12·4]ᵀ, db1 = 12
  private static void inputs(Track track, DataType type) {
    Trace trace = inputDropout(track, type).trace(fourRowsOfThree(type));
    Offset<Double> exactly = within(0.0);
    assertNear(trace, "drop0.out", exactly, 4, 0, 0, 0, 0, 0, 0, 4, 4, 0, 0, 0);
    assertNear(trace, "z1", exactly, 4, 0, 24, 0);
    assertNear(trace, "loss", exactly, 144);
    assertNear(trace, "dW1", exactly, 0, 48, 48);
    assertNear(trace, "db1", exactly, 12);
  }

  private static void evaluation(Track track, DataType type) {
    Batch hidden = fourRows(type);
    Mlp mlp = hiddenDropout(track, type, TRAINING);
    assertThat(mlp.predict(hidden.inputs()).toDoubles()).containsExactly(7, 7, 7, 7);
    // (7² + 3² + 7² + 7²)/4
    assertThat(mlp.loss(hidden)).isEqualTo(39);
    Batch inputs = fourRowsOfThree(type);
    assertThat(inputDropout(track, type).predict(inputs.inputs()).toDoubles())
        .containsExactly(7, 7, 7, 7);
    // (3² + 3·7²)/4
    assertThat(inputDropout(track, type).loss(inputs)).isEqualTo(39);
  }

  // In step 0, as above. With the rate 2⁻⁶⁰ nothing changes but the step. In step 1 the mask leaves
  // 1 + 2 of row 1, 4 of row 2, 4 of row 3, times 4:
  // ŷ = [12 16 16 0]ᵀ, L = (12² + 12² + 16²)/4
  private static void looks(Track track, DataType type) {
    Training still = TRAINING.toBuilder().learningRate(0x1p-60).build();
    Mlp mlp = hiddenDropout(track, type, still);
    Batch batch = fourRows(type);
    assertThat(mlp.trainingLoss(batch)).isEqualTo(4);
    Parameters gradients = mlp.gradients(batch);
    assertNear(gradients, "W2", within(0.0), 8, 0, 0);
    assertThat(mlp.step(batch)).isEqualTo(4);
    assertThat(mlp.trainingLoss(batch)).isEqualTo(136);
    assertThat(mlp.step(batch)).isEqualTo(136);
  }
}
