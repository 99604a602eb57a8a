package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the safetensors package wrote is read, and what is written here is what it reads. */
class SafetensorsFileTest {
  /** As in make_safetensors_fixtures.py. */
  static final Map<String, String> METADATA = metadata();

  /** As in make_safetensors_fixtures.py. */
  static final List<Tensor> TENSORS = List.of(
      Tensor.of("W1", new double[] {0.1, -0.0, Double.MIN_VALUE, -1e300, 2, 3}, 2, 3),
      Tensor.of("b1", new double[0], 0),
      Tensor.scalar("loss", 0.25));

  @TempDir
  Path folder;

  private static Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put("note", "größe \"🙂\"");
    return metadata;
  }

  @Test
  void readsEveryTypeThatThePackageWrote() throws IOException {
    Map<String, Tensor> tensors =
        SafetensorsFile.read(Fixtures.path("numbers.safetensors")).stream()
            .collect(Collectors.toMap(Tensor::name, tensor -> tensor));
    JsonNode expected = new ObjectMapper().readTree(Fixtures.bytes("safetensors-expected.json"));
    assertThat(tensors).hasSize(expected.size());
    for (JsonNode entry : expected) {
      String name = entry.get("name").asText();
      Fixtures.requireSame(
          tensors.get(name),
          new Tensor(
              name,
              StreamSupport.stream(entry.get("shape").spliterator(), false)
                  .mapToInt(JsonNode::asInt)
                  .toArray(),
              StreamSupport.stream(entry.get("values").spliterator(), false)
                  .mapToDouble(value -> Double.parseDouble(value.asText()))
                  .toArray()));
    }
    assertThat(SafetensorsFile.metadata(Fixtures.path("numbers.safetensors"))).isEqualTo(METADATA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inexact | , tensor x: got the integer 9007199254740993, expected integers that float64 holds",
        "float8 | , header, line 1, column 6: x: dtype: got F8_E4M3, expected one of BF16, BOOL, F16,",
        "complex | , header, line 1, column 6: x: dtype: got C64, expected one of BF16, BOOL, F16,",
      })
  void refusesWhatNoDoubleHolds(String name, String says) {
    Path file = Fixtures.path(name + ".safetensors");
    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(file + says);
  }

  @Test
  void writesWhatThePackageReads() {
    Path file = folder.resolve("written.safetensors");
    SafetensorsFile.write(file, TENSORS, DataType.FLOAT64, METADATA);
    assertThat(file).hasBinaryContent(Fixtures.bytes("written.safetensors"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsOrderShapesMetadataAndEveryBit(DataType dataType) {
    List<Tensor> tensors = Checkpoints.full(dataType).state().tensors().stream()
        .filter(tensor -> !tensor.name().equals("schedule.plateau"))
        .toList();
    Path file = folder.resolve("state.safetensors");
    SafetensorsFile.write(file, tensors, dataType, METADATA);
    Fixtures.requireSame(SafetensorsFile.read(file), tensors);
    assertThat(List.copyOf(SafetensorsFile.metadata(file).entrySet()))
        .isEqualTo(List.copyOf(METADATA.entrySet()));
  }

  @Test
  void roundsToTheType() {
    Path file = folder.resolve("float32.safetensors");
    SafetensorsFile.write(file, List.of(Tensor.scalar("x", 0.1)), DataType.FLOAT32, Map.of());
    assertThat(SafetensorsFile.read(file).get(0).values()).containsExactly(0.1f);
    assertThat(SafetensorsFile.metadata(file)).isEmpty();
  }

  @Test
  void aFileWithoutTensors() {
    Path file = folder.resolve("empty.safetensors");
    SafetensorsFile.write(file, List.of(), DataType.FLOAT32, Map.of());
    assertThat(SafetensorsFile.read(file)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("old.safetensors");
    SafetensorsFile.write(file, TENSORS, DataType.FLOAT64, METADATA);
    byte[] before = Files.readAllBytes(file);
    Tensor x = Tensor.scalar("x", 1);
    requireNotWritten(file, List.of(x, x), Map.of(), "got a second x, expected each name once");
    requireNotWritten(file, List.of(x.named("__metadata__")), Map.of(), "none __metadata__");
    requireNotWritten(file, List.of(x.named("../x")), Map.of(), "the name \"../x\"");
    requireNotWritten(file, List.of(Tensor.scalar("x", 1e39)), Map.of(), "1.0E39");
    requireNotWritten(file, List.of(x), Map.of("mlp.checksum", "7"), "mlp.checksum: 7");
    requireNotWritten(file, List.of(x), Map.of("sum", "mlp-crc32:00000000"), "looks like the");
    requireNotWritten(file, List.of(x), Map.of("k", "\ud83d"), "whole characters");
    requireNotWritten(folder, List.of(x), Map.of(), "is a folder");
    requireNotWritten(folder.resolve("gone/x"), List.of(x), Map.of(), "there is no folder");
    assertThat(file).hasBinaryContent(before);
    assertThat(folder.toFile().list()).containsExactly("old.safetensors");
  }

  private static void requireNotWritten(
      Path file, List<Tensor> tensors, Map<String, String> metadata, String says) {
    assertThatThrownBy(() -> SafetensorsFile.write(file, tensors, DataType.FLOAT32, metadata))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(says);
  }

  @Test
  void whatWasChangedElsewhereIsRefusedByItsChecksum() throws IOException {
    Path file = folder.resolve("changed.safetensors");
    SafetensorsFile.write(file, TENSORS, DataType.FLOAT64, METADATA);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ": got a file that is damaged, expected the checksum in its metadata;"
            + " whoever changes a file has to take it out");
    assertThatThrownBy(() -> SafetensorsFile.metadata(file)).isInstanceOf(InvalidInput.class);
  }
}
