package mlp.exercises.e03;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Values;
import mlp.exercises.tasks.XorTask;

/** Checks of what the learner counts: points on a side, and groups. */
final class Counts {
  // Of each, one number is just 0.
  private static final double[][] TWO_LINES = {{-5, -15}, {5, -5}, {5, 0}, {15, 5}, {2, -1}};
  private static final double[][] THREE_LINES = {
    {-5, -1, -2}, {-4, -3, -1}, {-5, 2, 0}, {-3, 1, -2}, {-1, -1, -1}
  };
  private static final DoublePredicate POSITIVE = value -> value > 0;

  private Counts() {}

  static void positivesByHand(XorTask xor) {
    positives(TWO_LINES)
        .given("z = [[−5, −15], [5, −5], [5, 0], [15, 5], [2, −1]]")
        .require(doubles(xor.positives(Values.copy(TWO_LINES))));
  }

  static void positives(XorTask xor) {
    for (int seed = 1; seed <= 3; seed++) {
      double[][] z = Numbers.normal(seed, 7, 3);
      positives(z).require(doubles(xor.positives(Values.copy(z))));
    }
  }

  private static Explanation positives(double[][] z) {
    double[] expected = counts(z, POSITIVE);
    return Explanation.of("counts of the units", expected)
        .mistake(
            "You counted points on the line itself, z = 0, too: the positive side is z > 0.",
            () -> counts(z, value -> value >= 0))
        .mistake(
            "You counted the other side: the positive side is z > 0.",
            () -> counts(z, value -> value <= 0))
        .mistake(
            "You counted the other side: the positive side is z > 0.",
            () -> counts(z, value -> value < 0))
        .mistake(
            "You counted the units of each point, one count for a row: asked are the points of"
                + " each unit, one count for a column.",
            () -> Arrays.stream(z)
                .mapToDouble(row -> Arrays.stream(row).filter(POSITIVE).count())
                .toArray())
        .mistake(
            "You counted over all units together: each unit has a count of its own.",
            () -> Values.map(expected, count -> Arrays.stream(expected).sum()));
  }

  private static double[] counts(double[][] z, DoublePredicate isCounted) {
    return IntStream.range(0, z[0].length)
        .mapToDouble(j -> Arrays.stream(z).filter(row -> isCounted.test(row[j])).count())
        .toArray();
  }

  private static double[] doubles(int[] counts) {
    return counts == null ? null : Arrays.stream(counts).asDoubleStream().toArray();
  }

  static void groupsByHand(XorTask xor) {
    groups(THREE_LINES)
        .given("z = [[−5, −1, −2], [−4, −3, −1], [−5, 2, 0], [−3, 1, −2], [−1, −1, −1]]")
        .require((double) xor.groups(Values.copy(THREE_LINES)));
  }

  static void groups(XorTask xor) {
    for (int seed = 1; seed <= 3; seed++) {
      double[][] z = Numbers.normal(seed, 9, 2 + seed % 2);
      groups(z).require((double) xor.groups(Values.copy(z)));
    }
  }

  private static Explanation groups(double[][] z) {
    int lines = z[0].length;
    return Explanation.of("number of groups", groups(z, lines, POSITIVE))
        .mistake(
            "You took points on a line itself, z = 0, for the positive side: that is z > 0.",
            () -> groups(z, lines, value -> value >= 0))
        .mistake(
            "You looked at the first unit's line alone: two points are in the same group if they"
                + " are on the same side of every line.",
            () -> groups(z, 1, POSITIVE))
        .mistake(
            "You counted the areas into which so many lines can divide the plane, 2 to the number"
                + " of lines: only those with points in them count.",
            () -> Math.pow(2, lines))
        .mistake(
            "You counted the lines and 1: count the areas that have points in them.",
            () -> lines + 1.0)
        .mistake(
            "You compared the numbers z, or counted the points: only the sides count, so that two"
                + " points with different z can be in the same group. (And two arrays are never"
                + " equal to a HashSet, whatever is in them: put a text or a List into it.)",
            () -> (double) z.length);
  }

  private static double groups(double[][] z, int lines, DoublePredicate isPositive) {
    return Arrays.stream(z)
        .map(row -> Arrays.stream(row).limit(lines).mapToObj(isPositive::test).toList())
        .distinct()
        .count();
  }
}
