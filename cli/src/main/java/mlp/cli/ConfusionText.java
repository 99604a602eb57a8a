package mlp.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import mlp.api.Evaluation;

/** Which classes are taken for which, as text: rows are the true classes, columns the predicted. */
final class ConfusionText {
  /** A matrix of more classes than this is wider than a page. */
  private static final int MOST_CLASSES = 20;

  private static final int WIDEST_NAME = 12;

  private ConfusionText() {}

  /**
   * @param test of a network
   * @param classes their names; empty where they are numbers
   * @return lines of text: the matrix, if it is not too large, and the accuracy; none where the
   *     targets are not classes
   */
  static List<String> of(Evaluation test, List<String> classes) {
    int[][] confusion = test.confusion();
    List<String> lines = new ArrayList<>();
    if (confusion.length == 0) {
      return lines;
    }
    if (confusion.length <= MOST_CLASSES) {
      lines.addAll(matrix(confusion, classes));
      lines.add("");
    }
    int all = Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
    int right = IntStream.range(0, confusion.length).map(i -> confusion[i][i]).sum();
    lines.add(String.format(
        Locale.ROOT,
        "test accuracy %s: %,d of %,d are right",
        Wording.accuracy(test.accuracy()),
        right,
        all));
    return lines;
  }

  private static List<String> matrix(int[][] confusion, List<String> classes) {
    List<String> names = IntStream.range(0, confusion.length)
        .mapToObj(i -> classes.isEmpty() ? Integer.toString(i) : shortened(classes.get(i)))
        .toList();
    int largest = Arrays.stream(confusion).flatMapToInt(Arrays::stream).max().orElseThrow();
    int width = Math.max(
        Integer.toString(largest).length(),
        names.stream().mapToInt(String::length).max().orElseThrow());
    List<String> lines = new ArrayList<>(
        List.of("confusion on the test examples: true classes in rows, predicted in columns"));
    lines.add(row("", names, width));
    for (int i = 0; i < confusion.length; i++) {
      List<String> counts =
          Arrays.stream(confusion[i]).mapToObj(ConfusionText::cell).toList();
      lines.add(row(names.get(i), counts, width));
    }
    return lines;
  }

  private static String cell(int count) {
    return count == 0 ? "." : Integer.toString(count);
  }

  private static String row(String name, List<String> cells, int width) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%" + width + "s ", name));
    cells.forEach(cell -> row.append(String.format(Locale.ROOT, " %" + width + "s", cell)));
    return row.toString();
  }

  private static String shortened(String name) {
    return name.length() <= WIDEST_NAME ? name : name.substring(0, WIDEST_NAME - 1) + "…";
  }
}
