package mlp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvDataTest {
  private static final DataOptions RAW =
      DataOptions.defaults().withScaling(Scaling.NONE).withTestFraction(0.5);

  @TempDir
  private Path folder;

  @Test
  void readsNumbersAndLabelsUnderAHeader() throws IOException {
    DataSet set = load("""
        length,width,kind
        1,2.5,cat
        -3e-1, +4. ,ant

        5,6,cat
        "7",.5,"ant"
        """, RAW);

    assertThat(set.classes()).containsExactly("ant", "cat");
    assertThat(set.training().rows()).isEqualTo(2);
    assertThat(set.test().rows()).isEqualTo(2);
    assertThat(both(set))
        .containsExactlyInAnyOrder(
            List.of(1.0, 2.5, 0.0, 1.0),
            List.of(-0.3, 4.0, 1.0, 0.0),
            List.of(5.0, 6.0, 0.0, 1.0),
            List.of(7.0, 0.5, 1.0, 0.0));
  }

  @Test
  void numericLabelsAreSortedByNumberAndEqualNumbersAreOneClass() throws IOException {
    DataSet set = load("1,10\n2,9\n3,-1\n4,9.0\n5,10\n6,-1\n", RAW);

    assertThat(set.classes()).containsExactly("-1", "9", "10");
    assertThat(both(set)).contains(List.of(4.0, 0.0, 1.0, 0.0), List.of(1.0, 0.0, 0.0, 1.0));
  }

  @Test
  void withoutAHeaderTheFirstRowIsData() throws IOException {
    assertThat(both(load("1,a\n2,a\n3,b\n4,b", RAW))).contains(List.of(1.0, 1.0, 0.0));
    assertThat(both(load("\uFEFF1,a\n2,a\n3,b\n4,b", RAW))).contains(List.of(1.0, 1.0, 0.0));
    assertThat(both(load("\uFEFFx,y\n1,a\n2,a\n3,b\n4,b", RAW))).hasSize(4);
  }

  @Test
  void standardizesUnlessAskedOtherwise() throws IOException {
    DataSet set = load("1,a\n2,a\n3,b\n8,b", DataOptions.defaults().withTestFraction(0.5));

    assertThat(set.training().inputs().float64()).containsExactly(-1, 1);
  }

  @Test
  void theSplitIsStratifiedAndDoesNotDependOnTheSeed() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      rows.append(i).append(',').append(i < 40 ? "often" : "seldom").append('\n');
    }
    DataOptions options = DataOptions.defaults().withScaling(Scaling.NONE);
    DataSet set = load(rows.toString(), options);

    assertThat(set.test().rows()).isEqualTo(10);
    assertThat(set.test().targets().float64()).containsSequence(1, 0, 0, 1);
    assertThat(Arrays.stream(set.test().inputs().float64()).filter(x -> x >= 40))
        .hasSize(2);
    assertThat(load(rows.toString(), options.withSeed(5)).test().inputs().float64())
        .isEqualTo(set.test().inputs().float64());
  }

  @Test
  void badCellsAreNamedWithLineAndColumn() throws IOException {
    refused("a,b,c\n1,2,x\n3,four,y\n", ", line 3, column 2: got \"four\", expected a finite");
    refused("1,NaN,x\n", ", line 1, column 2: got \"NaN\", expected a finite number");
    refused("nan,-inf,x\n", ", line 1, column 1: got \"nan\"");
    refused("1,x\n-Infinity,y\n", ", line 2, column 1: got \"-Infinity\"");
    refused("1,x\n1e999,y\n", ", line 2, column 1: got \"1e999\"");
    refused("1,x\n0x1p3,y\n", ", line 2, column 1: got \"0x1p3\"");
    refused("1,x\n1f,y\n", ", line 2, column 1: got \"1f\"");
    refused("1,x\n,y\n", ", line 2, column 1: got \"\"");
    refused("1,x\n2,\n", ", line 2, column 2: got an empty cell, expected a label");
    refused("1,\"x\ny\"\nbad,z\n", ", line 3, column 1: got \"bad\"");
    refused("1,x\n\"a\nb\",y\n", ", line 2, column 1: got \"a b\"");
    refused("1,x\n" + "9".repeat(400) + ",y\n", "got \"" + "9".repeat(40) + "…\"");
    refused("1,title,x\n", ", line 1, column 2: got \"title\"");
  }

  @Test
  void badRowsAreNamed() throws IOException {
    refused("1,2,x\n3,y\n", ", line 2: got 2 columns, expected 3, as the first line has");
    refused("1,2,x\n\n3,4,5,y\n", ", line 3: got 4 columns, expected 3");
    refused("1;2;x\n", ", line 1: got one column, expected columns separated by commas; replace");
    refused("1\n", ", line 1: got one column, expected at least two columns");
    refused("1,x\n2,\"y\n", "not well-formed CSV");
  }

  @Test
  void badFilesAreNamed() throws IOException {
    refused("", ": got no rows of data");
    refused("a,b,c\n", ": got no rows of data");
    refused("1,x\n2,x\n", ", last column: got one class only, expected labels of at least two");
    refused("1,0.5\n2,0.25\n2,0.5\n2,0.25\n", "expected classes: text or whole numbers");
    refused(
        "1,a\n2,b\n3,c\n", ", last column: got 3 classes in 3 rows, expected labels that repeat");
    refused("1,a\n2,b\n3,a\n4,b\n", "testFraction: got 0.2 of 4 rows");

    assertThatThrownBy(() -> load(folder.resolve("none.csv"), DataOptions.defaults()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(folder.resolve("none.csv") + ": there is no such file; check the path");
    assertThatThrownBy(() -> load(folder, DataOptions.defaults()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(folder + ": it cannot be read");
    Path latin1 = folder.resolve("latin1.csv");
    Files.write(latin1, "1,é\n2,è\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> load(latin1, DataOptions.defaults()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            latin1 + ": got bytes that are not UTF-8, expected UTF-8 text; convert the file");
  }

  @Test
  void valuesBeyondFloat32AreRefusedThere() throws IOException {
    Path file = write("1e300,a\n2,a\n3,b\n4,b\n");

    assertThatThrownBy(() -> DataSets.load("csv:" + file, RAW, DataType.FLOAT32))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("got Infinity, expected a finite number");
  }

  private void refused(String content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> load(file, DataOptions.defaults()))
        .isInstanceOf(InvalidInput.class)
        .message()
        .contains(message)
        .doesNotContain("\n");
  }

  private DataSet load(String content, DataOptions options) throws IOException {
    return load(write(content), options);
  }

  private static DataSet load(Path file, DataOptions options) {
    return DataSets.load("csv:" + file, options, DataType.FLOAT64);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), content);
  }

  /** All rows of both parts: features, then targets. */
  private static List<List<Double>> both(DataSet set) {
    List<List<Double>> rows = new ArrayList<>();
    for (Batch part : List.of(set.training(), set.test())) {
      for (int i = 0; i < part.rows(); i++) {
        List<Double> row = new ArrayList<>();
        for (int j = 0; j < part.inputs().columns(); j++) {
          row.add(part.inputs().get(i, j));
        }
        for (int j = 0; j < part.targets().columns(); j++) {
          row.add(part.targets().get(i, j));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
