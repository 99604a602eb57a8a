package mlp.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mlp.api.InvalidInput;

/**
 * The classes of a data set and which of them each row has.
 *
 * @param classes the names, sorted: by number if all of them are numbers, otherwise by text
 * @param labels of each row, an index into the classes
 */
record ClassLabels(List<String> classes, int[] labels) {
  /** Each class is an output of the network and a column of the targets. */
  private static final int MOST_CLASSES = 1000;

  /**
   * @param source of the labels, for messages
   * @param texts the label of each row
   * @throws InvalidInput if there is one class only, a number that is not whole, or hardly a label
   *     occurs twice
   */
  static ClassLabels of(String source, List<String> texts) {
    Map<String, Double> numbers = new HashMap<>();
    for (String text : texts) {
      numbers.computeIfAbsent(text, DecimalNumber::parse);
    }
    boolean numeric = numbers.values().stream().noneMatch(number -> number.isNaN());
    if (numeric) {
      requireWhole(source, numbers);
    }
    // Equal numbers are one class: 1 and 1.0. Otherwise, equal texts are.
    Comparator<String> order = numeric
        ? Comparator.comparingDouble(text -> numbers.get(text) + 0.0)
        : Comparator.naturalOrder();
    TreeMap<String, Integer> classOf = new TreeMap<>(order);
    texts.forEach(text -> classOf.putIfAbsent(text, 0));
    requireSeveralRowsEach(source, classOf.size(), texts.size());
    int next = 0;
    for (Map.Entry<String, Integer> entry : classOf.entrySet()) {
      entry.setValue(next++);
    }
    return new ClassLabels(
        new ArrayList<>(classOf.keySet()), texts.stream().mapToInt(classOf::get).toArray());
  }

  private static void requireWhole(String source, Map<String, Double> numbers) {
    numbers.forEach((text, number) -> {
      if (!Double.isFinite(number) || number != Math.rint(number)) {
        throw new InvalidInput(
            source,
            "the label " + text,
            "classes: text or whole numbers; real targets can be given in an npz file");
      }
    });
  }

  private static void requireSeveralRowsEach(String source, int classes, int rows) {
    if (classes < 2) {
      throw new InvalidInput(source, "one class only", "labels of at least two classes");
    }
    if (classes > MOST_CLASSES) {
      throw new InvalidInput(
          source,
          classes + " classes",
          "at most " + MOST_CLASSES + "; is the last column really the label?");
    }
    if (2L * classes > rows) {
      throw new InvalidInput(
          source,
          classes + " classes in " + rows + " rows",
          "labels that repeat, on two rows each on average");
    }
  }
}
