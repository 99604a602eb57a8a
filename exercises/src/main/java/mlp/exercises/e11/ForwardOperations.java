package mlp.exercises.e11;

import static mlp.exercises.e11.Matrices.plusColumn;
import static mlp.exercises.e11.Matrices.plusRow;
import static mlp.exercises.e11.Matrices.product;
import static mlp.exercises.e11.Matrices.repeated;
import static mlp.exercises.e11.Matrices.sumOfColumns;
import static mlp.exercises.e11.Matrices.sumOfRows;
import static mlp.exercises.e11.Matrices.times;
import static mlp.exercises.e11.Matrices.transposed;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;

/** The way forward, and the mistakes that are made when it is ported. */
final class ForwardOperations {
  private static final double[][] Z = {{0.5, -1}, {2, 0.25}};

  private ForwardOperations() {}

  static List<Operation> all() {
    return List.of(
        new Operation(
            "forward",
            "z",
            List.of("x", "W", "b"),
            List.of(
                new double[][] {{1, 2}, {3, 4}},
                new double[][] {{5, 6}, {7, 9}},
                new double[][] {{10, 20}}),
            (layer, given) -> layer.forward(given.get(0), given.get(1), given.get(2)),
            given -> forward(given.get(0), given.get(1), given.get(2)[0])),
        new Operation(
            "activate",
            "a",
            List.of("z"),
            List.<double[][]>of(Z),
            (layer, given) -> layer.activate(given.get(0)),
            given -> activate(given.get(0))),
        new Operation(
            "softmax",
            "p",
            List.of("z"),
            List.<double[][]>of(Z),
            (layer, given) -> layer.softmax(given.get(0)),
            given -> softmax(given.get(0))));
  }

  private static Explanation forward(double[][] x, double[][] w, double[] b) {
    return Explanation.of("z", plusRow(product(x, w), b))
        .mistake(
            "mul multiplies element by element; the product of matrices is mmul, x.mmul(w).",
            orNothing(() -> plusRow(times(x, w), b)))
        .mistake("b is missing: z = xW + b.", () -> product(x, w))
        .mistake(
            "You multiplied W by x: the order of the factors counts, z = xW is x.mmul(w).",
            orNothing(() -> plusRow(product(w, x), b)))
        .mistake(
            "You took Wᵀ for W: z = xW needs no transposition; gemm's flags are transposeA and"
                + " transposeB, both false here.",
            orNothing(() -> plusRow(product(x, transposed(w)), b)))
        .mistake(
            "You took xᵀ for x: z = xW needs no transposition; gemm's flags are transposeA and"
                + " transposeB, both false here.",
            orNothing(() -> plusRow(product(transposed(x), w), b)))
        .mistake(
            "You added b to the columns, its element i to all of row i: b has an element for each"
                + " column of z, and is added to every row, by addRowVector or addiRowVector.",
            orNothing(() -> plusColumn(product(x, w), b)))
        .mistake(
            "You multiplied by b: it is added, to every row.",
            () -> Values.map(product(x, w), repeated(b, x.length), (z, each) -> z * each))
        .mistake("You added b twice: z = xW + b.", () -> plusRow(plusRow(product(x, w), b), b));
  }

  private static Explanation activate(double[][] z) {
    return Explanation.of("a", Values.map(z, Math::tanh))
        .mistake(
            "You took the sigmoid, 1/(1 + e⁻ᶻ): the activation here is tanh, Transforms.tanh.",
            () -> Values.map(z, x -> 1 / (1 + Math.exp(-x))))
        .mistake(
            "You took hardTanh, a broken line: the activation is Transforms.tanh.",
            () -> Values.map(z, x -> Math.max(-1, Math.min(1, x))))
        .mistake(
            "You took ReLU, max(0, z): the activation here is tanh.",
            () -> Values.map(z, x -> Math.max(0, x)))
        .mistake(
            "You took the derivative, 1 − tanh²: forward needs tanh z itself.",
            () -> Values.map(z, x -> 1 - Math.tanh(x) * Math.tanh(x)))
        .other("z itself: no activation was applied", () -> z);
  }

  private static Explanation softmax(double[][] z) {
    double[][] e = Values.map(z, Math::exp);
    double[][] shifted = shifted(z, Math::exp);
    String wrongDimension = "You divided by sums over the wrong dimension: sum(true, 0) adds up the"
        + " rows, one sum for each column; the sum of each row is sum(true, 1), and every row of p"
        + " must add up to 1.";
    String vector = "You divided by sum(1), a vector [n], which is broadcast as a row: column j was"
        + " divided by the sum of row j. sum(true, 1) keeps the dimension, [n, 1], and is broadcast"
        + " as a column.";
    return Explanation.of("p", Matrices.softmax(z))
        .mistake(wrongDimension, () -> divided(e, sumOfRows(e)))
        .mistake(wrongDimension, () -> divided(shifted, sumOfRows(shifted)))
        .mistake(vector, orNothing(() -> divided(e, sumOfColumns(e))))
        .mistake(vector, orNothing(() -> divided(shifted, sumOfColumns(shifted))))
        .mistake("You did not divide by the sum of the row.", () -> e)
        .mistake("You did not divide by the sum of the row.", () -> shifted)
        .mistake(
            "You divided by the sum over all rows: each row has a sum of its own, sum(true, 1).",
            () -> dividedByAll(e))
        .mistake(
            "You divided by the sum over all rows: each row has a sum of its own, sum(true, 1).",
            () -> dividedByAll(shifted))
        .mistake(
            "You took the sigmoid of each element: softmax divides e^z by the sum of its row.",
            () -> Values.map(z, x -> 1 / (1 + Math.exp(-x))))
        .mistake(
            "You took the logarithm of softmax: p are the probabilities themselves.",
            () -> Values.map(Matrices.softmax(z), Math::log))
        .mistake(
            "z − max is divided by its sum: the exponential is missing.",
            () -> transposed(
                divided(transposed(shifted(z, x -> x)), sumOfColumns(shifted(z, x -> x)))));
  }

  // f(z − max), max of each row
  private static double[][] shifted(double[][] z, DoubleUnaryOperator f) {
    double[][] shifted = Values.copy(z);
    for (double[] row : shifted) {
      double max = Arrays.stream(row).max().orElseThrow();
      Arrays.setAll(row, j -> f.applyAsDouble(row[j] - max));
    }
    return shifted;
  }

  // Column j by sums[j]
  private static double[][] divided(double[][] e, double[] sums) {
    return e[0].length == sums.length
        ? Values.map(e, repeated(sums, e.length), (x, sum) -> x / sum)
        : null;
  }

  private static double[][] dividedByAll(double[][] e) {
    double all = Arrays.stream(sumOfColumns(e)).sum();
    return Values.map(e, x -> x / all);
  }

  /** Numbers that no answer has, where the shapes make a mistake impossible. */
  static Supplier<double[][]> orNothing(Supplier<double[][]> numbers) {
    return () -> {
      double[][] found = numbers.get();
      return found == null ? new double[][] {{}} : found;
    };
  }
}
