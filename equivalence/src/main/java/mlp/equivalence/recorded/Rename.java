package mlp.equivalence.recorded;

import mlp.api.Tensor;

/**
 * What a tensor of a file is in the names of {@link mlp.api.Trace}.
 *
 * @param name W1
 * @param isTransposed whether the file has it as [out, in]
 */
record Rename(String name, boolean isTransposed) {
  private static final String TRANSPOSED = ".T";

  /** @param text W1, or W1.T for one that is to be transposed */
  static Rename parse(String text) {
    boolean isTransposed = text.endsWith(TRANSPOSED);
    return new Rename(
        isTransposed ? text.substring(0, text.length() - TRANSPOSED.length()) : text, isTransposed);
  }

  Tensor of(Tensor tensor) {
    if (!isTransposed || tensor.shape().length != 2) {
      return tensor.named(name);
    }
    int rows = tensor.shape()[0];
    int columns = tensor.shape()[1];
    double[] from = tensor.values();
    double[] to = new double[from.length];
    for (int k = 0; k < from.length; k++) { // not by rows: there may be billions that are empty
      to[k % columns * rows + k / columns] = from[k];
    }
    return new Tensor(name, new int[] {columns, rows}, to);
  }

  @Override
  public String toString() {
    return isTransposed ? name + ", transposed" : name;
  }
}
