package mlp.data;

import java.util.List;
import java.util.Optional;
import mlp.api.Batch;
import mlp.api.InvalidInput;

/**
 * Examples to train on and others to test with, scaled and ready for a network.
 *
 * @param name as the user asked for it: {@code digits}, {@code csv:iris.csv}
 * @param description one line for a reader: what it is, and whose
 * @param training x [rows, features] and y [rows, outputs]
 * @param validation the same of rows that were kept out of the training part, to choose settings
 *     with and to end a training early; only where it was asked for
 * @param test the same of rows that decide nothing, in the same data type
 * @param classes the name of each output; empty where the targets are not classes
 * @param imageRows the height of an image in pixels, where a row of inputs is one; otherwise 0
 * @param imageColumns its width, or 0
 */
public record DataSet(
    String name,
    String description,
    Batch training,
    Optional<Batch> validation,
    Batch test,
    List<String> classes,
    int imageRows,
    int imageColumns) {
  /**
   * @throws InvalidInput if the parts differ in their columns or data type, or the classes or the
   *     image are not theirs
   */
  public DataSet {
    classes = List.copyOf(classes);
    int features = training.inputs().columns();
    int outputs = training.targets().columns();
    validation.ifPresent(part -> requireSameForm("validation", part, training));
    requireSameForm("test", test, training);
    if (!classes.isEmpty()) {
      requireEqual("targets", outputs, classes.size());
    }
    if (imageRows != 0 || imageColumns != 0) {
      requireEqual("inputs", features, imageRows * imageColumns);
    }
  }

  private static void requireSameForm(String name, Batch part, Batch training) {
    requireEqual(name + " inputs", part.inputs().columns(), training.inputs().columns());
    requireEqual(name + " targets", part.targets().columns(), training.targets().columns());
    if (part.dataType() != training.dataType()) {
      throw new InvalidInput(name, part.dataType(), training.dataType() + ", as the training part");
    }
  }

  private static void requireEqual(String field, int columns, int expected) {
    if (columns != expected) {
      throw new InvalidInput(field, columns + " columns", expected + " columns");
    }
  }
}
