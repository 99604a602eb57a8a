package mlp.exercises.grading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import mlp.api.Tensor;

/**
 * Turns a wrong array into a sentence. What is said, the first that fits: a known mistake gives
 * just these numbers; the shape is wrong; it is not finite; it is all zeros; it is another array of
 * the step; transposed; a multiple; shifted; of single precision; right but for a row, a column or
 * an element; or else where it first differs.
 *
 * <p>Numbers are given as a double, double[], double[][] or {@link Tensor}.
 */
public final class Explanation {
  private final Tensor expected;
  private final List<Known> mistakes = new ArrayList<>();
  private final List<Known> others = new ArrayList<>();
  private final Multiples multiples = new Multiples();
  private String given = "";
  private String reference = "the reference";
  private double tolerance = 1e-10;

  /** Numbers that a learner may have found, and what it says of them. */
  private record Known(String text, Supplier<?> numbers) {}

  private Explanation(Tensor expected) {
    this.expected = expected;
  }

  /**
   * @param name of what is computed, as the exercise's page writes it: dW2
   * @param expected a double, double[], double[][] or Tensor
   */
  public static Explanation of(String name, Object expected) {
    return new Explanation(Values.tensor(name, expected));
  }

  /** Says for which arguments, where a reader can follow by hand: {@code p = 0.5, u = [[0.1]]}. */
  public Explanation given(String arguments) {
    given = "For " + arguments + ": ";
    return this;
  }

  /** Says whose numbers these are, in the place of "the reference". */
  public Explanation reference(String who) {
    reference = who;
    return this;
  }

  /** Sets the difference that counts as none, relative to the largest expected number. */
  public Explanation within(double relative) {
    tolerance = relative;
    return this;
  }

  /**
   * Adds a known mistake.
   *
   * @param sentence to the learner, ending with a full stop: "You kept where u &lt; p: p is the
   *     probability to drop."
   * @param numbers what it gives in the place of those expected
   */
  public Explanation mistake(String sentence, Supplier<?> numbers) {
    mistakes.add(new Known(sentence, numbers));
    return this;
  }

  /**
   * Adds another array that may have been taken for this one.
   *
   * @param what "a, the layer's output before dropout"
   */
  public Explanation other(String what, Supplier<?> numbers) {
    others.add(new Known(what, numbers));
    return this;
  }

  /** Names the number of rows of the batch: a multiple by it is a sum in the place of a mean. */
  public Explanation rows(int n) {
    multiples.add(
        n,
        n + ", the number of rows: you summed over the batch instead of averaging",
        "1/" + n + ", one over the number of rows: you averaged where a sum is asked, or twice");
    return this;
  }

  /** Names a constant by which one may be off: {@code factor("k, the number of outputs", 10)}. */
  public Explanation factor(String what, double value) {
    String number = Multiples.number(value);
    multiples.add(
        value,
        number + ", " + what + ": a division by it is missing, or a product too much",
        "1/" + number + ", one over " + what + ": a product with it is missing, or a division too"
            + " much");
    return this;
  }

  /**
   * @param found what the learner's code gave
   * @throws Wrong with the explanation, if it is not what is expected
   */
  public void require(Object found) {
    explain(found).ifPresent(text -> {
      throw new Wrong(text);
    });
  }

  /**
   * Judges the shape alone, whatever the numbers are.
   *
   * @throws Wrong with the explanation, if it is not the one expected
   */
  public void requireShape(Object found) {
    Tensor tensor = Values.tensor(expected.name(), found);
    if (!Arrays.equals(tensor.shape(), expected.shape())) {
      throw new Wrong(given + ofShape(tensor));
    }
  }

  /** @return why what was found is not what is expected; nothing if it is */
  public Optional<String> explain(Object found) {
    Tensor tensor = Values.tensor(expected.name(), found);
    if (!Arrays.equals(tensor.shape(), expected.shape())) {
      return Optional.of(given + ofShape(tensor));
    }
    return agree(tensor, expected) ? Optional.empty() : Optional.of(given + ofNumbers(tensor));
  }

  private String your() {
    return (given.isEmpty() ? "Your " : "your ") + expected.name();
  }

  private String ofShape(Tensor found) {
    return knownMistake(found)
        .orElseGet(() -> your() + " has the shape " + shape(found) + ", expected "
            + shape(expected)
            + (Arrays.equals(found.shape(), reversed(expected.shape()))
                ? ": rows and columns are exchanged."
                : "."));
  }

  private String ofNumbers(Tensor found) {
    return knownMistake(found)
        .or(() -> notFinite(found))
        .or(() -> zeros(found))
        .or(() -> another(found))
        .or(() -> transposed(found))
        .or(() -> multiples
            .of(expected.values(), found.values(), tolerance)
            .map(text -> your() + " equals " + reference + " × " + text + "."))
        .or(() -> Deviations.shift(expected.values(), found.values(), tolerance)
            .map(shift -> your() + " equals " + reference + " + " + Multiples.number(shift)
                + " in every element."))
        .or(() -> Deviations.inPart(expected, found, tolerance)
            .map(text -> your() + " is right but for " + text + "."))
        .or(() -> Deviations.digits(expected.values(), found.values())
            .map(digits -> your() + " agrees with " + reference + " to " + digits
                + " digits, where 10 are asked: is a float among your variables, or does a"
                + " formula lose digits? " + first(found)))
        .orElseGet(() -> your() + " is not " + reference + ", and not by a mistake that is known: "
            + first(found));
  }

  private Optional<String> notFinite(Tensor found) {
    double[] values = found.values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) && Double.isFinite(expected.values()[i])) {
        String why = Double.isNaN(values[i])
            ? "NaN: 0/0, ∞ − ∞, or the root or logarithm of a negative number"
            : values[i] + ": a division by 0, the logarithm of 0, or an exponential too large";
        return Optional.of(your() + at(i) + " is " + why + ". Expected is "
            + Multiples.number(expected.values()[i]) + ".");
      }
    }
    return Optional.empty();
  }

  private Optional<String> knownMistake(Tensor found) {
    return mistakes.stream()
        .filter(mistake -> isThis(mistake, found))
        .findFirst()
        .map(mistake ->
            mistake.text + " (Your " + expected.name() + " has just the numbers that this gives.)");
  }

  private Optional<String> zeros(Tensor found) {
    boolean isZero = Arrays.stream(found.values()).allMatch(value -> value == 0);
    return isZero
        ? Optional.of(your() + " is 0 everywhere, as a new array is: was it filled?")
        : Optional.empty();
  }

  private Optional<String> another(Tensor found) {
    return others.stream()
        .filter(other -> isThis(other, found))
        .findFirst()
        .map(other -> your() + " is " + other.text + ".");
  }

  private boolean isThis(Known known, Tensor found) {
    Tensor numbers = Values.tensor(expected.name(), known.numbers.get());
    return Arrays.equals(numbers.shape(), found.shape()) && agree(found, numbers);
  }

  private Optional<String> transposed(Tensor found) {
    return Deviations.isTransposed(expected, found, tolerance)
        ? Optional.of(your() + " is transposed: its rows are the columns of " + reference + ".")
        : Optional.empty();
  }

  private String first(Tensor found) {
    double[] values = found.values();
    double allowed = Deviations.allowed(expected.values(), tolerance);
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs(values[i] - expected.values()[i]);
      if (!(difference <= allowed)) {
        return "the first element that differs is " + expected.name() + at(i) + " = "
            + Multiples.number(values[i]) + ", expected "
            + Multiples.number(expected.values()[i])
            + ".";
      }
    }
    throw new IllegalStateException("no element differs");
  }

  private String at(int index) {
    return expected.shape().length == 0 ? "" : expected.place(index);
  }

  private boolean agree(Tensor found, Tensor with) {
    return Deviations.agree(with.values(), found.values(), tolerance);
  }

  private static String shape(Tensor tensor) {
    return tensor.shape().length == 0 ? "of a number" : Arrays.toString(tensor.shape());
  }

  private static int[] reversed(int[] shape) {
    int[] reversed = shape.clone();
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }
}
