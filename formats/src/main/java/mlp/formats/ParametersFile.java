package mlp.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Parameters;
import mlp.api.Tensor;

/** Parameters in .npz files that NumPy opens: W1 [in, out], b1 [out], W2, … */
public final class ParametersFile {
  private ParametersFile() {}

  /**
   * Writes a file atomically.
   *
   * @param dataType of the arrays, to which the values are rounded: {@code <f4} or {@code <f8}
   * @throws InvalidInput if two tensors have one name, a finite value is too large for the data
   *     type, or the file cannot be written
   */
  public static void write(Path file, Parameters parameters, DataType dataType) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : parameters.tensors()) {
      NpyArray array = NpyArray.of(dataType, tensor.shape(), tensor.values());
      if (arrays.put(tensor.name(), array) != null) {
        throw new InvalidInput("parameter", "a second " + tensor.name(), "each name once");
      }
    }
    Npz.write(file, arrays);
  }

  /**
   * Reads a file; whether it fits a network, {@link Parameters#requireFit} says.
   *
   * @return the parameters in the file's order, exactly
   * @throws InvalidInput as {@link Npz#read}, or if an array is text or holds an integer that no
   *     double equals
   */
  public static Parameters read(Path file) {
    List<Tensor> tensors = new ArrayList<>();
    Npz.read(file)
        .forEach((name, array) -> tensors.add(new Tensor(name, array.shape(), array.toDoubles())));
    return new Parameters(tensors);
  }
}
