package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What DL4J saves, with every class of this package in it, it restores, and trains on with it. */
class SavedNetworkTest {
  @TempDir
  Path folder;

  static Stream<Arguments> networks() {
    return Stream.concat(
        Arrays.stream(Activation.values())
            .filter(activation -> activation != Activation.SOFTMAX)
            .map(activation -> Arguments.of(activation, Loss.SQUARED_ERROR, new Optimizer.Sgd())),
        Arrays.stream(Loss.values())
            .flatMap(loss -> Examples.OPTIMIZERS.stream()
                .map(optimizer -> Arguments.of(Activation.TANH, loss, optimizer))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void trainingGoesOnToTheBit(Activation activation, Loss loss, Optimizer optimizer)
      throws IOException {
    for (DataType dataType : DataType.values()) {
      Network network = Examples.network(activation, loss);
      PaperMlp mlp = Examples.mlp(network, optimizer, dataType);
      for (int i = 0; i < 3; i++) {
        mlp.trace(Examples.batch(network, 6, i, dataType)); // leaves no recorder behind
      }
      MultiLayerNetwork saved = mlp.model();
      MultiLayerNetwork restored = restored(saved);
      assertThat(json(restored)).isEqualTo(json(saved));
      for (int i = 3; i < 6; i++) {
        Batch batch = Examples.batch(network, 6, i, dataType);
        mlp.step(batch);
        restored.fit(NdArrays.of(batch.inputs()), NdArrays.of(batch.targets()));
      }
      assertThat(NdArrays.toDoubles(restored.params()))
          .containsExactly(NdArrays.toDoubles(saved.params()));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyClassKeepsItsSettingsInJson(Activation activation, Loss loss, Optimizer optimizer) {
    Network network = Examples.network(activation, loss);
    MultiLayerConfiguration configuration =
        Examples.mlp(network, optimizer, DataType.FLOAT64).model().getLayerWiseConfigurations();
    // A clone and a restored configuration name the same classes.
    assertThat(configuration.clone().toJson()).isEqualTo(configuration.toJson());
    assertThat(configuration.toJson())
        .contains(Activations.setting(activation).getClass().getName())
        .contains(Losses.setting(loss).getClass().getName())
        .contains(Optimizers.setting(optimizer, 0.01).getClass().getName());
  }

  private MultiLayerNetwork restored(MultiLayerNetwork saved) throws IOException {
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(saved, file.toFile(), true);
    return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
  }

  private static String json(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().toJson();
  }
}
