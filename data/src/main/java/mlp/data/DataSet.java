package mlp.data;

import java.util.List;
import mlp.api.Batch;
import mlp.api.InvalidInput;

/**
 * Examples to train on and others to test with, scaled and ready for a network.
 *
 * @param name as the user asked for it: {@code digits}, {@code csv:iris.csv}
 * @param description one line for a reader: what it is, and whose
 * @param training x [rows, features] and y [rows, outputs]
 * @param test the same of other rows, in the same data type
 * @param classes the name of each output; empty where the targets are not classes
 * @param imageRows the height of an image in pixels, where a row of inputs is one; otherwise 0
 * @param imageColumns its width, or 0
 */
public record DataSet(
    String name,
    String description,
    Batch training,
    Batch test,
    List<String> classes,
    int imageRows,
    int imageColumns) {
  /**
   * @throws InvalidInput if training and test differ in their columns or data type, or the classes
   *     or the image are not theirs
   */
  public DataSet {
    classes = List.copyOf(classes);
    int features = training.inputs().columns();
    int outputs = training.targets().columns();
    requireEqual("test inputs", test.inputs().columns(), features);
    requireEqual("test targets", test.targets().columns(), outputs);
    if (test.dataType() != training.dataType()) {
      throw new InvalidInput(
          "test", test.dataType(), training.dataType() + ", as the training part");
    }
    if (!classes.isEmpty()) {
      requireEqual("targets", outputs, classes.size());
    }
    if (imageRows != 0 || imageColumns != 0) {
      requireEqual("inputs", features, imageRows * imageColumns);
    }
  }

  private static void requireEqual(String field, int columns, int expected) {
    if (columns != expected) {
      throw new InvalidInput(field, columns + " columns", expected + " columns");
    }
  }
}
