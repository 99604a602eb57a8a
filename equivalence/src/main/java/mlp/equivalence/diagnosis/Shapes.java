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
public final class Shapes {
  private static final Pattern TIME = Pattern.compile("\\.(after|before)$");
  private static final Pattern OF_STATE = Pattern.compile("^opt\\.[A-Za-z]+\\.");
  private static final Pattern OF_GRADIENT = Pattern.compile("^d(?=(W|b|gamma|beta)\\d)");
  private static final Pattern OF_LAYER =
      Pattern.compile("(?:z|a|dz|da|bn|dbn|drop|ddrop|b)(\\d{1,4})(\\.[a-z.]+)?");

  private Shapes() {}

  /**
   * @param side whose tensors they are, for the message
   * @throws InvalidInput if a tensor has not as many elements as its name says, or there are no
   *     rows
   */
  public static void require(Network network, String side, Collection<Tensor> tensors) {
    int rows = rows(side, tensors);
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

  // Of x and y, −1 where there is neither
  private static int rows(String side, Collection<Tensor> tensors) {
    int rows = -1;
    for (Tensor tensor : tensors) {
      if (tensor.name().equals("x") || tensor.name().equals("y")) {
        int own = tensor.shape().length == 0 ? 1 : tensor.shape()[0];
        if (own == 0 || rows >= 0 && own != rows) {
          throw new InvalidInput(
              side + ", " + tensor.name(),
              own + " rows",
              rows < 0 ? "at least one" : rows + ", as x and y of one batch have");
        }
        rows = own;
      }
    }
    return rows;
  }

  // −1 where the name says nothing
  private static long elements(
      Network network, Map<String, int[]> parameters, String name, int rows) {
    String base = TIME.matcher(name).replaceFirst("");
    base = OF_STATE.matcher(base).replaceFirst("");
    base = OF_GRADIENT.matcher(base).replaceFirst("");
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
    Matcher layer = OF_LAYER.matcher(base);
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
