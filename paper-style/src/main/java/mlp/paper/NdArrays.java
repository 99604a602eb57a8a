package mlp.paper;

import mlp.api.DataType;
import mlp.api.Matrix;
import mlp.api.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From the project's row-major arrays to ND4J's and back. All copy; no value changes. */
final class NdArrays {
  private NdArrays() {}

  static org.nd4j.linalg.api.buffer.DataType type(DataType dataType) {
    return switch (dataType) {
      case FLOAT32 -> org.nd4j.linalg.api.buffer.DataType.FLOAT;
      case FLOAT64 -> org.nd4j.linalg.api.buffer.DataType.DOUBLE;
    };
  }

  // [rows,columns]
  static INDArray of(Matrix matrix) {
    INDArray values = switch (matrix.dataType()) {
      case FLOAT32 -> Nd4j.createFromArray(matrix.float32());
      case FLOAT64 -> Nd4j.createFromArray(matrix.float64());
    };
    return values.reshape('c', matrix.rows(), matrix.columns());
  }

  // Copies into the NDArray, unless it has another shape: to make one takes longer than to copy a
  // batch. What is made here is kept, so that it belongs to no workspace of the caller.
  static INDArray copy(Matrix matrix, INDArray kept) {
    INDArray array = kept != null && kept.size(0) == matrix.rows()
        ? kept
        : Nd4j.createUninitializedDetached(
            type(matrix.dataType()), 'c', matrix.rows(), matrix.columns());
    switch (matrix.dataType()) {
      case FLOAT32 -> array.data().asNioFloat().put(matrix.float32());
      case FLOAT64 -> array.data().asNioDouble().put(matrix.float64());
    }
    return array;
  }

  // Rounded to the data type.
  static INDArray of(Tensor tensor, DataType dataType) {
    return Nd4j.createFromArray(tensor.values())
        .castTo(type(dataType))
        .reshape('c', tensor.shape());
  }

  static Matrix toMatrix(INDArray array) {
    int rows = (int) array.size(0);
    int columns = (int) array.size(1);
    INDArray rowMajor = array.dup('c');
    return rowMajor.dataType() == org.nd4j.linalg.api.buffer.DataType.FLOAT
        ? Matrix.of(rows, columns, rowMajor.data().asFloat())
        : Matrix.of(rows, columns, rowMajor.data().asDouble());
  }

  /**
   * The elements in row-major order, whatever the array's own order: weights are in 'f' order, and
   * their buffer is shared with all other parameters. A Java array, unlike a {@code dup}, outlives
   * DL4J's workspaces.
   */
  static double[] toDoubles(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
