package mlp.exercises.e07;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;

/** Clipped gradients as they shall be, and what typical mistakes make of them all together. */
final class Clipped {
  private static final double TOLERANCE = 1e-10;

  private final List<double[][]> expected;
  private final List<Slip> slips = new ArrayList<>();
  private String given = "";

  private record Slip(String sentence, List<double[][]> gradients) {}

  private Clipped(List<double[][]> expected) {
    this.expected = expected;
  }

  static Clipped of(List<double[][]> expected) {
    return new Clipped(expected);
  }

  /** dW1, db1, dW2, db2, …. */
  static String name(int index) {
    return (index % 2 == 0 ? "dW" : "db") + (index / 2 + 1);
  }

  static DoubleStream elements(List<double[][]> tables) {
    return tables.stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream);
  }

  static double norm(List<double[][]> tables) {
    return Math.sqrt(elements(tables).map(g -> g * g).sum());
  }

  static Clipped byNorm(List<double[][]> g, double max) {
    double norm = norm(g);
    double scale = Math.min(1, max / norm);
    return new Clipped(times(g, scale))
        .slip(
            "You clipped each table by its own norm: the norm is that of all gradients together,"
                + " and so is the factor.",
            each(g, table -> table(table, Math.min(1, max / norm(List.<double[][]>of(table))))))
        .slip(
            "You bounded each element: clipping by norm multiplies all of them by the same factor.",
            each(g, table -> bounded(table, -max, max)))
        .slip(
            "You made the gradients longer: where their norm is not above max they stay as they"
                + " are.",
            times(g, max / norm))
        .slip(
            "You divided by the norm and left out max: the factor is max/‖g‖.",
            times(g, norm > max ? 1 / norm : 1))
        .slip(
            "You divided by the square of the norm: the factor is max/‖g‖, so that the norm"
                + " becomes max.",
            times(g, norm > max ? max / (norm * norm) : 1))
        .slip(
            "Your factor is upside down, ‖g‖/max: it is max/‖g‖, below 1.",
            times(g, norm > max ? norm / max : 1))
        .slip(
            "You divided by ‖g‖ + 1e-6, as PyTorch does: here the factor is max/‖g‖, and no ε is"
                + " needed, since ‖g‖ is above max.",
            times(g, Math.min(1, max / (norm + 1e-6))))
        .slip(
            "You computed the norm anew after the first table was clipped: compute it once, before"
                + " anything changes.",
            oneAfterAnother(g, max))
        .slip(
            "The norm was not complete when you used it: first go through all tables for the norm,"
                + " then through all of them again to multiply.",
            upToEach(g, max))
        .slip(
            "You let all gradients be 0 where their norm is too large: they keep their direction,"
                + " with the length max.",
            times(g, norm > max ? 0 : 1))
        .slip(
            "You clipped the first table alone: all gradients are multiplied by the factor.",
            first(g, scale))
        .slip(
            "You left out the biases: all gradients are multiplied by the factor.",
            each(g, table -> table.length > 1 ? table(table, scale) : table))
        .slip("Nothing is clipped: where ‖g‖ > max the factor is max/‖g‖.", g);
  }

  static Clipped byValue(List<double[][]> g, double max) {
    double norm = norm(g);
    return new Clipped(each(g, table -> bounded(table, -max, max)))
        .slip(
            "You bounded from above alone: an element below −max becomes −max.",
            each(g, table -> bounded(table, Double.NEGATIVE_INFINITY, max)))
        .slip(
            "You bounded from below alone: an element above max becomes max.",
            each(g, table -> bounded(table, -max, Double.POSITIVE_INFINITY)))
        .slip(
            "You lost the sign: an element below −max becomes −max.",
            each(g, table -> Values.map(table, x -> Math.min(Math.abs(x), max))))
        .slip(
            "You let negative elements be 0: an element stays as it is from −max to max.",
            each(g, table -> bounded(table, 0, max)))
        .slip(
            "You let elements that are too large be 0: they become max or −max.",
            each(g, table -> Values.map(table, x -> Math.abs(x) > max ? 0 : x)))
        .slip(
            "An element that is too small became max: bounds that are exchanged do this; it is"
                + " min(max(g, −max), max).",
            each(g, table -> Values.map(table, x -> max)))
        .slip(
            "Every element became max or −max: those between stay as they are.",
            each(g, table -> Values.map(table, x -> Math.signum(x) * max)))
        .slip(
            "You multiplied each table by one factor: clipping by value bounds each element for"
                + " itself, and leaves the small ones as they are.",
            each(g, table -> table(table, Math.min(1, max / largest(table)))))
        .slip(
            "You clipped by norm: here each element is bounded for itself.",
            times(g, Math.min(1, max / norm)))
        .slip("Nothing is clipped: each element is bounded by −max and max.", g);
  }

  private Clipped slip(String sentence, List<double[][]> gradients) {
    slips.add(new Slip(sentence, gradients));
    return this;
  }

  Clipped given(String arguments) {
    given = arguments;
    return this;
  }

  /** @throws Wrong if the tables found are not as many as expected, or one has another shape */
  static void requireShapes(List<double[][]> expected, List<double[][]> found) {
    if (found == null) {
      throw new Wrong("Your list is null: nothing was returned.");
    }
    if (found.size() != expected.size()) {
      throw new Wrong("Your list holds " + found.size() + (found.size() == 1 ? " table" : " tables")
          + ", where " + expected.size()
          + " gradients were given: each has its place in the list that is returned.");
    }
    for (int i = 0; i < expected.size(); i++) {
      Explanation.of("table " + i + " of the list", expected.get(i)).requireShape(found.get(i));
    }
  }

  /** @throws Wrong with the explanation if they are not those expected */
  void require(List<double[][]> found) {
    requireShapes(expected, found);
    if (agree(expected, found)) {
      return;
    }
    for (Slip slip : slips) {
      if (agree(slip.gradients, found)) {
        throw new Wrong((given.isEmpty() ? "" : "For " + given + ": ") + slip.sentence
            + " (Your gradients have just the numbers that this gives.)");
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      Explanation explanation = Explanation.of(name(i), expected.get(i)).within(TOLERANCE);
      (given.isEmpty() ? explanation : explanation.given(given)).require(found.get(i));
    }
  }

  private static boolean agree(List<double[][]> expected, List<double[][]> found) {
    double[] left = elements(expected).toArray();
    double[] right = elements(found).toArray();
    double largest = Arrays.stream(left).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < left.length; i++) {
      if (!(Math.abs(left[i] - right[i]) <= TOLERANCE * largest)) {
        return false;
      }
    }
    return true;
  }

  private static List<double[][]> each(List<double[][]> g, UnaryOperator<double[][]> change) {
    return g.stream().map(change).toList();
  }

  private static List<double[][]> times(List<double[][]> g, double factor) {
    return each(g, table -> table(table, factor));
  }

  private static double[][] table(double[][] table, double factor) {
    return Values.map(table, x -> x * factor);
  }

  private static double[][] bounded(double[][] table, double low, double high) {
    return Values.map(table, x -> Math.min(Math.max(x, low), high));
  }

  private static double largest(double[][] table) {
    return elements(List.<double[][]>of(table)).map(Math::abs).max().orElseThrow();
  }

  private static List<double[][]> first(List<double[][]> g, double scale) {
    List<double[][]> result = new ArrayList<>(g);
    result.set(0, table(g.get(0), scale));
    return result;
  }

  private static List<double[][]> oneAfterAnother(List<double[][]> g, double max) {
    List<double[][]> result = new ArrayList<>(g);
    for (int i = 0; i < g.size(); i++) {
      result.set(i, table(g.get(i), Math.min(1, max / norm(result))));
    }
    return result;
  }

  private static List<double[][]> upToEach(List<double[][]> g, double max) {
    List<double[][]> result = new ArrayList<>();
    for (int i = 0; i < g.size(); i++) {
      result.add(table(g.get(i), Math.min(1, max / norm(g.subList(0, i + 1)))));
    }
    return result;
  }
}
