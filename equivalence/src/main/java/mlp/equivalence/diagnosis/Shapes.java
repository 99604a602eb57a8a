package mlp.equivalence.diagnosis;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Tensor;

/** Whether tensors are those of a network. */
final class Shapes {
  private Shapes() {}

  /**
   * @param side whose tensors they are, for the message
   * @throws InvalidInput if a tensor has not as many elements as its name says, or there are no
   *     rows
   */
  static void require(Network network, String side, Collection<Tensor> tensors) {
    int rows = -1;
    for (Tensor tensor : tensors) {
      if (tensor.name().equals("x") || tensor.name().equals("y")) {
        rows = tensor.shape().length == 0 ? 1 : tensor.shape()[0];
      }
    }
    Map<String, int[]> parameters = network.parameterShapes();
    for (Tensor tensor : tensors) {
      long expected = elements(network, parameters, tensor.name(), rows);
      if (expected >= 0 && expected != tensor.values().length) {
        throw new InvalidInput(
            side + ", " + tensor.name(),
            "the shape " + Arrays.toString(tensor.shape()),
            expected + " elements, for the network and a batch of " + rows + " rows");
      }
    }
  }

  // −1 where the name says nothing
  private static long elements(
      Network network, Map<String, int[]> parameters, String name, int rows) {
    String base = name.replaceFirst("\\.(after|before)$", "")
        .replaceFirst("^opt\\.[A-Za-z]+\\.", "")
        .replaceFirst("^d(?=(W|b|gamma|beta)\\d)", "");
    int[] shape = parameters.get(base);
    if (shape != null) {
      return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    }
    if (name.equals("loss") || name.equals("clip.norm") || name.equals("learningRate")) {
      return 1;
    }
    if (name.equals("x")) {
      return (long) rows * network.inputs();
    }
    if (name.equals("y") || name.equals("y.smoothed")) {
      return (long) rows * network.outputs();
    }
    Matcher layer = Pattern.compile("(?:z|a|dz|da|bn|dbn|drop|ddrop|b)(\\d{1,4})(\\.[a-z.]+)?")
        .matcher(base);
    if (!layer.matches()) {
      return -1;
    }
    int i = Integer.parseInt(layer.group(1));
    if (i > network.layers().size()) {
      return -1;
    }
    int units = i == 0 ? network.inputs() : network.layers().get(i - 1).units();
    String detail = layer.group(2) == null ? "" : layer.group(2);
    boolean isOfUnits = base.startsWith("b") && !detail.equals(".xhat") && !detail.equals(".out");
    return isOfUnits ? units : (long) rows * units;
  }
}
