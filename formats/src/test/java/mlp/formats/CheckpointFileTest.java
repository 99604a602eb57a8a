package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Tensor;
import mlp.api.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkpoint comes back from its file as it went, and a save that fails changes no file. */
class CheckpointFileTest {
  @TempDir
  Path folder;

  static Stream<Checkpoint> checkpoints() {
    return Checkpoints.ofEveryFeature();
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void keepsEveryBit(Checkpoint checkpoint) {
    Path file = folder.resolve("checkpoint.npz");
    CheckpointFile.write(file, checkpoint);
    Checkpoint read = CheckpointFile.read(file);
    Fixtures.requireSame(read, checkpoint);
    assertThat(read.state().tensors().stream().map(Tensor::name))
        .containsExactlyElementsOf(TrainingState.shapes(
                checkpoint.recipe().network(), checkpoint.recipe().training())
            .keySet());
  }

  @ParameterizedTest
  @EnumSource
  void itsMembersAreThoseThatTheFormatNames(DataType dataType) throws IOException {
    Path file = folder.resolve("checkpoint.npz");
    CheckpointFile.write(file, Checkpoints.full(dataType));
    Map<String, NpyArray> arrays = Npz.read(file);
    assertThat(arrays.keySet())
        .startsWith("meta", "W1", "gamma1", "beta1", "W2", "b2", "bn1.running.mean")
        .contains("opt.m.W1", "opt.v.b2", "schedule.plateau", "best/W1", "best/schedule.plateau");
    String descr = dataType == DataType.FLOAT32 ? "<f4" : "<f8";
    arrays.forEach((name, array) -> assertThat(array.type().descr())
        .as(name)
        .matches(
            name.equals("meta") ? "<U\\d+" : name.endsWith("schedule.plateau") ? "<f8" : descr));
    JsonNode meta = new ObjectMapper().readTree(arrays.get("meta").text());
    assertThat(meta.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "version",
            "producer",
            "versions",
            "recipe",
            "steps",
            "generator",
            "progress");
    assertThat(meta.get("generator"))
        .hasToString("{\"algorithm\":\"philox4x64-10\",\"seed\":-9223372036854775808,\"step\":17}");
    assertThat(meta.get("progress").get("bestSteps").asInt()).isEqualTo(7);
  }

  @Test
  void membersMayStandInAnyOrder() {
    Path file = folder.resolve("checkpoint.npz");
    Checkpoint checkpoint = Checkpoints.full(DataType.FLOAT64);
    Npz.writeCompressed(file, new TreeMap<>(CheckpointFile.arrays(checkpoint)));
    Fixtures.requireSame(CheckpointFile.read(file), checkpoint);
  }

  @Test
  void aWriteThatFailsLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("checkpoint.npz");
    Checkpoint old = Checkpoints.full(DataType.FLOAT32);
    CheckpointFile.write(file, old);
    byte[] before = Files.readAllBytes(file);
    Map<String, NpyArray> arrays = CheckpointFile.arrays(Checkpoints.full(DataType.FLOAT64));
    for (int room = 0; room < before.length; room += 97) {
      long bytes = room;
      assertThatThrownBy(() -> AtomicFile.write(
              file,
              out -> Npz.write(
                  new FullDevice(out, bytes), arrays.entrySet().iterator(), ZipEntry.STORED)))
          .isInstanceOf(InvalidInput.class)
          .hasMessage(file + ": cannot be written: no space left on device");
      assertThat(file).hasBinaryContent(before);
    }
    assertThat(folder.toFile().list()).containsExactly("checkpoint.npz");
  }

  /** Takes so many bytes and no more. */
  private static final class FullDevice extends FilterOutputStream {
    private long room;

    FullDevice(OutputStream out, long room) {
      super(out);
      this.room = room;
    }

    @Override
    public void write(int value) throws IOException {
      if (room-- <= 0) {
        throw new IOException("no space left on device");
      }
      out.write(value);
    }
  }

  @Test
  void aFolderThatIsGoneIsNamed() {
    Path file = folder.resolve("gone/checkpoint.npz");
    assertThatThrownBy(() -> CheckpointFile.write(file, Checkpoints.full(DataType.FLOAT32)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no folder " + file.getParent());
  }

  @Test
  void aValueTooLargeForTheTypeLeavesTheOldFile() {
    Path file = folder.resolve("checkpoint.npz");
    Checkpoint old = Checkpoints.full(DataType.FLOAT32);
    CheckpointFile.write(file, old);
    List<Tensor> tensors = new ArrayList<>(old.state().tensors());
    double[] values = tensors.get(0).values().clone();
    Arrays.fill(values, 1e300);
    tensors.set(0, new Tensor("W1", tensors.get(0).shape(), values));
    TrainingState large = new TrainingState(old.state().steps(), tensors);
    assertThatThrownBy(() -> CheckpointFile.write(
            file, new Checkpoint(old.producer(), old.recipe(), large, old.progress())))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("W1[0, 0]: got 1.0E300, expected a finite float32");
    Fixtures.requireSame(CheckpointFile.read(file), old);
  }

  @Test
  void parametersAloneAreToldApart() {
    Path file = folder.resolve("parameters.npz");
    Checkpoint checkpoint = Checkpoints.full(DataType.FLOAT64);
    ParametersFile.write(
        file, checkpoint.state().parameters(Checkpoints.NETWORK), DataType.FLOAT64);
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ": got an .npz file without the member meta, with W1, gamma1, beta1, W2,"
            + " b2 alone, expected a checkpoint; no training goes on from parameters alone");
  }

  @Test
  void otherFilesAreToldApart() {
    Path file = folder.resolve("other.npz");
    Npz.write(file, Map.of("meta", NpyArray.ofText("{\"producer\": \"numpy\", \"step\": 0}")));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ", meta, line 1, column 1: format: got nothing, expected"
            + " \"mlp-checkpoint\"");
    Npz.write(file, Map.of("meta", NpyArray.of(DataType.FLOAT64, new int[0], new double[1])));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(file + ", member meta.npy: got")
        .hasMessageEndingWith("expected a single text");
    assertThatThrownBy(() -> CheckpointFile.read(folder.resolve("absent.npz")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("absent.npz: there is no such file");
  }
}
