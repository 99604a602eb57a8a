package mlp.exercises.e11;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** How the numbers of an NDArray lie in memory; what they are is the same. */
enum Form {
  /** Row after row, as {@code Nd4j.createFromArray} makes it. */
  ROWS("in 'c' order"),
  /** Column after column. */
  COLUMNS("in 'f' order"),
  /** A part of a larger array, whose other numbers lie between. */
  VIEW("as a view of a larger array");

  private final String text;

  Form(String text) {
    this.text = text;
  }

  /** In words: "in 'f' order". */
  String text() {
    return text;
  }

  INDArray array(double[][] rows, DataType type) {
    INDArray array = Nd4j.createFromArray(rows).castTo(type);
    return switch (this) {
      case ROWS -> array;
      case COLUMNS -> array.dup('f');
      case VIEW -> view(array);
    };
  }

  private static INDArray view(INDArray array) {
    INDArray larger =
        Nd4j.valueArrayOf(new long[] {array.size(0) + 2, array.size(1) + 3}, 99, array.dataType());
    INDArray view = larger.get(
        NDArrayIndex.interval(1, 1 + array.size(0)), NDArrayIndex.interval(2, 2 + array.size(1)));
    return view.assign(array);
  }
}
