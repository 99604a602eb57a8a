package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.formats.NpyArray;
import mlp.formats.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzDataTest {
  private static final DataOptions RAW = DataOptions.defaults().withScaling(Scaling.NONE);
  private static final double[] FOUR_ROWS = {1, 2, 3, 4, 5, 6, 7, 8};

  @TempDir
  private Path folder;

  @Test
  void labelsBecomeClassesSortedByNumber() {
    DataSet set = load(
        RAW.withTestFraction(0.5),
        array("x", FOUR_ROWS, 4, 2),
        array("y", new double[] {10, 9, 9, 10}, 4));

    assertThat(set.classes()).containsExactly("9", "10");
    assertThat(set.training().rows()).isEqualTo(2);
    for (Batch part : List.of(set.training(), set.test())) {
      for (int i = 0; i < 2; i++) {
        double first = part.inputs().get(i, 0);
        assertThat(part.inputs().get(i, 1)).isEqualTo(first + 1);
        assertThat(part.targets().argMax(i)).isEqualTo(first == 1 || first == 7 ? 1 : 0);
      }
    }
  }

  @Test
  void oneHotRowsAreClassesAndSplitByClass() {
    DataSet set = load(
        RAW.withTestFraction(0.5),
        array("x", FOUR_ROWS, 4, 2),
        array("y", new double[] {1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1}, 4, 3));

    assertThat(set.classes()).containsExactly("0", "1", "2");
    assertThat(set.training().targets().float64()).containsExactly(1, 0, 0, 0, 0, 1);
    assertThat(set.test().targets().float64()).containsExactly(1, 0, 0, 0, 0, 1);
  }

  @Test
  void otherTablesAreRealTargets() {
    DataSet set = load(
        RAW.withTestFraction(0.25),
        array("x", FOUR_ROWS, 4, 2),
        array("y", new double[] {0.5, 1, 0, 1}, 4, 1));

    assertThat(set.classes()).isEmpty();
    assertThat(set.training().targets().columns()).isEqualTo(1);
    assertThat(set.test().rows()).isEqualTo(1);
  }

  @Test
  void aTestPartOfItsOwnIsUsedAndScaledByTheTrainingPart() {
    DataSet set = load(
        DataOptions.defaults(),
        array("x", new double[] {1, 3, 1, 3}, 4, 1),
        array("y", new double[] {0, 1, 0, 1}, 4),
        array("x_test", new double[] {5}, 1, 1),
        array("y_test", new double[] {1}, 1));

    assertThat(set.training().inputs().float64()).containsExactly(-1, 1, -1, 1);
    assertThat(set.test().inputs().float64()).containsExactly(3);
    assertThat(set.test().targets().float64()).containsExactly(0, 1);
  }

  @Test
  void faultsAreNamed() {
    Array x = array("x", FOUR_ROWS, 4, 2);
    Array y = array("y", new double[] {0, 1, 0, 1}, 4);

    refused("got the arrays [y], expected one of the name x", y);
    refused("got the arrays [x], expected one of the name y", x);
    refused("array x: got the shape [8], expected [rows, features]", array("x", FOUR_ROWS, 8), y);
    refused("array x: got the shape [0, 2]", array("x", new double[0], 0, 2), y);
    refused(
        "array y: got the shape [3], expected [4] or [4, outputs]",
        x,
        array("y", new double[3], 3));
    refused("array y: got the shape []", x, array("y", new double[1]));
    refused(
        "array x, row 1, column 0 (from 0): got NaN, expected a finite number",
        array("x", new double[] {1, 2, Double.NaN, 4, 5, 6, 7, 8}, 4, 2),
        y);
    refused(
        "array y: got the label 0.5, expected whole numbers; real targets need",
        x,
        array("y", new double[] {0, 1, 0.5, 1}, 4));
    refused("array y: got one class only", x, array("y", new double[4], 4));
    refused(
        "array y: got one class only", x, array("y", new double[] {1, 0, 1, 0, 1, 0, 1, 0}, 4, 2));
  }

  @Test
  void faultsOfTheTestPartAreNamed() {
    Array x = array("x", FOUR_ROWS, 4, 2);
    Array y = array("y", new double[] {0, 1, 0, 1}, 4);
    Array oneHot = array("y", new double[] {0, 1, 1, 0, 0, 1, 1, 0}, 4, 2);
    Array xTest = array("x_test", new double[] {1, 2}, 1, 2);

    refused("expected one of the name y_test", x, y, xTest);
    refused("expected one of the name x_test", x, y, array("y_test", new double[] {1}, 1));
    refused(
        "array x_test: got 1 columns, expected 2, as x has",
        x,
        y,
        array("x_test", new double[] {1}, 1, 1),
        array("y_test", new double[] {1}, 1));
    refused(
        "array y_test, row 0 (from 0): got the label 2, expected one of y's: 0, 1",
        x,
        y,
        xTest,
        array("y_test", new double[] {2}, 1));
    refused(
        "array y_test: got targets of the shape [1, 2], expected the kind of y: one label a row",
        x,
        y,
        xTest,
        array("y_test", new double[] {1, 0}, 1, 2));
    refused(
        "expected the kind of y: one-hot rows of 2 columns",
        x,
        oneHot,
        xTest,
        array("y_test", new double[] {0.5, 0.5}, 1, 2));
    refused("expected the kind of y", x, oneHot, xTest, array("y_test", new double[] {1}, 1));
    assertThatThrownBy(() ->
            load(RAW.withTestFraction(0.5), x, y, xTest, array("y_test", new double[] {1}, 1)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("it has a test part of its own");
  }

  @Test
  void whatIsNoNpzIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npz"), "no zip");

    assertThatThrownBy(() -> DataSets.load("npz:" + text, RAW, DataType.FLOAT64))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(text.toString());
    assertThatThrownBy(() -> DataSets.load("npz:" + text + "x", RAW, DataType.FLOAT64))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(text + "x");
  }

  private record Array(String name, NpyArray values) {}

  private static Array array(String name, double[] values, int... shape) {
    return new Array(name, NpyArray.of(DataType.FLOAT64, shape, values));
  }

  private void refused(String message, Array... arrays) {
    assertThatThrownBy(() -> load(DataOptions.defaults(), arrays))
        .isInstanceOf(InvalidInput.class)
        .message()
        .contains(message)
        .doesNotContain("\n");
  }

  private DataSet load(DataOptions options, Array... arrays) {
    Path file = folder.resolve("data.npz");
    Map<String, NpyArray> members = new LinkedHashMap<>();
    for (Array array : arrays) {
      members.put(array.name(), array.values());
    }
    Npz.write(file, members);
    return DataSets.load("npz:" + file, options, DataType.FLOAT64);
  }
}
