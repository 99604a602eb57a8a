package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote hold what NumPy says, and what is written is what NumPy writes. */
class NumpyFilesTest {
  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicTest> readsWhatNumpyWrote() throws IOException {
    JsonNode all = new ObjectMapper().readTree(Fixtures.bytes("expected.json"));
    assertThat(all.size()).isGreaterThan(120);
    return StreamSupport.stream(all.spliterator(), false)
        .map(expected -> DynamicTest.dynamicTest(
            expected.path("file").asText() + " " + expected.path("member").asText(),
            () -> check(expected)));
  }

  private static void check(JsonNode expected) {
    if (expected.has("refused")) {
      assertThatThrownBy(() -> read(expected).toDoubles())
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(expected.get("file").asText())
          .hasMessageContaining(expected.path("member").asText())
          .hasMessageContaining(expected.get("refused").asText());
      return;
    }
    NpyArray array = read(expected);
    assertThat(array.type().descr()).isEqualTo(expected.get("descr").asText());
    assertThat(array.shape()).isEqualTo(ints(expected.get("shape")));
    if (expected.has("text")) {
      assertThat(array.text()).isEqualTo(expected.get("text").asText());
      assertThatThrownBy(array::toDoubles).isInstanceOf(InvalidInput.class);
    } else {
      assertThat(bits(array.toDoubles())).isEqualTo(bits(doubles(expected.get("values"))));
      assertThatThrownBy(array::text).isInstanceOf(InvalidInput.class);
    }
  }

  private static NpyArray read(JsonNode expected) {
    Path file = Fixtures.path(expected.get("file").asText());
    return expected.has("member")
        ? Npz.read(file).get(expected.get("member").asText())
        : Npy.read(file);
  }

  private static int[] ints(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }

  private static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(number -> Double.parseDouble(number.asText()))
        .toArray();
  }

  /** Tells −0 from 0, and takes all NaNs for one. */
  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version1.npy", "float32.npy", "text.npy"})
  void writesTheBytesOfNumpySave(String name) throws IOException {
    NpyArray read = Npy.read(Fixtures.path(name));
    NpyArray made = switch (name) {
      case "version1.npy" -> NpyArray.of(DataType.FLOAT64, new int[] {2, 3}, read.toDoubles());
      case "float32.npy" ->
        NpyArray.of(DataType.FLOAT32, new int[] {3}, new double[] {0.1f, 0.2f, 0.3f});
      default -> NpyArray.ofText("σ(z) = 🙂");
    };
    Path written = folder.resolve(name);
    Npy.write(written, made);
    assertThat(Files.readAllBytes(written)).isEqualTo(Fixtures.bytes(name));
    Npy.write(written, read);
    assertThat(Files.readAllBytes(written)).isEqualTo(Fixtures.bytes(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"numbers.npz", "numbers-deflated.npz", "texts.npz"})
  void writesEveryTypeAndOrderAsNumpySavezDoes(String name) throws IOException {
    Path original = Fixtures.path(name);
    Map<String, NpyArray> arrays = Npz.read(original);
    Path stored = folder.resolve("stored.npz");
    Path deflated = folder.resolve("deflated.npz");
    Npz.write(stored, arrays);
    Npz.writeCompressed(deflated, arrays);
    requireSameMembers(original, stored, ZipEntry.STORED);
    requireSameMembers(original, deflated, ZipEntry.DEFLATED);
    assertThat(Npz.read(deflated).keySet()).containsExactlyElementsOf(arrays.keySet());
  }

  private static void requireSameMembers(Path original, Path written, int method)
      throws IOException {
    try (ZipFile expected = new ZipFile(original.toFile());
        ZipFile actual = new ZipFile(written.toFile())) {
      assertThat(actual.size()).isEqualTo(expected.size());
      for (ZipEntry entry : expected.stream().toArray(ZipEntry[]::new)) {
        ZipEntry found = actual.getEntry(entry.getName());
        assertThat(found.getMethod()).isEqualTo(method);
        assertThat(actual.getInputStream(found).readAllBytes())
            .as(entry.getName())
            .isEqualTo(expected.getInputStream(entry).readAllBytes());
      }
    }
  }

  @Test
  void theSameArraysMakeTheSameFile() throws IOException {
    Map<String, NpyArray> arrays = Npz.read(Fixtures.path("numbers.npz"));
    Npz.write(folder.resolve("a.npz"), arrays);
    Npz.write(folder.resolve("b.npz"), Npz.read(folder.resolve("a.npz")));
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @Test
  void readsEveryHalfPrecisionNumber() throws IOException {
    byte[] file = Fixtures.npy(Fixtures.header("'<f2'", "False", "(65536,)"), 1 << 17);
    int start = file.length - (1 << 17);
    for (int bits = 0; bits < 1 << 16; bits++) {
      file[start + 2 * bits] = (byte) bits;
      file[start + 2 * bits + 1] = (byte) (bits >> 8);
    }
    Path path = Files.write(folder.resolve("halves.npy"), file);
    double[] halves = Npy.read(path).toDoubles();
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(halves[bits]).as("half %04x", bits).isEqualTo(Double.valueOf(half(bits)));
    }
  }

  // value = (−1)^sign · 2^(exponent − 15) · (1 + fraction/1024), without the 1 where exponent is 0
  private static double half(int bits) {
    double sign = bits >= 0x8000 ? -1 : 1;
    int exponent = bits / 1024 % 32;
    double fraction = bits % 1024 / 1024.0;
    if (exponent == 31) {
      return fraction == 0 ? sign / 0.0 : Double.NaN;
    }
    return exponent == 0
        ? sign * Math.pow(2, -14) * fraction
        : sign * Math.pow(2, exponent - 15) * (1 + fraction);
  }
}
