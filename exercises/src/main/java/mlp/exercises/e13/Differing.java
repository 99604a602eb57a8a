package mlp.exercises.e13;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import mlp.api.Tensor;
import mlp.api.Trace;

/** Numbers that are apart by more than rounding. */
final class Differing {
  private static final double RELATIVE = 1e-9;

  private Differing() {}

  static boolean differ(Tensor a, Tensor b) {
    return firstElement(a, b).isPresent();
  }

  /** @return the index of the first element that differs */
  static OptionalInt firstElement(Tensor a, Tensor b) {
    double largest = Arrays.stream(a.values()).map(Math::abs).max().orElse(0);
    return IntStream.range(0, a.values().length)
        .filter(i -> !(Math.abs(a.values()[i] - b.values()[i]) <= RELATIVE * largest))
        .findFirst();
  }

  /** @return the name of the first record of a that differs in b */
  static Optional<String> firstRecord(Trace a, Trace b) {
    return a.records().stream()
        .filter(record -> differ(record, b.find(record.name()).orElseThrow()))
        .map(Tensor::name)
        .findFirst();
  }
}
