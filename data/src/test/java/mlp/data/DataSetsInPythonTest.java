package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import mlp.api.Batch;
import mlp.api.DataType;
import org.junit.jupiter.api.Test;

/** What is drawn equals what NumPy draws: the fixtures come from src/test/python/data_sets.py. */
class DataSetsInPythonTest {

  @Test
  void digitsTestPartHasTheRowsThatPythonChose() throws IOException {
    DataSet digits = DataSets.load("digits", DataOptions.defaults(), DataType.FLOAT64);

    requireRows("digits-test-rows.txt", 359, digits.test());
  }

  @Test
  void digitsValidationPartHasTheRowsThatPythonChose() throws IOException {
    DataOptions options = DataOptions.defaults().withValidationFraction(0.1);
    DataSet digits = DataSets.load("digits", options, DataType.FLOAT64);

    requireRows("digits-validation-rows.txt", 145, digits.validation().orElseThrow());
  }

  private static void requireRows(String fixture, int count, Batch part) throws IOException {
    int[] rows = lines(fixture).stream().mapToInt(Integer::parseInt).toArray();
    CsvTable table = CsvTable.read(
        new GZIPInputStream(Digits.class.getResourceAsStream("digits.csv.gz")), "digits");

    Table features = table.features();
    assertThat(part.rows()).isEqualTo(rows.length).isEqualTo(count);
    for (int i = 0; i < rows.length; i++) {
      assertThat(part.targets().argMax(i))
          .isEqualTo(Integer.parseInt(table.labels().get(rows[i])));
      for (int j = 0; j < 64; j++) {
        assertThat(part.inputs().get(i, j) * 16).isEqualTo(features.value(rows[i], j));
      }
    }
  }

  @Test
  void generatedPointsAreThoseOfPython() throws IOException {
    DataOptions options = DataOptions.defaults().withSeed(7).withSamples(6).withNoise(0.25);
    for (String line : lines("points.csv")) {
      String[] cells = line.split(",");
      DataSet set = DataSets.load(cells[0], options, DataType.FLOAT64);
      Batch part = cells[1].equals("training") ? set.training() : set.test();
      int row = Integer.parseInt(cells[2]);
      // cos and log of two libraries may differ in the last bit.
      assertThat(part.inputs().get(row, 0)).as(line).isCloseTo(number(cells[3]), within(4e-16));
      assertThat(part.inputs().get(row, 1)).as(line).isCloseTo(number(cells[4]), within(4e-16));
      assertThat(part.targets().argMax(row)).as(line).isEqualTo(Integer.parseInt(cells[5]));
    }
  }

  @Test
  void fixturesHoldEverySetAndPart() throws IOException {
    assertThat(lines("points.csv")).hasSize(4 * 2 * 6);
    assertThat(IntStream.of(
            lines("digits-test-rows.txt").stream().mapToInt(Integer::parseInt).toArray()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static List<String> lines(String fixture) throws IOException {
    try (var bytes = DataSetsInPythonTest.class.getResourceAsStream(fixture)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
