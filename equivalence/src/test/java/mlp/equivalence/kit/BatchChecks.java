package mlp.equivalence.kit;

import static mlp.equivalence.kit.Check.withEachOptimizer;
import static mlp.equivalence.kit.Identical.assertIdentical;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Track;

/** Which batches are taken, and that a batch counts by its mean (R2). */
final class BatchChecks {
  private BatchChecks() {}

  static List<Check> all() {
    return List.of(
        withEachOptimizer("Bad batches are refused and change nothing", BatchChecks::badBatches),
        withEachOptimizer("A short batch is a mean of its own", BatchChecks::shortBatch),
        withEachOptimizer("R2 repeated rows change no mean", BatchChecks::repeatedRows),
        withEachOptimizer("A row is the same among many", BatchChecks::manyRows));
  }

  private static void badBatches(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Mlp spared = setting.create(track);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    Batch good = setting.batch(1);
    DataType other = setting.dataType() == DataType.FLOAT32 ? DataType.FLOAT64 : DataType.FLOAT32;
    Matrix narrow = Matrix.of(8, 4, new double[32]).as(setting.dataType());
    Matrix wide = Matrix.of(8, 4, new double[32]).as(setting.dataType());
    for (Batch bad : List.of(
        new Batch(narrow, good.targets()), new Batch(good.inputs(), wide), good.as(other))) {
      assertThatThrownBy(() -> mlp.step(bad)).as("step").isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.trace(bad)).as("trace").isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.loss(bad)).as("loss").isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.trainingLoss(bad))
          .as("trainingLoss")
          .isInstanceOf(InvalidInput.class);
      assertThatThrownBy(() -> mlp.gradients(bad)).as("gradients").isInstanceOf(InvalidInput.class);
    }
    for (Matrix bad : List.of(narrow, good.inputs().as(other), notANumber(setting))) {
      assertThatThrownBy(() -> mlp.predict(bad)).as("predict").isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> new Batch(notANumber(setting), good.targets()))
        .as("a batch with NaN")
        .isInstanceOf(InvalidInput.class);
    assertThat(mlp.steps()).as("steps").isEqualTo(2);
    setting.train(mlp, 2);
    setting.train(spared, 2);
    assertIdentical(spared.parameters(), mlp.parameters(), "the parameters after bad batches");
  }

  private static void shortBatch(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    mlp.gradients(setting.batch(0));
    Batch whole = setting.batch(3);
    Parameters ofWhole = mlp.gradients(whole);
    double weightedLoss = 0;
    double[] sum = new double[ofWhole.get("W2").values().length];
    for (int row = 0; row < whole.rows(); row++) {
      Batch single = whole.rows(new int[] {row}, 0, 1);
      weightedLoss += mlp.loss(single) / whole.rows();
      double[] ofRow = mlp.gradients(single).get("W2").values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += ofRow[i] / whole.rows();
      }
    }
    double rounding = 64 * setting.dataType().unitRoundoff();
    assertThat(mlp.loss(whole)).isEqualTo(weightedLoss, within(rounding * weightedLoss));
    assertThat(ofWhole.get("W2").values())
        .as("the mean of the rows' gradients")
        .containsExactly(sum, within(rounding));
  }

  private static void repeatedRows(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Batch once = setting.batch(1);
    Batch twice = once.rows(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7}, 0, 16);
    double rounding = 64 * setting.dataType().unitRoundoff();
    assertThat(mlp.loss(twice)).isEqualTo(mlp.loss(once), within(rounding * mlp.loss(once)));
    Parameters expected = mlp.gradients(once);
    for (Tensor gradient : mlp.gradients(twice).tensors()) {
      assertThat(gradient.values())
          .as("d" + gradient.name())
          .containsExactly(expected.get(gradient.name()).values(), within(rounding));
    }
  }

  private static void manyRows(Track track, Setting setting) {
    Mlp mlp = setting.create(track);
    Batch few = setting.batch(1);
    int[] order = IntStream.range(0, 300).map(i -> i * 3 % few.rows()).toArray();
    Batch many = few.rows(order, 0, order.length);
    Matrix expected = mlp.predict(few.inputs()).rows(order, 0, order.length);
    double rounding = 64 * setting.dataType().unitRoundoff();
    assertThat(mlp.predict(many.inputs()).toDoubles())
        .as("predictions")
        .containsExactly(expected.toDoubles(), within(rounding));
  }

  private static Matrix notANumber(Setting setting) {
    double[] values = setting.batch(1).inputs().toDoubles();
    values[7] = Double.NaN;
    return Matrix.of(8, 5, values).as(setting.dataType());
  }
}
