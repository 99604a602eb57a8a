package mlp.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.formats.NpyArray;
import mlp.formats.Npz;

/**
 * A user's own arrays: x [rows, features] and y, its {@link NpzTargets}; x_test and y_test
 * likewise, if the file brings a test part of its own.
 */
final class NpzData {
  private final Path file;
  private final Map<String, NpyArray> arrays;

  private NpzData(Path file) {
    this.file = file;
    arrays = Npz.read(file);
  }

  static DataSet load(String spec, Path file, DataOptions options, DataType dataType) {
    NpzData npz = new NpzData(file);
    Table x = npz.inputs("x");
    NpzTargets y = NpzTargets.of(npz.place("y"), npz.rowsOf("y", x), npz.numbers("y"));
    Examples training = new Examples(x, y.table());
    Examples test;
    if (npz.arrays.containsKey("x_test") || npz.arrays.containsKey("y_test")) {
      DataSets.refuse(
          spec, "testFraction", options.testFraction(), "it has a test part of its own");
      test = npz.testPart(x, y);
    } else {
      Examples all = training;
      StratifiedSplit split = StratifiedSplit.ofTest(y.labels(), options.testFractionOrDefault());
      training = all.rows(split.training());
      test = all.rows(split.heldOut());
    }
    Parts.Scaled parts = Parts.of(training, test, options)
        .scaled(inputs -> Scaler.fit(options.scalingOr(Scaling.STANDARDIZE), inputs), dataType);
    return new DataSet(
        spec,
        String.format(
            Locale.ROOT,
            "%d rows of %d features to train and %d to test, from %s",
            training.inputs().rows(),
            x.columns(),
            test.inputs().rows(),
            file.getFileName()),
        parts.training(),
        parts.validation(),
        parts.test(),
        y.classes(),
        0,
        0);
  }

  private Examples testPart(Table x, NpzTargets y) {
    Table inputs = inputs("x_test");
    if (inputs.columns() != x.columns()) {
      throw new InvalidInput(
          place("x_test"), inputs.columns() + " columns", x.columns() + ", as x has");
    }
    int[] shape = rowsOf("y_test", inputs);
    return new Examples(inputs, y.testTable(place("y_test"), shape, numbers("y_test")));
  }

  private Table inputs(String name) {
    int[] shape = array(name).shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw new InvalidInput(
          place(name),
          "the shape " + Arrays.toString(shape),
          "[rows, features]; reshape the array before it is saved");
    }
    return Table.of(shape[1], numbers(name));
  }

  /** The shape of targets, once it is known that they have the rows of their inputs. */
  private int[] rowsOf(String name, Table inputs) {
    int[] shape = array(name).shape();
    boolean columnOrTable = shape.length == 1 || (shape.length == 2 && shape[1] > 0);
    if (!columnOrTable || shape[0] != inputs.rows()) {
      throw new InvalidInput(
          place(name),
          "the shape " + Arrays.toString(shape),
          String.format(
              Locale.ROOT, "[%1$d] or [%1$d, outputs], as the inputs have rows", inputs.rows()));
    }
    return shape;
  }

  private NpyArray array(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new InvalidInput(
          file.toString(),
          arrays.keySet().stream().collect(Collectors.joining(", ", "the arrays [", "]")),
          "one of the name " + name);
    }
    return array;
  }

  private double[] numbers(String name) {
    NpyArray array = array(name);
    double[] numbers = array.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        int columns = array.shape().length == 2 ? array.shape()[1] : 1;
        throw new InvalidInput(
            place(name) + ", row " + i / columns + ", column " + i % columns + " (from 0)",
            numbers[i],
            "a finite number");
      }
    }
    return numbers;
  }

  private String place(String name) {
    return file + ", array " + name;
  }
}
