package mlp.equivalence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mlp.api.InvalidInput;
import mlp.api.Tensor;
import mlp.api.Trace;

/**
 * Two traces of the same training step, record by record.
 *
 * @param left the one whose order of records counts
 * @param right the other
 * @param differences of the records that both have, in the left one's order
 * @param unmatched the names of records that only one of them has
 */
public record TraceComparison(
    Trace left, Trace right, List<Difference> differences, List<String> unmatched) {
  /** Copies the lists. */
  public TraceComparison {
    differences = List.copyOf(differences);
    unmatched = List.copyOf(unmatched);
  }

  /** @throws InvalidInput if the traces are of different steps or in different data types */
  public static TraceComparison of(Trace left, Trace right) {
    if (left.step() != right.step()) {
      throw new InvalidInput("step", right.step(), "step " + left.step() + ", as the other trace");
    }
    if (left.dataType() != right.dataType()) {
      throw new InvalidInput(
          "dataType", right.dataType(), left.dataType() + ", as the other trace");
    }
    List<Difference> differences = left.records().stream()
        .flatMap(record -> right.find(record.name()).stream()
            .map(other -> Difference.of(record, other, left.dataType())))
        .toList();
    List<String> unmatched =
        Stream.concat(namesMissing(left, right), namesMissing(right, left)).toList();
    return new TraceComparison(left, right, differences, unmatched);
  }

  private static Stream<String> namesMissing(Trace from, Trace in) {
    return from.records().stream()
        .map(Tensor::name)
        .filter(name -> in.find(name).isEmpty());
  }

  /** @return the first record that lies beyond its tolerance, if there is one */
  public Optional<Difference> first() {
    return differences.stream()
        .filter(difference -> difference.exceeds(tolerance(difference)))
        .findFirst();
  }

  /** @return what to tell about the first record that differs: its step and all about the place */
  public Optional<String> failure() {
    return first()
        .map(difference -> "step "
            + left.step()
            + ", first record that differs: "
            + difference.describe(left.producer(), right.producer(), tolerance(difference)));
  }

  /**
   * The parameters before the step have that step's tolerance, those after it the next one's.
   *
   * @return of the relative difference
   */
  public double tolerance(Difference difference) {
    String name = difference.tensor();
    long steps = name.endsWith(".after") ? left.step() + 1 : left.step();
    return Tolerances.of(left.dataType(), Quantity.ofRecord(name), steps);
  }
}
