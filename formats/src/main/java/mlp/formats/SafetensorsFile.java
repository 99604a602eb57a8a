package mlp.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.Tensor;

/** Named tensors in .safetensors files. */
public final class SafetensorsFile {
  private SafetensorsFile() {}

  /** Writes a file atomically. */
  public static void write(
      Path file, List<Tensor> tensors, DataType dataType, Map<String, String> metadata) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Reads the tensors of a file. */
  public static List<Tensor> read(Path file) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Reads what a file says of its tensors. */
  public static Map<String, String> metadata(Path file) {
    throw new UnsupportedOperationException("not written yet");
  }
}
