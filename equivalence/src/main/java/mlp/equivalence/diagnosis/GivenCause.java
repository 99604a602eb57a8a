package mlp.equivalence.diagnosis;

import java.util.Arrays;
import java.util.Map;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Initializer;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.equivalence.replay.Cause;

/** Why what two sides were given is not the same: inputs, targets, masks, first parameters. */
final class GivenCause {
  /** How many standard errors a deviation may lie beside the one that it is taken for. */
  private static final double STANDARD_ERRORS = 4;

  /** Of fewer weights a deviation tells nothing. */
  private static final double LARGEST_ERROR = 0.2;

  private final Network network;
  private final Training training;
  private final Map<String, Tensor> left;
  private final Map<String, Tensor> right;

  /**
   * @param left what one side was given, by name
   * @param right what the other side was given
   */
  GivenCause(
      Network network, Training training, Map<String, Tensor> left, Map<String, Tensor> right) {
    this.network = network;
    this.training = training;
    this.left = left;
    this.right = right;
  }

  /** @return why the record of that name, which both have, differs */
  NamedCause of(String name) {
    double residual = residual(left.get(name), right.get(name));
    Cause cause = cause(name);
    return new NamedCause(Map.of(cause, 1.0), residual, 0);
  }

  /** @return whether the left side has weights that its network's initializer did not draw */
  boolean isOfLeft(String name) {
    return isWeight(name)
        && isSame(drawn(network.initializer(), name), right.get(name).values());
  }

  private static double residual(Tensor a, Tensor b) {
    if (a.values().length != b.values().length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int k = 0; k < a.values().length; k++) {
      largest = Math.max(largest, Math.abs(a.values()[k] - b.values()[k]));
    }
    return largest;
  }

  private Cause cause(String name) {
    if (name.equals("x") || name.equals("y")) {
      return ofBatch(name);
    }
    if (name.endsWith(".mask")) {
      return Cause.MASK_DIFFERS;
    }
    return Network.isWeight(name) && isOtherVariance(name)
        ? Cause.INITIALIZER_VARIANCE
        : Cause.INITIAL_WEIGHTS;
  }

  private Cause ofBatch(String name) {
    Tensor a = left.get(name);
    Tensor b = right.get(name);
    if (rows(a) != rows(b)) {
      return Cause.LAST_BATCH_DROPPED;
    }
    if (isReordered()) {
      return Cause.BATCH_ORDER;
    }
    if (name.equals("x")) {
      return isScaled(a.values(), b.values()) ? Cause.INPUTS_SCALED : Cause.INPUTS_DIFFER;
    }
    return isShifted(a, b) ? Cause.LABELS_SHIFTED : Cause.TARGETS_DIFFER;
  }

  private static int rows(Tensor tensor) {
    return tensor.shape().length == 0 ? 1 : tensor.shape()[0];
  }

  // The rows of x with those of y, on one side in another order than on the other
  private boolean isReordered() {
    String[] a = examples(left);
    String[] b = examples(right);
    if (a == null || b == null || a.length != b.length) {
      return false;
    }
    Arrays.sort(a);
    Arrays.sort(b);
    return Arrays.equals(a, b);
  }

  private static String[] examples(Map<String, Tensor> given) {
    Tensor x = given.get("x");
    Tensor y = given.get("y");
    if (x == null || y == null || rows(x) != rows(y)) {
      return null;
    }
    String[] examples = new String[rows(x)];
    for (int row = 0; row < examples.length; row++) {
      examples[row] = Arrays.toString(row(x, row)) + Arrays.toString(row(y, row));
    }
    return examples;
  }

  private static double[] row(Tensor tensor, int row) {
    int columns = tensor.values().length / rows(tensor);
    return Arrays.copyOfRange(tensor.values(), row * columns, (row + 1) * columns);
  }

  // b = c·a + d for all elements, to the roundings of a few operations
  private static boolean isScaled(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double product = 0;
    double square = 0;
    double largest = 0;
    for (int k = 0; k < a.length; k++) {
      product += (a[k] - meanA) * (b[k] - meanB);
      square += (a[k] - meanA) * (a[k] - meanA);
      largest = Math.max(largest, Math.abs(b[k]));
    }
    double scale = product / square;
    for (int k = 0; k < a.length; k++) {
      if (!(Math.abs(meanB + scale * (a[k] - meanA) - b[k]) <= 1e-5 * largest)) {
        return false;
      }
    }
    return true;
  }

  // The rows or the classes of b are those of a, each in its neighbour's place
  private static boolean isShifted(Tensor a, Tensor b) {
    int rows = rows(a);
    int columns = a.values().length / rows;
    for (int shift : new int[] {1, -1}) {
      boolean ofRows = rows > 1;
      boolean ofClasses = columns > 1;
      for (int k = 0; k < a.values().length; k++) {
        int row = k / columns;
        int column = k % columns;
        int otherRow = Math.floorMod(row + shift, rows);
        int otherColumn = Math.floorMod(column + shift, columns);
        boolean isAtEdge = row + shift != otherRow;
        ofRows &= isAtEdge || b.values()[k] == a.values()[otherRow * columns + column];
        ofClasses &= b.values()[k] == a.values()[row * columns + otherColumn];
      }
      if (ofRows || ofClasses) {
        return true;
      }
    }
    return false;
  }

  // The draws of the same seed by another initializer; the same with another factor; or, of enough
  // weights, a deviation that is not the network's own beside one that is
  private boolean isOtherVariance(String name) {
    double[] a = left.get(name).values();
    double[] b = right.get(name).values();
    if (isDrawnByAnother(name, a) || isDrawnByAnother(name, b) || isProportional(a, b)) {
      return true;
    }
    double error = STANDARD_ERRORS / Math.sqrt(2.0 * weights(left));
    boolean isLeftOwn = isOf(network.initializer(), left, error);
    boolean isRightOwn = isOf(network.initializer(), right, error);
    Map<String, Tensor> other = isLeftOwn ? right : left;
    return error < LARGEST_ERROR
        && isLeftOwn != isRightOwn
        && Arrays.stream(Initializer.Scaled.values())
            .anyMatch(scaled -> isOf(scaled, other, error));
  }

  private boolean isDrawnByAnother(String name, double[] values) {
    // Where a layer has as many inputs as units, some initializers are the same.
    boolean isOwn = isSame(drawn(network.initializer(), name), values);
    return !isOwn
        && Arrays.stream(Initializer.Scaled.values())
            .filter(scaled -> scaled != Initializer.Scaled.ZEROS)
            .anyMatch(scaled -> isSame(drawn(scaled, name), values));
  }

  private double[] drawn(Initializer initializer, String name) {
    Network other = new Network(
        network.inputs(), network.inputDropout(), network.layers(), network.loss(), initializer);
    int layer = Integer.parseInt(name.substring(1));
    return InitialWeights.ofLayer(other, layer, training.seed(), DataType.FLOAT64)
        .values();
  }

  private long weights(Map<String, Tensor> given) {
    return given.values().stream()
        .filter(tensor -> isWeight(tensor.name()))
        .mapToLong(tensor -> tensor.values().length)
        .sum();
  }

  private boolean isWeight(String name) {
    return network.parameterShapes().containsKey(name) && Network.isWeight(name);
  }

  // Whether √ of the mean of w², each in units of what the initializer gives, is 1
  private boolean isOf(Initializer initializer, Map<String, Tensor> given, double error) {
    double sum = 0;
    for (Tensor tensor : given.values()) {
      if (isWeight(tensor.name())) {
        int[] shape = network.parameterShapes().get(tensor.name());
        double expected = deviation(initializer, shape[0], shape[1]);
        sum +=
            Arrays.stream(tensor.values()).map(w -> w / expected * w / expected).sum();
      }
    }
    return Math.abs(Math.sqrt(sum / weights(given)) - 1) < error;
  }

  private static boolean isSame(double[] a, double[] b) {
    for (int k = 0; k < a.length; k++) {
      if (!(Math.abs(a[k] - b[k]) <= 1e-6 * Math.abs(a[k]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isProportional(double[] a, double[] b) {
    double product = 0;
    double square = 0;
    double largest = 0;
    for (int k = 0; k < a.length; k++) {
      product += a[k] * b[k];
      square += a[k] * a[k];
      largest = Math.max(largest, Math.abs(b[k]));
    }
    for (int k = 0; k < a.length; k++) {
      if (!(Math.abs(product / square * a[k] - b[k]) <= 1e-5 * largest)) {
        return false;
      }
    }
    return largest > 0;
  }

  // R7
  private static double deviation(Initializer initializer, int in, int out) {
    if (initializer instanceof Initializer.Normal normal) {
      return normal.standardDeviation();
    }
    return switch ((Initializer.Scaled) initializer) {
      case XAVIER, LECUN -> Math.sqrt(1.0 / in);
      case GLOROT_NORMAL, GLOROT_UNIFORM -> Math.sqrt(2.0 / ((double) in + out));
      case HE_NORMAL, HE_UNIFORM -> Math.sqrt(2.0 / in);
      case ZEROS -> 0;
    };
  }
}
