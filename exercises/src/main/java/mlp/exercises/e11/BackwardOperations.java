package mlp.exercises.e11;

import static mlp.exercises.e11.ForwardOperations.orNothing;
import static mlp.exercises.e11.Matrices.product;
import static mlp.exercises.e11.Matrices.reshaped;
import static mlp.exercises.e11.Matrices.sumOfColumns;
import static mlp.exercises.e11.Matrices.sumOfRows;
import static mlp.exercises.e11.Matrices.times;
import static mlp.exercises.e11.Matrices.transposed;

import java.util.Arrays;
import java.util.List;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Values;

/** The way back, and the mistakes that are made when it is ported. */
final class BackwardOperations {
  private static final double[][] X = {{1, 2}, {3, 5}};
  private static final double[][] W = {{5, 6}, {7, 9}};
  private static final double[][] DZ = {{0.5, -1}, {0.25, 2}};

  private BackwardOperations() {}

  static List<Operation> all() {
    return List.of(
        new Operation(
            "outputGradient",
            "dz",
            List.of("p", "y"),
            List.of(new double[][] {{0.75, 0.25}, {0.125, 0.875}}, new double[][] {{1, 0}, {1, 0}}),
            (layer, given) -> layer.outputGradient(given.get(0), given.get(1)),
            given -> output(given.get(0), given.get(1))),
        new Operation(
            "activationGradient",
            "dz",
            List.of("a", "da"),
            List.of(new double[][] {{0.5, -0.25}, {0.75, 0}}, new double[][] {{4, 8}, {-2, 3}}),
            (layer, given) -> layer.activationGradient(given.get(0), given.get(1)),
            given -> activation(given.get(0), given.get(1))),
        new Operation(
            "weightGradient",
            "dW",
            List.of("x", "dz"),
            List.of(X, DZ),
            (layer, given) -> layer.weightGradient(given.get(0), given.get(1)),
            given -> weights(given.get(0), given.get(1))),
        new Operation(
            "biasGradient",
            "db",
            List.of("dz"),
            List.<double[][]>of(DZ),
            (layer, given) -> layer.biasGradient(given.get(0)),
            given -> bias(given.get(0))),
        new Operation(
            "inputGradient",
            "dx",
            List.of("dz", "W"),
            List.of(DZ, W),
            (layer, given) -> layer.inputGradient(given.get(0), given.get(1)),
            given -> inputs(given.get(0), given.get(1))));
  }

  private static Explanation output(double[][] p, double[][] y) {
    int n = p.length;
    return Explanation.of("dz", Values.map(p, y, (x, target) -> (x - target) / n))
        .mistake(
            "Your dz is 0 everywhere: is there a 1 / n of two integers? It is 0 in Java. Write"
                + " div(n) or 1.0 / n.",
            () -> Values.map(p, x -> 0))
        .mistake(
            "You divided by the number of all elements, p.length(): the loss is a mean over the n"
                + " rows, p.size(0) or p.rows().",
            () -> Values.map(p, y, (x, target) -> (x - target) / n / p[0].length))
        .mistake(
            "You multiplied p − y by p(1 − p): (p − y)/n is the gradient by the logits z already,"
                + " softmax included.",
            () -> Values.map(p, y, (x, target) -> (x - target) * x * (1 - x) / n))
        .mistake(
            "You divided p itself by n: the targets y are missing, dz = (p − y)/n.",
            () -> Values.map(p, x -> x / n))
        .rows(n)
        .factor("the number of columns", p[0].length);
  }

  private static Explanation activation(double[][] a, double[][] da) {
    return Explanation.of("dz", Values.map(a, da, (x, d) -> d * (1 - x * x)))
        .mistake(
            "The derivative is there, but da is missing: dz = da ⊙ (1 − a²).",
            () -> Values.map(a, x -> 1 - x * x))
        .mistake(
            "You have a² − 1 for 1 − a²: sub(1) takes 1 away from the array; rsub(1) takes the"
                + " array away from 1.",
            () -> Values.map(a, da, (x, d) -> d * (x * x - 1)))
        .mistake(
            "You took the derivative at tanh(a): a is tanh z already, and the derivative 1 − a².",
            () -> Values.map(a, da, (x, d) -> d * (1 - Math.tanh(x) * Math.tanh(x))))
        .mistake(
            "a(1 − a) is the derivative of the sigmoid: that of tanh is 1 − a².",
            () -> Values.map(a, da, (x, d) -> d * x * (1 - x)))
        .mistake(
            "You multiplied by 1 − a: the derivative of tanh is 1 − a².",
            () -> Values.map(a, da, (x, d) -> d * (1 - x)))
        .mistake(
            "mmul is the product of matrices: da and 1 − a² are multiplied element by element,"
                + " by mul.",
            orNothing(() -> product(Values.map(a, x -> 1 - x * x), da)))
        .mistake(
            "mmul is the product of matrices: a² and da ⊙ (1 − a²) are element by element, by mul.",
            orNothing(() -> product(da, Values.map(a, x -> 1 - x * x))))
        .other("da itself: the derivative 1 − a² is missing", () -> da);
  }

  private static Explanation weights(double[][] x, double[][] dz) {
    double[][] dw = product(transposed(x), dz);
    return Explanation.of("dW", dw)
        .mistake(
            "You transposed dz, not x: dW = xᵀ·dz is gemm(x, dz, true, false), the first flag for"
                + " the first factor.",
            orNothing(() -> product(x, transposed(dz))))
        .mistake(
            "x is not transposed: dW = xᵀ·dz, and transpose() or gemm's flag does it. (reshape does"
                + " not: it leaves the numbers in their order.)",
            orNothing(() -> product(x, dz)))
        .mistake(
            "You transposed both factors: dW = xᵀ·dz, with x alone transposed.",
            orNothing(() -> product(transposed(x), transposed(dz))))
        .mistake(
            "The factors are exchanged: dzᵀ·x is the transpose of dW = xᵀ·dz, [out, in] in the"
                + " place of [in, out].",
            () -> transposed(dw))
        .mistake(
            "reshape is no transposition: it leaves the numbers in their order and breaks the lines"
                + " elsewhere. transpose() exchanges rows and columns, and so does gemm's flag.",
            () -> product(reshaped(x), dz))
        .mistake(
            "mul multiplies element by element; dW = xᵀ·dz is a product of matrices.",
            orNothing(() -> times(x, dz)))
        .mistake(
            "mul multiplies element by element; dW = xᵀ·dz is a product of matrices.",
            orNothing(() -> times(transposed(x), dz)))
        .rows(x.length);
  }

  private static Explanation bias(double[][] dz) {
    int n = dz.length;
    double[] db = sumOfRows(dz);
    return Explanation.of("db", db)
        .mistake(
            "You summed along each row, sum(1): db has a number for each unit, a column of dz, and"
                + " so sums over the rows, dimension 0: sum(0).",
            () -> sumOfColumns(dz))
        .mistake(
            "You took the mean over the rows: db is their sum, since dz is divided by n already.",
            () -> Values.map(db, sum -> sum / n))
        .mistake(
            "sum() without a dimension adds up everything: db has a number for each unit, sum(0).",
            () -> Arrays.stream(db).sum())
        .mistake("You took the first row of dz: db is the sum of all rows.", () -> dz[0])
        .mistake(
            "The numbers are right, but true keeps the dimension that is summed, [1, out]: db has"
                + " the shape of b, [out], which is sum(0).",
            () -> new double[][] {db})
        .other("dz itself: nothing was summed", () -> dz);
  }

  private static Explanation inputs(double[][] dz, double[][] w) {
    return Explanation.of("dx", product(dz, transposed(w)))
        .mistake(
            "W is not transposed: dx = dz·Wᵀ is gemm(dz, w, false, true), the second flag for the"
                + " second factor. (reshape transposes nothing: it leaves the numbers in their"
                + " order.)",
            orNothing(() -> product(dz, w)))
        .mistake(
            "You transposed dz, not W: dx = dz·Wᵀ is gemm(dz, w, false, true), the second flag for"
                + " the second factor.",
            orNothing(() -> product(transposed(dz), w)))
        .mistake(
            "The factors are exchanged: dx = dz·Wᵀ, dz first.",
            orNothing(() -> product(transposed(w), dz)))
        .mistake(
            "The factors are exchanged, and nothing is transposed: dx = dz·Wᵀ, dz first.",
            orNothing(() -> product(w, dz)))
        .mistake(
            "reshape is no transposition: it leaves the numbers in their order and breaks the lines"
                + " elsewhere. transpose() exchanges rows and columns, and so does gemm's flag.",
            () -> product(dz, reshaped(w)))
        .mistake(
            "mul multiplies element by element; dx = dz·Wᵀ is a product of matrices.",
            orNothing(() -> times(dz, w)))
        .mistake(
            "mul multiplies element by element; dx = dz·Wᵀ is a product of matrices.",
            orNothing(() -> times(dz, transposed(w))));
  }
}
