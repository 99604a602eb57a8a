package mlp.exercises.e07;

import java.util.List;
import mlp.exercises.grading.Explanation;

/** The global norm as it shall be, and what typical mistakes make of it. */
final class Norm {
  private Norm() {}

  static Explanation explain(List<double[][]> gradients) {
    double norm = Clipped.norm(gradients);
    return Explanation.of("norm", norm)
        .mistake("You left out the root: ‖g‖ = √Σg².", () -> norm * norm)
        .mistake(
            "You added the norms of the tables: the squares of all elements are added, and one root"
                + " is taken of the whole sum.",
            () -> gradients.stream()
                .mapToDouble(table -> Clipped.norm(List.<double[][]>of(table)))
                .sum())
        .mistake(
            "You took the largest of the tables' norms: the global norm is over the elements of"
                + " all tables together.",
            () -> gradients.stream()
                .mapToDouble(table -> Clipped.norm(List.<double[][]>of(table)))
                .max()
                .orElseThrow())
        .mistake(
            "You added absolute values: the L2 norm is the root of the sum of squares, √Σg².",
            () -> Clipped.elements(gradients).map(Math::abs).sum())
        .mistake(
            "You took the largest element: the L2 norm is the root of the sum of squares, √Σg².",
            () -> Clipped.elements(gradients).map(Math::abs).max().orElseThrow())
        .mistake(
            "You divided by the number of elements: a norm is a sum, √Σg², and no mean.",
            () -> norm / Math.sqrt(Clipped.elements(gradients).count()))
        .mistake(
            "You took the first table alone: the global norm is over all tables.",
            () -> Clipped.norm(gradients.subList(0, 1)))
        .mistake(
            "You took the last table alone: is the sum set back to 0 for each table?",
            () -> Clipped.norm(gradients.subList(gradients.size() - 1, gradients.size())))
        .mistake(
            "You left out the biases: the norm is over the gradients of all parameters.",
            () -> Clipped.norm(
                gradients.stream().filter(table -> table.length > 1).toList()));
  }
}
