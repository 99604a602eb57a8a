package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no array, or not a whole one, is refused by name. */
class NpyHostileTest {
  @TempDir
  Path folder;

  private NpyArray read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hostile.npy"), bytes);
    return Npy.read(file, new Budget(Fixtures.LITTLE_MEMORY));
  }

  private void requireRefused(byte[] bytes, String says) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("hostile.npy")
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "(1000000000,)          | 8000000000, for the shape",
        "(2147483647, 2147483647, 2147483647) | one of fewer bytes",
        "(2147483647, 2147483647, 2147483647, 0) | one of fewer bytes",
        "(0, 2147483647, 2147483647, 2147483647) | one of fewer bytes",
        "(4294967296,)          | at most 2147483647",
        "(99999999999999999999999,) | at most 2147483647",
        "(-1,)                  | a whole number of at least 0",
        "(2)                    | a tuple",
        "(2 2)                  | a comma",
        "(2,                    | a whole number",
        "2                      | '('",
        "(1,)                   | 16 bytes of data, expected 8",
        "(3,)                   | 16 bytes of data, expected 24",
      })
  void shapesThatTheFileDoesNotHold(String shape, String says) {
    requireRefused(Fixtures.npy(Fixtures.header("'<f8'", "False", shape), 16), says);
  }

  @Test
  void moreDimensionsThanNumpyHas() throws IOException {
    String ones64 = "(" + "1,".repeat(64) + ")";
    String ones65 = "(" + "1,".repeat(65) + ")";
    assertThat(read(Fixtures.npy(Fixtures.header("'<f8'", "True", ones64), 8)).toDoubles())
        .containsExactly(0);
    requireRefused(Fixtures.npy(Fixtures.header("'<f8'", "True", ones65), 8), "65 dimensions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'<f3' ; one of b1",
        "'<i16' ; one of b1",
        "'f8' ; byte order",
        "'=f8' ; byte order",
        "'|f8' ; byte order",
        "'<f8 ' ; byte order",
        "'<f99999999999' ; byte order",
        "'<U9999999999' ; less than 2 GiB",
        "'<M8[ns]' ; dates",
        "'|O' ; never read",
        "'<c8' ; .real and .imag",
        "'<V2' ; bfloat16",
        "'' ; byte order",
        "<f8 ; a quoted text",
        "[('a', '<f8')] ; structured",
      })
  void typesThatAreNotRead(String descr, String says) {
    requireRefused(Fixtures.npy(Fixtures.header(descr, "False", "(2,)"), 16), says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} __import__('os')",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (2,)}",
        "{,}",
        "\u001b[2J\u0007",
      })
  void headersThatAreNotNumpys(String header) {
    requireRefused(Fixtures.npy(header, 16), "the header");
    assertThatThrownBy(() -> read(Fixtures.npy(header, 16)))
        .message()
        .doesNotContain("\u001b", "\n");
  }

  @Test
  void headersOfPython2() throws IOException {
    byte[] file = Fixtures.npy("{'shape': (2L, 1L), 'fortran_order': False, 'descr': '<f8'}", 16);
    assertThat(read(file).shape()).containsExactly(2, 1);
  }

  @Test
  void everyTruncationAndEveryAddition() {
    byte[] whole = Fixtures.bytes("version2.npy");
    for (int length = 0; length < whole.length; length++) {
      requireRefused(Arrays.copyOf(whole, length), "hostile.npy: got");
    }
    requireRefused(Arrays.copyOf(whole, whole.length + 1), "49 bytes of data, expected 48");
  }

  @Test
  void versionsAndLengthsThatDoNotExist() {
    byte[] version4 = Fixtures.bytes("version1.npy");
    version4[6] = 4;
    requireRefused(version4, "format version 4.0");
    byte[] longHeader = Fixtures.bytes("version2.npy");
    Arrays.fill(longHeader, 8, 12, (byte) 0xff);
    requireRefused(longHeader, "a header of 4294967295 bytes");
    requireRefused(Fixtures.npy(" ".repeat(10_001), 0), "a header of 10001 bytes");
    requireRefused("PK\3\4 this is a zip file".getBytes(), "numpy.save");
  }

  @Test
  void moreThanTheMemoryThatOneFileMayFill() {
    // One MiB of bytes becomes eight MiB of doubles.
    byte[] file = Fixtures.npy(Fixtures.header("'|u1'", "False", "(1048576,)"), 1 << 20);
    requireRefused(file, "-Xmx");
    // No byte at all, but two thousand million elements.
    requireRefused(Fixtures.npy(Fixtures.header("'<U0'", "False", "(2147483647,)"), 0), "-Xmx");
  }

  @Test
  void filesThatAreNone() {
    assertThatThrownBy(() -> Npy.read(folder.resolve("absent.npy")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(folder.resolve("absent.npy") + ": there is no such file");
    assertThatThrownBy(() -> Npy.read(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not a file that can be read");
  }

  @ParameterizedTest
  @CsvSource({"0x110000, Unicode", "0xd800, Unicode", "-1, Unicode"})
  void charactersThatDoNotExist(String code, String says) throws IOException {
    byte[] file = Fixtures.npy(Fixtures.header("'>U1'", "False", "()"), 4);
    ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN).putInt(file.length - 4, Integer.decode(code));
    NpyArray array = read(file);
    assertThatThrownBy(array::text)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("hostile.npy")
        .hasMessageContaining(says);
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    byte[] file = Fixtures.npy(Fixtures.header("'|S2'", "False", "()"), 2);
    file[file.length - 2] = (byte) 0xff;
    NpyArray array = read(file);
    assertThatThrownBy(array::text).isInstanceOf(InvalidInput.class).hasMessageContaining("UTF-8");
    NpyArray two = read(Fixtures.npy(Fixtures.header("'|S2'", "False", "(2,)"), 4));
    assertThatThrownBy(two::text).isInstanceOf(InvalidInput.class).hasMessageContaining("single");
  }

  @Test
  void arraysThatCannotBeMade() {
    assertThatThrownBy(() -> NpyArray.of(DataType.FLOAT64, new int[] {2, 2}, new double[3]))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("3 values, expected 4");
    assertThatThrownBy(() -> NpyArray.of(DataType.FLOAT64, new int[] {-1, -3}, new double[3]))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no negative dimension");
    assertThatThrownBy(() -> NpyArray.of(DataType.FLOAT32, new int[] {1}, new double[] {1e39}))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("1.0E39");
    assertThatThrownBy(() -> NpyArray.ofText("half \ud83d"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> NpyArray.ofText("end\0"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("code 0");
  }

  @Test
  void nobodyChangesAnArrayThroughItsShape() {
    int[] shape = {1, 2};
    NpyArray array = NpyArray.of(DataType.FLOAT64, shape, new double[] {1, 2});
    shape[0] = 7;
    array.shape()[0] = 7;
    assertThat(array.shape()).containsExactly(1, 2);
    assertThat(array.toDoubles()).containsExactly(1, 2);
  }
}
