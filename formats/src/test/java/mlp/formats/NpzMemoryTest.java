package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file may be longer than the memory that it may fill, if it is read in parts. */
class NpzMemoryTest {
  private static final int MEMBERS = 20;
  private static final int ELEMENTS = 10_000;
  private static final int MEMORY = 200_000;

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void write() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      arrays.put(
          "W" + i, NpyArray.of(DataType.FLOAT64, new int[] {ELEMENTS}, new double[ELEMENTS]));
    }
    file = folder.resolve("long.npz");
    Npz.write(file, arrays);
  }

  @Test
  void membersOneByOne() {
    try (NpzFile npz = NpzFile.open(file, new Budget(MEMORY))) {
      for (String name : npz.names()) {
        assertThat(npz.read(name).toDoubles()).hasSize(ELEMENTS);
      }
    }
  }

  @Test
  void someTogetherAndNotAll() {
    try (NpzFile npz = NpzFile.open(file, new Budget(MEMORY))) {
      List<String> read = new ArrayList<>();
      npz.readTogether(List.of("W3", "W1"), (name, array) -> read.add(name));
      assertThat(read).containsExactly("W3", "W1");
      assertThatThrownBy(() -> npz.readTogether(npz.names(), (name, array) -> read.add(name)))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("memory");
      assertThat(read).as("what was read of too much").hasSize(2);
    }
  }

  @Test
  void aDirectoryThatNeedsMoreThanThereIs() throws IOException {
    byte[] zip = Files.readAllBytes(file);
    // The length of the directory stands 10 bytes before the end (PKWARE APPNOTE 4.3.16).
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 10, 1_000_000);
    Files.write(file, zip);
    assertThatThrownBy(() -> NpzFile.open(file, new Budget(MEMORY)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("memory");
  }
}
