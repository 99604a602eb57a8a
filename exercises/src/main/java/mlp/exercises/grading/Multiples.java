package mlp.exercises.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The constants by which a learner's numbers may be a multiple of those expected. */
final class Multiples {
  private record Named(double value, String text) {}

  private final List<Named> names = new ArrayList<>();

  /** Adds a constant and its inverse, with what to say of a multiple by them. */
  void add(double value, String product, String quotient) {
    names.add(new Named(value, product));
    names.add(new Named(1 / value, quotient));
  }

  /** @return the constant and what it says, where found = constant · expected in every element */
  Optional<String> of(double[] expected, double[] found, double tolerance) {
    int largest = 0;
    int notZero = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.abs(expected[i]) > Math.abs(expected[largest]) ? i : largest;
      notZero += expected[i] == 0 ? 0 : 1;
    }
    double constant = found[largest] / expected[largest];
    if (!Double.isFinite(constant) || constant == 0) {
      return Optional.empty();
    }
    double[] multiple = new double[expected.length];
    for (int i = 0; i < expected.length; i++) {
      multiple[i] = constant * expected[i];
    }
    if (!Deviations.agree(multiple, found, Math.max(tolerance, 1e-12))) {
      return Optional.empty();
    }
    Optional<String> named = named(constant, tolerance);
    return named.isPresent() || notZero < 3 ? named : Optional.of(number(constant) + UNNAMED);
  }

  private static final String UNNAMED =
      " in every element: a constant factor is too much, or missing";

  private Optional<String> named(double constant, double tolerance) {
    List<Named> all = new ArrayList<>(names);
    all.add(new Named(-1, "−1: the sign is wrong"));
    for (int i = 0; i < names.size(); i++) {
      all.add(new Named(-names.get(i).value, "−" + names.get(i).text + "; and the sign is wrong"));
      for (int j = i + 1; j < names.size(); j++) {
        double product = names.get(i).value * names.get(j).value;
        if (product != 1) {
          all.add(new Named(product, "(" + names.get(i).text + ") × (" + names.get(j).text + ")"));
        }
      }
    }
    all.add(new Named(2, "2: a factor 2 is too much, or a ½ is missing"));
    all.add(new Named(0.5, "½: a factor 2 is missing, or a ½ too much"));
    return all.stream()
        .filter(name ->
            Math.abs(constant - name.value) <= Math.max(tolerance, 1e-9) * Math.abs(name.value))
        .findFirst()
        .map(Named::text);
  }

  /** @return with six digits at most, as one writes it: 0.125, 3.14159, 1e-07 */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value).replace('-', '−');
    }
    String text = String.format(Locale.ROOT, "%.6g", value);
    if (text.contains(".") && !text.contains("e")) {
      text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return text.startsWith("-") ? "−" + text.substring(1) : text;
  }
}
