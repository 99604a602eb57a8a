package mlp.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mlp.api.InvalidInput;

/**
 * What y of an npz file means. Its shape says it: [rows] are whole-number labels; [rows, outputs]
 * are classes where each row holds a single 1 among zeros, and otherwise real targets.
 *
 * @param form which of the three
 * @param table [rows, outputs]
 * @param classes empty where the targets are real
 * @param labels of each row, an index into the classes; 0 where the targets are real
 */
record NpzTargets(Form form, Table table, List<String> classes, int[] labels) {
  private enum Form {
    LABELS,
    ONE_HOT,
    REAL
  }

  /** @throws InvalidInput if a label is not whole, or there are no two classes */
  static NpzTargets of(String source, int[] shape, double[] values) {
    if (shape.length == 1) {
      ClassLabels labels = ClassLabels.of(source, texts(source, values));
      Table table = Table.oneHot(labels.classes().size(), labels.labels());
      return new NpzTargets(Form.LABELS, table, labels.classes(), labels.labels());
    }
    Table table = Table.of(shape[1], values);
    if (!table.isOneHot()) {
      return new NpzTargets(Form.REAL, table, List.of(), table.labels());
    }
    int[] labels = table.labels();
    if (IntStream.of(labels).distinct().count() < 2) {
      throw new InvalidInput(source, "one class only", "rows of at least two classes");
    }
    List<String> classes =
        IntStream.range(0, table.columns()).mapToObj(Integer::toString).toList();
    return new NpzTargets(Form.ONE_HOT, table, classes, labels);
  }

  /**
   * @return the targets of the test part, which mean what these mean
   * @throws InvalidInput if they cannot, or hold a label that is none of these classes
   */
  Table testTable(String source, int[] shape, double[] values) {
    if (form == Form.LABELS && shape.length == 1) {
      return oneHot(source, texts(source, values));
    }
    Table test = shape.length == 2 ? Table.of(shape[1], values) : null;
    if (form == Form.LABELS
        || test == null
        || test.columns() != table.columns()
        || (form == Form.ONE_HOT && !test.isOneHot())) {
      throw new InvalidInput(
          source, "targets of the shape " + Arrays.toString(shape), "the kind of y: " + describe());
    }
    return test;
  }

  private String describe() {
    return switch (form) {
      case LABELS -> "one label a row";
      case ONE_HOT -> "one-hot rows of " + table.columns() + " columns";
      case REAL -> "rows of " + table.columns() + " columns";
    };
  }

  private Table oneHot(String source, List<String> texts) {
    Map<String, Integer> indices = IntStream.range(0, classes.size())
        .boxed()
        .collect(Collectors.toMap(classes::get, index -> index));
    int[] test = new int[texts.size()];
    for (int row = 0; row < test.length; row++) {
      Integer index = indices.get(texts.get(row));
      if (index == null) {
        throw new InvalidInput(
            source + ", row " + row + " (from 0)",
            "the label " + texts.get(row),
            "one of y's: " + shown(classes));
      }
      test[row] = index;
    }
    return Table.oneHot(classes.size(), test);
  }

  private static String shown(List<String> classes) {
    int most = 10;
    return String.join(", ", classes.subList(0, Math.min(most, classes.size())))
        + (classes.size() > most ? ", …" : "");
  }

  private static List<String> texts(String source, double[] labels) {
    return DoubleStream.of(labels)
        .mapToObj(label -> {
          if (label != Math.rint(label) || Math.abs(label) > 1L << 53) {
            throw new InvalidInput(
                source,
                "the label " + label,
                "whole numbers; real targets need the shape [rows, outputs]");
          }
          return Long.toString((long) label);
        })
        .toList();
  }
}
