package mlp.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;
import mlp.api.TrainingState;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own form of a network, written and read; and files that only look like it. */
class Dl4jZipTest {
  private static final Training ADAM =
      Examples.training(Optimizer.Adam.standard(), new Schedule.Constant());

  private final Network network = Examples.deepNetwork();

  static Stream<Training> trainings() {
    return StateTest.trainings();
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void whatIsReadGoesOnToTheBit(Training training) throws IOException {
    for (DataType dataType : DataType.values()) {
      PaperMlp written = Examples.mlp(network, training, dataType);
      for (int i = 0; i < 3; i++) {
        written.step(batch(6, i, dataType));
      }
      PaperMlp read = Examples.mlp(network, training, dataType);
      read.step(batch(6, 99, dataType));
      read.read(new ByteArrayInputStream(zip(written)));
      StateTest.assertSame(read.state(), written.state());
      for (int i = 3; i < 6; i++) {
        assertThat(read.step(batch(6, i, dataType))).isEqualTo(written.step(batch(6, i, dataType)));
      }
      StateTest.assertSame(read.state(), written.state());
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void dl4jRestoresItAndTrainsOnToTheBit(Training training) throws IOException {
    for (DataType dataType : DataType.values()) {
      PaperMlp written = Examples.mlp(network, training, dataType);
      for (int i = 0; i < 3; i++) {
        written.step(batch(6, i, dataType));
      }
      MultiLayerNetwork restored =
          ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip(written)), true);
      assertThat(restored.getIterationCount()).isEqualTo(3);
      Batch batch = batch(6, 4, dataType);
      INDArray outputs = restored.output(NdArrays.of(batch.inputs()), false);
      assertThat(NdArrays.toDoubles(outputs))
          .containsExactly(written.predict(batch.inputs()).toDoubles());
      // A listener and what is done to labels are no part of a file.
      restored.setListeners(Clipping.listeners(training.clipping()));
      INDArray y =
          Losses.smooth(network.loss(), NdArrays.of(batch.targets()), training.labelSmoothing());
      restored.fit(NdArrays.of(batch.inputs()), y);
      written.step(batch);
      assertThat(NdArrays.toDoubles(restored.params()))
          .containsExactly(NdArrays.toDoubles(written.model().params()));
    }
  }

  @Test
  void aFileOfAnotherNetworkOrTrainingIsRefused() throws IOException {
    Network wider = Network.withInputs(4)
        .layer(6, Activation.TANH)
        .layer(3, Activation.SOFTMAX)
        .loss(network.loss());
    Training rmsProp = Examples.training(new Optimizer.Rmsprop(0.9, 1e-8), ADAM.schedule());
    Training adaGrad = Examples.training(new Optimizer.Adagrad(1e-8), ADAM.schedule());
    Training plateau =
        Examples.training(Optimizer.Adam.standard(), new Schedule.Plateau(1, 0, 0.5, 0.5));
    byte[] ofAdam = zip(Examples.mlp(network, ADAM, DataType.FLOAT64));
    byte[] ofAdaGrad = zip(Examples.mlp(network, adaGrad, DataType.FLOAT64));
    byte[] ofFloats = zip(Examples.mlp(network, ADAM, DataType.FLOAT32));
    assertRefused(Examples.mlp(wider, ADAM, DataType.FLOAT64), ofAdam, "expected 51 numbers");
    assertRefused(Examples.mlp(network, rmsProp, DataType.FLOAT64), ofAdam, "updaterState.bin");
    assertRefused(
        Examples.mlp(network, rmsProp, DataType.FLOAT64),
        ofAdaGrad,
        "updater: got AdaGradUpdater, expected one that keeps meanSquare");
    assertRefused(
        Examples.mlp(network, plateau, DataType.FLOAT64),
        ofAdam,
        "schedule: got null, expected a plateau");
    assertRefused(
        Examples.mlp(network, ADAM, DataType.FLOAT64), ofFloats, "dataType: got FLOAT, expected");
  }

  @Test
  void theSameNumberOfParametersIsNotEnough() throws IOException {
    Network narrow = layers(2, 4); // 3·2 + 2 + 2·4 + 4 + 4·3 + 3 = 35
    Network wide = layers(4, 2); // 3·4 + 4 + 4·2 + 2 + 2·3 + 3 = 35
    byte[] ofNarrow = zip(Examples.mlp(narrow, ADAM, DataType.FLOAT64));
    assertRefused(
        Examples.mlp(wide, ADAM, DataType.FLOAT64),
        ofNarrow,
        "0_W: got shape [3, 2], expected [3, 4]");
  }

  @Test
  void aFileWithoutTheUpdatersStateIsRefused() throws IOException {
    PaperMlp mlp = Examples.mlp(network, ADAM, DataType.FLOAT64);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(mlp.model(), out, false);
    assertRefused(mlp, out.toByteArray(), "updater: got no state");
  }

  @Test
  void aSerializedObjectIsNotReadAtAll() throws IOException {
    PaperMlp mlp = Examples.mlp(network, ADAM, DataType.FLOAT64);
    Map<String, byte[]> entries = unzip(zip(mlp));
    entries.put("preprocessor.bin", new byte[] {1});
    assertRefused(mlp, zip(entries), "file: got an entry preprocessor.bin");
  }

  @Test
  void nd4jIsNotToldToReserveMoreThanThereIs() throws IOException {
    PaperMlp mlp = Examples.mlp(network, ADAM, DataType.FLOAT64);
    for (long length : new long[] {1L << 60, 1L << 31, -1, 0}) {
      Map<String, byte[]> entries = unzip(zip(mlp));
      entries.put("coefficients.bin", array(length, length, 1));
      assertRefused(mlp, zip(entries), "coefficients.bin: got an array of another size");
    }
    long parameters = mlp.model().params().length();
    Map<String, byte[]> entries = unzip(zip(mlp));
    entries.put("coefficients.bin", array(parameters, parameters, 1000)); // beyond its end
    assertRefused(mlp, zip(entries), "coefficients.bin: got an array of another size");
    entries.put("coefficients.bin", new byte[1 << 16]);
    assertRefused(mlp, zip(entries), "coefficients.bin: got more than");
  }

  @Test
  void aDamagedFileIsRefusedOrLoadsEqual() throws IOException {
    PaperMlp written = Examples.mlp(network, ADAM, DataType.FLOAT64);
    written.step(batch(6, 1, DataType.FLOAT64));
    byte[] whole = zip(written);
    PaperMlp read = Examples.mlp(network, ADAM, DataType.FLOAT64);
    TrainingState fresh = read.state();
    Random random = new Random(1);
    int refused = 0;
    for (int trial = 0; trial < 200; trial++) {
      byte[] damaged =
          trial % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (trial % 2 == 1) {
        damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        read.read(new ByteArrayInputStream(damaged));
        StateTest.assertSame(read.state(), written.state());
        read.restore(fresh);
      } catch (InvalidInput expected) {
        refused++;
        StateTest.assertSame(read.state(), fresh);
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  private static Network layers(int first, int second) {
    return Network.withInputs(3)
        .layer(first, Activation.TANH)
        .layer(second, Activation.TANH)
        .layer(3, Activation.SOFTMAX)
        .loss(mlp.api.Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static void assertRefused(PaperMlp mlp, byte[] file, String message) {
    TrainingState before = mlp.state();
    assertThatThrownBy(() -> mlp.read(new ByteArrayInputStream(file)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
    StateTest.assertSame(mlp.state(), before);
  }

  private static byte[] zip(PaperMlp mlp) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mlp.write(out);
    return out.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }

  private static Map<String, byte[]> unzip(byte[] file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** An ND4J array [length] whose head promises more than its two numbers. */
  private static byte[] array(long shape, long length, long stride) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF("LONG_SHAPE");
    data.writeLong(6);
    data.writeUTF("LONG");
    for (long number : new long[] {1, shape, stride, 0, 1, 'c'}) {
      data.writeLong(number);
    }
    data.writeUTF("LONG_SHAPE");
    data.writeLong(length);
    data.writeUTF("DOUBLE");
    data.write(new byte[16]);
    return out.toByteArray();
  }

  private Batch batch(int rows, long seed, DataType dataType) {
    return Examples.batch(network, rows, seed, dataType);
  }
}
