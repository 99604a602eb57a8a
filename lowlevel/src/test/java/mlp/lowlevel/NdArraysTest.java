package mlp.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;

import mlp.api.DataType;
import mlp.api.Matrix;
import mlp.api.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class NdArraysTest {

  @ParameterizedTest
  @EnumSource(DataType.class)
  void tensorsGoIntoColumnMajorOrderAndComeBack(DataType dataType) {
    Tensor tensor = Tensor.of("W1", new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    INDArray array = NdArrays.uninitialized(dataType, 'f', 2, 3);
    NdArrays.assign(array, tensor);
    assertThat(array.getDouble(0, 2)).isEqualTo(3);
    assertThat(array.data().asDouble()).containsExactly(1, 4, 2, 5, 3, 6);
    Tensor back = NdArrays.toTensor("W1", array);
    assertThat(back.values()).containsExactly(tensor.values());
    assertThat(back.shape()).containsExactly(2, 3);
    assertThat(NdArrays.toMatrix(array).toDoubles()).containsExactly(tensor.values());
  }

  @Test
  void doublesAreRoundedToTheNearestFloat() {
    INDArray array = NdArrays.uninitialized(DataType.FLOAT32, 'f', 3);
    NdArrays.assign(array, Tensor.of("b1", new double[] {0.1, -1e-30, 16777217}, 3));
    assertThat(NdArrays.toTensor("b1", array).values())
        .containsExactly((float) 0.1, (float) -1e-30, 16777216);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "1, 3", "3, 1", "1, 1"})
  void matricesOfEveryShapeComeBack(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 0.5;
    }
    for (DataType dataType : DataType.values()) {
      Matrix matrix = Matrix.of(rows, columns, values).as(dataType);
      INDArray array = NdArrays.copy(matrix, NdArrays.uninitialized(dataType, 'c', 2, columns));
      assertThat(array.shape()).containsExactly(rows, columns);
      assertThat(NdArrays.toMatrix(array).dataType()).isEqualTo(dataType);
      assertThat(NdArrays.toMatrix(array).toDoubles()).containsExactly(values);
    }
  }

  @Test
  void resizingKeepsTypeAndOrderAndFreesTheOldMemory() {
    INDArray before = NdArrays.uninitialized(DataType.FLOAT64, 'f', 1, 5);
    INDArray after = NdArrays.resized(before, 3);
    assertThat(after.shape()).containsExactly(3, 5);
    assertThat(after.ordering()).isEqualTo('f');
    assertThat(before.wasClosed()).isTrue();
    assertThat(NdArrays.resized(after, 3)).isSameAs(after);
  }
}
