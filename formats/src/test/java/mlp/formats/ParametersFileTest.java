package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saving and loading parameters changes nothing. */
class ParametersFileTest {
  private static final Network NETWORK = Network.withInputs(3)
      .layer(5, Activation.RELU)
      .layer(2, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void keepsNamesOrderShapesAndEveryBit(DataType dataType) {
    Parameters parameters = InitialWeights.of(NETWORK, 1, dataType);
    Path file = folder.resolve("parameters.npz");
    ParametersFile.write(file, parameters, dataType);
    Parameters read = ParametersFile.read(file);
    read.requireFit(NETWORK, DataType.FLOAT64);
    Fixtures.requireSame(read, parameters);
    String descr = dataType == DataType.FLOAT32 ? "<f4" : "<f8";
    assertThat(Npz.read(file).values()).allMatch(array -> array.type().descr().equals(descr));
  }

  @Test
  void refusesTensorsThatItCannotName() {
    Path file = folder.resolve("parameters.npz");
    Tensor tensor = Tensor.scalar("W1", 1);
    assertThatThrownBy(() ->
            ParametersFile.write(file, new Parameters(List.of(tensor, tensor)), DataType.FLOAT64))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("a second W1");
    assertThatThrownBy(() -> ParametersFile.write(
            file, new Parameters(List.of(tensor.named("../W1"))), DataType.FLOAT64))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("../W1");
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesTextAndNamesIt() {
    Path file = folder.resolve("parameters.npz");
    Npz.write(file, Map.of("W1", NpyArray.ofText("one")));
    assertThatThrownBy(() -> ParametersFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ", member W1.npy: got text of type <U3, expected numbers");
  }

  @Test
  void keepsTheOldFileWhenAValueIsTooLarge() throws Exception {
    Path file = folder.resolve("parameters.npz");
    ParametersFile.write(file, InitialWeights.of(NETWORK, 1, DataType.FLOAT32), DataType.FLOAT32);
    byte[] before = Files.readAllBytes(file);
    Parameters large = new Parameters(List.of(Tensor.scalar("W1", 1e300)));
    assertThatThrownBy(() -> ParametersFile.write(file, large, DataType.FLOAT32))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("1.0E300");
    assertThat(file).hasBinaryContent(before);
  }
}
