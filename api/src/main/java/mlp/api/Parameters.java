package mlp.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Named tensors in one order, W1, b1, W2, …: the parameters of a network, or gradients, which have
 * the names and shapes of their parameters.
 *
 * @param tensors in the network's order
 */
public record Parameters(List<Tensor> tensors) {
  /** Copies the list. */
  public Parameters {
    tensors = List.copyOf(tensors);
  }

  /** @throws InvalidInput if there is no tensor of that name */
  public Tensor get(String name) {
    return Trace.find(tensors, name)
        .orElseThrow(() -> new InvalidInput("parameter", '"' + name + '"', "one of " + names()));
  }

  /**
   * Refuses parameters that are not those of a network.
   *
   * @param dataType to which they will be rounded
   * @throws InvalidInput if one is missing, has another shape, is too many, or holds a value that
   *     is not finite in the data type
   */
  public void requireFit(Network network, DataType dataType) {
    requireFit(network.parameterShapes(), dataType);
  }

  void requireFit(Map<String, int[]> shapes, DataType dataType) {
    shapes.forEach((name, shape) -> {
      // What a plateau has seen is kept in double precision in either type.
      boolean plateau = name.equals(LearningRate.STATE);
      requireFit(get(name), shape, plateau ? DataType.FLOAT64 : dataType);
    });
    Set<String> names = new HashSet<>(shapes.keySet());
    for (Tensor tensor : tensors) {
      if (!names.remove(tensor.name())) {
        throw new InvalidInput(
            "parameter",
            '"' + tensor.name() + '"',
            "only " + String.join(", ", shapes.keySet()) + ", each once");
      }
    }
  }

  private static void requireFit(Tensor tensor, int[] shape, DataType dataType) {
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new InvalidInput(
          tensor.name(), "shape " + Arrays.toString(tensor.shape()), Arrays.toString(shape));
    }
    double[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(dataType.round(values[i]))) {
        throw new InvalidInput(
            tensor.name() + tensor.place(i), values[i], "a finite " + Labels.of(dataType));
      }
    }
  }

  private String names() {
    return tensors.stream().map(Tensor::name).collect(Collectors.joining(", "));
  }
}
