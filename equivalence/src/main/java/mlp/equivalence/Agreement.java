package mlp.equivalence;

import java.util.Comparator;
import java.util.List;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Parameters;
import mlp.api.Tensor;

/**
 * How far two sets of parameters of one network have come apart in training.
 *
 * @param differences one for each tensor, in the parameters' order, relative to the largest entry
 *     of its layer: z = xW + b adds weights and bias, and γx̂ + β the other two, so that the error
 *     of a bias that is almost zero counts as much as that of a weight, and no more
 * @param verdict {@link Verdict#EQUAL} when every tensor has the same bits,
 *     {@link Verdict#ROUNDING} when each tensor's relative difference is at most
 *     {@link Tolerances#rounding}, else {@link Verdict#DIFFERENT}
 */
public record Agreement(List<Difference> differences, Verdict verdict) {
  /** Copies the list. */
  public Agreement {
    differences = List.copyOf(differences);
  }

  /**
   * Compares parameters that began the same and were trained on the same batches.
   *
   * @param dataType in which both were trained
   * @param steps the training steps taken since they were the same; 0 if none
   * @throws InvalidInput if there are no tensors, or the names of both sides are not the same in
   *     the same order
   */
  public static Agreement of(Parameters left, Parameters right, DataType dataType, long steps) {
    List<String> names = left.tensors().stream().map(Tensor::name).toList();
    List<String> others = right.tensors().stream().map(Tensor::name).toList();
    if (names.isEmpty() || !names.equals(others)) {
      throw new InvalidInput("parameters", others, names.isEmpty() ? "tensors" : names.toString());
    }
    List<Difference> differences = names.stream()
        .map(name -> Difference.of(left.get(name), right.get(name), dataType)
            .relativeTo(Math.max(largestOfLayer(left, name), largestOfLayer(right, name))))
        .toList();
    return new Agreement(differences, verdict(differences, Tolerances.rounding(dataType, steps)));
  }

  /**
   * The largest entry of the tensors whose names end with the same number; running statistics (R8),
   * of which a mean may be almost zero beside its variance, are a layer of their own.
   */
  private static double largestOfLayer(Parameters parameters, String name) {
    String number = layer(name);
    return parameters.tensors().stream()
        .filter(tensor -> layer(tensor.name()).equals(number))
        .mapToDouble(Difference::largestEntry)
        .max()
        .orElseThrow();
  }

  private static String layer(String name) {
    return name.replaceFirst("^\\D*", "").replaceFirst("\\.(mean|var)$", "");
  }

  private static Verdict verdict(List<Difference> differences, double rounding) {
    if (differences.stream().allMatch(Difference::identical)) {
      return Verdict.EQUAL;
    }
    return differences.stream().anyMatch(difference -> difference.exceeds(rounding))
        ? Verdict.DIFFERENT
        : Verdict.ROUNDING;
  }

  /** @return the tensor with the largest absolute difference: its name, the difference, its ULPs */
  public Difference largest() {
    return differences.stream()
        .max(Comparator.comparingDouble(Difference::absolute))
        .orElseThrow();
  }

  /** @return the tensor with the largest relative difference, which decides the verdict */
  public Difference worst() {
    return differences.stream()
        .max(Comparator.comparingDouble(Difference::relative))
        .orElseThrow();
  }
}
