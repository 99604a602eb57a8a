package mlp.paper;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import mlp.api.InvalidInput;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.BaseDataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads the zip of DL4J's {@code ModelSerializer}: {@code configuration.json},
 * {@code coefficients.bin} and {@code updaterState.bin}. ND4J believes what stands at the head of
 * an array, reserves that much memory outside of the heap, and reads and writes there; and an entry
 * {@code preprocessor.bin} is a serialized Java object. Therefore names and sizes are looked at
 * before DL4J sees the file.
 */
final class SavedNetwork {
  private static final int LARGEST_CONFIGURATION = 1 << 24;

  /** Of an array's head: two names, two lengths, and the shape. */
  private static final int LARGEST_HEAD = 1 << 10;

  private SavedNetwork() {}

  /**
   * @param model as large as the network that is expected
   * @return all that the stream holds
   * @throws InvalidInput if that is more than such a network can need
   */
  static byte[] bytes(InputStream in, MultiLayerNetwork model) throws IOException {
    long most = largest(model);
    byte[] bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
    if (in.read() >= 0) {
      throw new InvalidInput("file", "more than " + most + " bytes", "a network as large as this");
    }
    return bytes;
  }

  private static long largest(MultiLayerNetwork model) {
    return LARGEST_CONFIGURATION
        + 2L * LARGEST_HEAD
        + 8 * (model.params().length() + stateLength(model));
  }

  /**
   * @param model built as the network that is expected
   * @throws InvalidInput if the bytes are no network, or one of other parameters, another data type
   *     or another optimizer
   */
  static MultiLayerNetwork read(byte[] bytes, MultiLayerNetwork model) {
    try {
      boolean hasUpdater = requireEntries(bytes, model);
      MultiLayerNetwork saved =
          ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes), true);
      requireSameShapes(saved, model);
      if (!hasUpdater && stateLength(model) > 0) {
        throw new InvalidInput(
            "updater", "no state", stateLength(model) + " numbers, as this optimizer keeps");
      }
      return saved;
    } catch (InvalidInput refused) {
      throw refused;
    } catch (IOException | RuntimeException failure) {
      throw new InvalidInput(
          "this is no network that DL4J has saved: " + failure.getMessage(), failure);
    }
  }

  /** Returns whether the updater's state is there. */
  private static boolean requireEntries(byte[] bytes, MultiLayerNetwork model) throws IOException {
    boolean hasUpdater = false;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        switch (name) {
          case ModelSerializer.CONFIGURATION_JSON -> content(zip, name, LARGEST_CONFIGURATION);
          case ModelSerializer.COEFFICIENTS_BIN ->
            requireArray(zip, name, model.params().length());
          case ModelSerializer.UPDATER_BIN -> {
            requireArray(zip, name, stateLength(model));
            hasUpdater = true;
          }
          default ->
            throw new InvalidInput("file", "an entry " + name, "a network and its updater alone");
        }
      }
    }
    return hasUpdater;
  }

  private static byte[] content(InputStream in, String name, long most) throws IOException {
    byte[] content = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
    if (in.read() >= 0) {
      throw new InvalidInput(name, "more than " + most + " bytes", "at most as many");
    }
    return content;
  }

  // A head, the shape [rank, lengths, strides, flags, stride, order], a head, and the numbers.
  private static void requireArray(InputStream in, String name, long length) throws IOException {
    byte[] content = content(in, name, LARGEST_HEAD + 8 * length);
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(content));
    long shapeLength = BaseDataBuffer.readHeader(data).getMiddle();
    long rank = data.readLong();
    long size = 1;
    long last = 0;
    if ((rank == 1 || rank == 2) && shapeLength == 2 * rank + 4) {
      long[] shape = new long[(int) shapeLength - 1];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = data.readLong();
      }
      for (int i = 0; i < rank; i++) {
        size *= shape[i];
        last += (shape[i] - 1) * shape[i + (int) rank];
      }
    } else {
      size = -1;
    }
    var head = BaseDataBuffer.readHeader(data);
    boolean fits = size == length
        && last == length - 1
        && head.getMiddle() == length
        && data.available() == length * head.getRight().width();
    if (!fits) {
      throw new InvalidInput(name, "an array of another size", length + " numbers in one row");
    }
  }

  private static void requireSameShapes(MultiLayerNetwork saved, MultiLayerNetwork model) {
    Map<String, INDArray> expected = model.paramTable();
    Map<String, INDArray> actual = saved.paramTable();
    if (!actual.keySet().equals(expected.keySet())) {
      throw new InvalidInput("parameters", actual.keySet(), expected.keySet().toString());
    }
    expected.forEach((key, array) -> {
      if (!Arrays.equals(array.shape(), actual.get(key).shape())) {
        throw new InvalidInput(
            key,
            "shape " + Arrays.toString(actual.get(key).shape()),
            Arrays.toString(array.shape()));
      }
    });
    if (saved.params().dataType() != model.params().dataType()) {
      throw new InvalidInput(
          "dataType", saved.params().dataType(), model.params().dataType() + ", as this network");
    }
  }

  private static long stateLength(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? 0 : state.length();
  }
}
