package mlp.exercises.e10;

import java.util.Arrays;
import java.util.Optional;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.exercises.grading.Explanation;
import mlp.exercises.grading.Reference;
import mlp.exercises.grading.Values;

/** Mistakes of wiring: the right operation on the wrong array of the step. */
final class Mistakes {
  private final Trace step;

  Mistakes(Trace step) {
    this.step = step;
  }

  /** @return what was done, if a known mistake gives just these numbers of the record */
  Optional<String> explain(String record, Object found) {
    String layer = record.replaceAll("\\D", "");
    int i = layer.isEmpty() ? 0 : Integer.parseInt(layer);
    if (record.endsWith(".after")) {
      return ofUpdate(record.substring(0, record.indexOf('.')), found);
    }
    return switch (record.replaceAll("\\d", "")) {
      case "z" -> ofAffine(i, found);
      case "a" -> i == 3 ? ofSoftmax(found) : Optional.empty();
      case "dW" -> ofWeights(i, found);
      case "db" -> i == 3 ? Optional.empty() : ofBiases(i, found);
      case "da" -> ofInputs(i, found);
      case "dz" -> i == 3 ? Optional.empty() : ofActivation(i, found);
      default -> Optional.empty();
    };
  }

  private Optional<String> ofAffine(int i, Object found) {
    if (is(found, matrix("a" + i))) {
      return text(
          "Your z%d holds the numbers of a%d: the backward pass needs both, so that a%d"
              + " must be an array of its own.",
          i, i, i);
    }
    if (i == 1) {
      return Optional.empty();
    }
    double[][] z =
        Tables.plus(Tables.product(matrix("z" + (i - 1)), matrix("W" + i)), vector("b" + i));
    return is(found, z)
        ? text("You put z%d into layer %d: it takes a%d, behind the activation.", i - 1, i, i - 1)
        : Optional.empty();
  }

  private Optional<String> ofSoftmax(Object found) {
    double[][] powers = Values.map(matrix("z3"), Math::exp);
    if (is(found, powers)) {
      return text("Your a3 is e^z3: each row must be divided by its sum, so that it sums to 1.");
    }
    double[] ofColumns = Tables.sums(powers);
    double[][] byColumn = Values.copy(powers);
    for (double[] row : byColumn) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= ofColumns[j];
      }
    }
    if (is(found, byColumn)) {
      return text("Your softmax divides by the sum of each column: the probabilities of one"
          + " example, a row, sum to 1.");
    }
    double all = Arrays.stream(ofColumns).sum();
    return is(found, Values.map(powers, value -> value / all))
        ? text("Your softmax divides by the sum of the whole table: each row sums to 1.")
        : Optional.empty();
  }

  private Optional<String> ofWeights(int i, Object found) {
    double[][] input = i == 1 ? matrix("x") : matrix("a" + (i - 1));
    if (i > 1 && is(found, gradient(matrix("z" + (i - 1)), matrix("dz" + i)))) {
      return text(
          "You computed dW%d from z%d: layer %d was given a%d, and dW%d = a%dᵀ·dz%d.",
          i, i - 1, i, i - 1, i, i - 1, i);
    }
    return i < 3 && is(found, gradient(input, matrix("da" + i)))
        ? text(
            "You computed dW%d from da%d: the gradient must go through the activation first,"
                + " to dz%d.",
            i, i, i)
        : Optional.empty();
  }

  private static double[][] gradient(double[][] x, double[][] dz) {
    return Tables.product(Tables.transposed(x), dz);
  }

  private Optional<String> ofBiases(int i, Object found) {
    return is(found, Tables.sums(matrix("da" + i)))
        ? text(
            "You summed da%d: the bias is added in z%d, so that db%d is the sum of dz%d.",
            i, i, i, i)
        : Optional.empty();
  }

  private Optional<String> ofInputs(int i, Object found) {
    if (is(found, matrix("dz" + i))) {
      return text(
          "Your da%d holds the numbers of dz%d: write dz%d to an array of its own.", i, i, i);
    }
    double[][] weights = Tables.transposed(matrix("W" + (i + 1)));
    return i < 2 && is(found, Tables.product(matrix("da" + (i + 1)), weights))
        ? text(
            "You sent da%d back through W%d: dz%d goes back, behind the activation, da%d ="
                + " dz%d·W%dᵀ.",
            i + 1, i + 1, i + 1, i, i + 1, i + 1)
        : Optional.empty();
  }

  private Optional<String> ofActivation(int i, Object found) {
    return is(found, Values.map(matrix("da" + i), matrix("a" + i), (d, a) -> d * a))
        ? text("You multiplied da%d by a%d: the factor is the slope σ′(z%d).", i, i, i)
        : Optional.empty();
  }

  private Optional<String> ofUpdate(String parameter, Object found) {
    double rate = step.training().learningRate();
    double[] theta = vector(parameter);
    double[] gradient = vector("d" + parameter);
    int[] shape = step.find(parameter).orElseThrow().shape();
    if (is(found, parameter, shape, Tables.sum(theta, -1, gradient))) {
      return text("You left the learning rate out: %s − η·d%s is asked.", parameter, parameter);
    }
    if (is(found, parameter, shape, Tables.sum(new double[theta.length], rate, gradient))
        || is(found, parameter, shape, Tables.sum(new double[theta.length], -rate, gradient))) {
      return text(
          "You returned the step alone: the new %s is %s − η·d%s.",
          parameter, parameter, parameter);
    }
    return is(found, parameter, shape, theta)
        ? text("Your update leaves %s as it was.", parameter)
        : Optional.empty();
  }

  private double[][] matrix(String record) {
    return Reference.matrix(step, record);
  }

  private double[] vector(String record) {
    return Reference.vector(step, record);
  }

  private static boolean is(Object found, Object numbers) {
    return Explanation.of("numbers", numbers).explain(found).isEmpty();
  }

  private static boolean is(Object found, String name, int[] shape, double[] numbers) {
    return is(found, new Tensor(name, shape, numbers));
  }

  private static Optional<String> text(String format, Object... values) {
    return Optional.of(values.length == 0 ? format : String.format(format, values));
  }
}
