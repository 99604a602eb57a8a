package mlp.lowlevel;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import mlp.api.DataType;
import mlp.api.Matrix;
import mlp.api.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where numbers cross between row-major Java arrays, as all tracks exchange them, and NDArrays.
 *
 * <p>Parameters and activations are in 'f' order (columns first), in which sums over rows take half
 * the time; the inputs stay in 'c' order (rows first), which the matrix products take as well. An
 * operation by element on two orders is slow, and a step has none.
 *
 * <p>NDArrays that are kept are made detached: one made inside a workspace of the caller would lose
 * its memory when that workspace closes.
 */
final class NdArrays {
  private NdArrays() {}

  /** An NDArray in the order 'c' or 'f' whose numbers are yet to be set. */
  static INDArray uninitialized(DataType dataType, char order, long... shape) {
    return Nd4j.createUninitializedDetached(type(dataType), order, shape);
  }

  /**
   * The NDArray itself if it has so many rows; else a new one, and the old one's memory is freed.
   */
  static INDArray resized(INDArray array, long rows) {
    if (array.size(0) == rows) {
      return array;
    }
    INDArray resized =
        Nd4j.createUninitializedDetached(array.dataType(), array.ordering(), rows, array.size(1));
    array.close();
    return resized;
  }

  /**
   * Copies a matrix into an NDArray, which is resized if need be. (To make one by
   * {@code Nd4j.create} takes a hundred times as long.)
   */
  static INDArray copy(Matrix matrix, INDArray array) {
    INDArray copy = resized(array, matrix.rows());
    boolean byColumns = copy.ordering() == 'f';
    switch (matrix.dataType()) {
      case FLOAT32 -> {
        float[] values = matrix.float32();
        copy.data().asNioFloat().put(byColumns ? transposed(values, matrix.rows()) : values);
      }
      case FLOAT64 -> {
        double[] values = matrix.float64();
        copy.data().asNioDouble().put(byColumns ? transposed(values, matrix.rows()) : values);
      }
    }
    return copy;
  }

  private static float[] transposed(float[] values, int rows) {
    float[] transposed = new float[values.length];
    int columns = values.length / rows;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return transposed;
  }

  private static double[] transposed(double[] values, int rows) {
    double[] transposed = new double[values.length];
    int columns = values.length / rows;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return transposed;
  }

  /** Fills an NDArray in 'c' order: a value where an element is kept, else 0. */
  static void fill(INDArray array, boolean[] kept, double value) {
    if (array.dataType() == org.nd4j.linalg.api.buffer.DataType.FLOAT) {
      FloatBuffer floats = array.data().asNioFloat();
      for (int i = 0; i < kept.length; i++) {
        floats.put(i, kept[i] ? (float) value : 0);
      }
    } else {
      DoubleBuffer doubles = array.data().asNioDouble();
      for (int i = 0; i < kept.length; i++) {
        doubles.put(i, kept[i] ? value : 0);
      }
    }
  }

  /** Sets all numbers of an NDArray, rounded to its data type. */
  static void assign(INDArray array, Tensor tensor) {
    try (INDArray values = Nd4j.createFromArray(tensor.values())) {
      array.assign(values.reshape('c', array.shape()));
    }
  }

  static Matrix toMatrix(INDArray array) {
    int rows = (int) array.size(0);
    int columns = (int) array.size(1);
    try (INDArray rowMajor = array.dup('c')) {
      return switch (array.dataType()) {
        case FLOAT -> Matrix.of(rows, columns, rowMajor.data().asFloat());
        default -> Matrix.of(rows, columns, rowMajor.data().asDouble());
      };
    }
  }

  static Tensor toTensor(String name, INDArray array) {
    int[] shape = new int[array.rank()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = (int) array.size(d);
    }
    try (INDArray rowMajor = array.dup('c')) {
      return new Tensor(name, shape, rowMajor.data().asDouble());
    }
  }

  private static org.nd4j.linalg.api.buffer.DataType type(DataType dataType) {
    return switch (dataType) {
      case FLOAT32 -> org.nd4j.linalg.api.buffer.DataType.FLOAT;
      case FLOAT64 -> org.nd4j.linalg.api.buffer.DataType.DOUBLE;
    };
  }
}
