package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that have not the published form are refused, and damaged ones are not taken for others.
 */
class SafetensorsHostileTest {
  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("hostile.safetensors");
  }

  private List<Tensor> read(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return SafetensorsFile.read(file, new Budget(Fixtures.LITTLE_MEMORY));
  }

  private static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static byte[] file(String header, int dataBytes) {
    return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  private void requireRefused(byte[] bytes, String says) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidInput.class)
        .message()
        .startsWith(file.toString())
        .contains(says)
        .doesNotContain("\n", "\u001b");
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return String.format(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}", name, dtype, shape, offsets);
  }

  @Test
  void headersInAnyOrderWithSpacesBehind() throws IOException {
    String header = "{" + entry("b", "U8", "[4]", "[8,12]") + ","
        + entry("e", "F64", "[0]", "[8,8]") + "," + entry("a", "F64", "[1]", "[0,8]") + "}   ";
    assertThat(read(file(header, 12)).stream().map(Tensor::toString))
        .containsExactly("a[1]", "e[0]", "b[4]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "F64 | [1] | [0,8] | 16 | got 16 bytes of data, expected 8, as its header promises",
        "F64 | [1] | [0,8] | 4 | got 4 bytes of data, expected 8",
        "F64 | [1] | [8,16] | 16 | x: data_offsets: got [8, 16], expected [0, 8], from the end of the tensor before",
        "F64 | [2] | [0,8] | 8 | x: data_offsets: got [0, 8], expected [0, 16]",
        "F32 | [2,2] | [16,0] | 16 | x: data_offsets: got [16, 0], expected [0, 16]",
        "F32 | [1] | [-4,0] | 4 | x: data_offsets: got [-4, 0], expected [0, 4]",
        "F32 | [1] | [0,4,8] | 4 | x: got an object, expected a shape without negative lengths, and two data_offsets",
        "F32 | [1] | [0,4.0] | 4 | x.data_offsets[1]: got 4.0, expected a whole number of 64 bits",
        "F32 | [1] | {} | 4 | x.data_offsets: got an object, expected a list",
        "F32 | [1] | [0,18446744073709551620] | 4 | x.data_offsets[1]: got 18446744073709551620, expected",
        "F32 | [-1] | [0,-4] | 0 | expected a shape without negative lengths",
        "F32 | [\"1\"] | [0,4] | 4 | x.shape[0]: got \"1\", expected a whole number",
        "F32 | 1 | [0,4] | 4 | x.shape: got 1, expected a list",
        "F64 | [1000000000] | [0,8000000000] | 8 | got 8 bytes of data, expected 8000000000, as its header promises",
        "F64 | [2147483647,2147483647,2147483647] | [0,8] | 8 | the shape [2147483647, 2147483647, 2147483647], expected one of fewer bytes",
        "F64 | [0,2147483647,2147483647,2147483647] | [0,0] | 0 | expected one of fewer bytes",
        "F64 | [2147483648] | [0,8] | 8 | x.shape[0]: got 2147483648, expected a whole number of at most 2147483647",
        "f64 | [1] | [0,8] | 8 | x: dtype: got f64, expected one of BF16, BOOL, F16, F32, F64, I16",
        "F4 | [2] | [0,1] | 1 | x: dtype: got F4, expected one of",
        "F64\",\"y\":\"1 | [1] | [0,8] | 8 | x.y: got \"1\", expected no such field, but only dtype, shape, data_offsets",
      })
  void entries(String dtype, String shape, String offsets, int dataBytes, String says) {
    requireRefused(file("{" + entry("x", dtype, shape, offsets) + "}", dataBytes), says);
  }

  @Test
  void tensorsThatOverlapOrLeaveAHole() {
    String first = "{" + entry("a", "F32", "[2]", "[0,8]") + ",";
    requireRefused(
        file(first + entry("b", "F32", "[1]", "[4,8]") + "}", 8),
        "b: data_offsets: got [4, 8], expected [8, 12]");
    requireRefused(
        file(first + entry("b", "F32", "[1]", "[12,16]") + "}", 16),
        "b: data_offsets: got [12, 16], expected [8, 12]");
    requireRefused(
        file(first + entry("b", "F32", "[2]", "[0,8]") + "}", 8),
        "data_offsets: got [0, 8], expected [8, 16]");
  }

  @Test
  void offsetsBeyondSixtyFourBits() {
    String shape = "[1073741824,1073741824]"; // 2⁶³ bytes of F64 are refused by themselves.
    requireRefused(
        file("{" + entry("a", "F64", shape, "[0,-9223372036854775808]") + "}", 0),
        "expected one of fewer bytes");
    StringBuilder four = new StringBuilder("{");
    long quarter = 1L << 62;
    for (int i = 0; i < 4; i++) {
      String offsets = "[" + i * quarter + "," + (i + 1) * quarter + "]";
      four.append(i == 0 ? "" : ",").append(entry("a" + i, "F32", shape, offsets));
    }
    requireRefused(file(four + "}", 0), "data_offsets: got");
  }

  @Test
  void namesAndMetadata() {
    String x = entry("x", "F32", "[1]", "[0,4]");
    requireRefused(file("{" + x + "," + x + "}", 4), "x: got an object, expected each field once");
    requireRefused(file("{" + entry("\\u001b[2J", "U8", "[0]", "[0,0]") + "}", 0), "the name");
    requireRefused(file("{" + entry("", "U8", "[0]", "[0,0]") + "}", 0), "the name");
    requireRefused(file("{\"__metadata__\":7}", 0), "__metadata__: got 7, expected an object");
    requireRefused(
        file("{\"__metadata__\":{\"a\":1}}", 0), "__metadata__.a: got 1, expected a text");
    requireRefused(
        file("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0), "a: got \"2\", expected each");
    requireRefused(file("{\"x\":null}", 0), "x: got null, expected an object");
    requireRefused(file("{\"x\":{}}", 0), "x.dtype: got nothing, expected a text");
  }

  @Test
  void whatIsNoHeader() {
    requireRefused(new byte[0], "got 0 bytes, expected at least the 8");
    requireRefused(new byte[7], "got 7 bytes");
    requireRefused(new byte[8], "got a header that begins with \"\", expected a JSON object");
    requireRefused(file(" {}", 0), "got a header that begins with \" {}\"");
    requireRefused(file("[]", 0), "got a header that begins with \"[]\"");
    requireRefused(file("{}x", 0), "this is not JSON");
    requireRefused(file("{}{}", 0), "expected nothing after the first value");
    requireRefused(file("{", 0), "this is not JSON");
    requireRefused(file("{\"a\":".repeat(100_000), 0), "header");
    requireRefused(file(new byte[] {'{', (byte) 0xc3, '}'}, 0), "got bytes that are not UTF-8");
    byte[] long64 = file("{}", 0);
    Arrays.fill(long64, 0, Long.BYTES, (byte) 0xff);
    requireRefused(
        long64, "got a header of 18446744073709551615 bytes, expected at most 100000000");
    byte[] tooLong = file("{}", 0);
    tooLong[0] = 3;
    requireRefused(tooLong, "got a header of 3 bytes");
    requireRefused(file("{}" + " ".repeat(1 << 20), 0), "-Xmx");
    requireRefused(file("{" + entry("x", "I8", "[200000]", "[0,200000]") + "}", 200_000), "-Xmx");
    assertThatThrownBy(() -> SafetensorsFile.read(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not a file that can be read");
  }

  /** Whatever is damaged, because the checksum is of all that means anything. */
  @Test
  void damagedFiles() {
    Damage damage = new Damage(
        folder, Fixtures.bytes("written.safetensors"), SafetensorsHostileTest::readAndWrite);
    assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
      damage.truncate();
      damage.flipEveryBit();
      damage.flipManyBits();
    });
    assertThat(damage.refused()).as("files that are refused").isGreaterThan(2_000);
  }

  private static byte[] readAndWrite(Path file, Budget budget) {
    List<Tensor> tensors = SafetensorsFile.read(file, budget);
    Map<String, String> metadata = SafetensorsFile.metadata(file);
    Path again = file.resolveSibling("again");
    SafetensorsFile.write(again, tensors, DataType.FLOAT64, metadata);
    try {
      return Files.readAllBytes(again);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
