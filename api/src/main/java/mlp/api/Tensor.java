package mlp.api;

import java.util.Arrays;
import java.util.Objects;

/**
 * A named tensor, as tracks hand it to one another: in row-major order, in doubles, which hold
 * every float exactly. Nobody changes its arrays.
 *
 * @param name as in the trace: W1, dz2, loss
 * @param shape the length of every dimension; empty for a scalar
 * @param values the elements, the last dimension's index running fastest
 */
public record Tensor(String name, int[] shape, double[] values) {
  /** @throws InvalidInput if a dimension is negative or the shape is not that of the values */
  public Tensor {
    Objects.requireNonNull(name, "name");
    if (size(shape) != values.length) {
      throw new InvalidInput(
          name,
          values.length + " values",
          size(shape) + ", for its shape " + Arrays.toString(shape));
    }
  }

  /** @param values copied; there may be more of them than the shape needs */
  public static Tensor of(String name, double[] values, int... shape) {
    return new Tensor(name, shape.clone(), Arrays.copyOf(values, Math.toIntExact(size(shape))));
  }

  /** @param values copied; there may be more of them than the shape needs */
  public static Tensor of(String name, float[] values, int... shape) {
    return new Tensor(
        name, shape.clone(), toDoubles(Arrays.copyOf(values, Math.toIntExact(size(shape))), null));
  }

  /** @return a tensor without dimensions */
  public static Tensor scalar(String name, double value) {
    return new Tensor(name, new int[0], new double[] {value});
  }

  /** @return the same values under another name */
  public Tensor named(String name) {
    return new Tensor(name, shape, values);
  }

  /** @param destination as long as the values */
  public void copyTo(double[] destination) {
    System.arraycopy(values, 0, destination, 0, values.length);
  }

  /** @param destination as long as the values, which are rounded to nearest */
  public void copyTo(float[] destination) {
    for (int i = 0; i < values.length; i++) {
      destination[i] = (float) values[i];
    }
  }

  /**
   * @param index of an element in the values
   * @return where the element stands, as [row, column]
   */
  public String place(int index) {
    int[] place = new int[shape.length];
    int rest = index;
    for (int d = shape.length - 1; d >= 0; d--) {
      place[d] = rest % shape[d];
      rest /= shape[d];
    }
    return Arrays.toString(place);
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }

  static long size(int[] shape) {
    long size = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new InvalidInput("shape", Arrays.toString(shape), "no negative dimension");
      }
      long product = size * length;
      if (length != 0 && product / length != size) {
        throw new InvalidInput("shape", Arrays.toString(shape), "fewer than 2⁶³ elements");
      }
      size = product;
    }
    return size;
  }

  static double[] toDoubles(float[] float32, double[] float64) {
    if (float64 != null) {
      return float64.clone();
    }
    double[] doubles = new double[float32.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = float32[i];
    }
    return doubles;
  }
}
