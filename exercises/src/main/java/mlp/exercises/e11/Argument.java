package mlp.exercises.e11;

import java.util.Arrays;
import mlp.exercises.grading.Wrong;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An NDArray that a learner's method shall only read.
 *
 * @param name of the argument
 * @param array what is handed to the method
 * @param before a copy of its numbers, row after row
 */
record Argument(String name, INDArray array, double[] before) {

  /** @param rows one of them for b, which is a vector */
  static Argument of(String name, double[][] rows, DataType type, Form form) {
    INDArray array = name.equals("b")
        ? Form.ROWS.array(rows, type).reshape(rows[0].length)
        : form.array(rows, type);
    return new Argument(name, array, numbers(array));
  }

  /** @return the numbers of an array row after row, however they lie in memory */
  static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  /** @throws Wrong if the method has changed it */
  void requireUnchanged(String method) {
    if (!Arrays.equals(numbers(array), before)) {
      throw new Wrong(
          method + "(…) changes its argument " + name + ", which the caller still needs."
              + " An operation whose name ends with i (addi, muli, subi, divi, rsubi) writes to the array"
              + " on which it is called, and so does Transforms.tanh(z, false); a row or a part that"
              + " getRow, get or reshape gave is a view: what is written there is written to the array"
              + " itself. Use the name without i, or dup() first.");
    }
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(array.shape());
  }
}
