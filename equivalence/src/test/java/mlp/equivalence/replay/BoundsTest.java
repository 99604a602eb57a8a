package mlp.equivalence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import mlp.api.DataType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bounds are sound: plain arithmetic, in any order, never leads farther. And they are not
 * wasteful: it leads at least a hundredth as far. The output of the test is the table of
 * {@code docs/bounds.md}.
 */
class BoundsTest {
  // -Dbounds.trials=100000 for the long form
  private static final int TRIALS = Integer.getInteger("bounds.trials", 10_000);
  private static final double LEAST = 0.01;

  private static Map<String, ToDoubleFunction<Draw>> operations() {
    Map<String, ToDoubleFunction<Draw>> operations = new TreeMap<>();
    operations.putAll(ForwardTrials.all());
    operations.putAll(LossTrials.all());
    operations.putAll(NormalizationTrials.all());
    operations.putAll(UpdateTrials.all());
    operations.putAll(OptimizerTrials.all());
    operations.putAll(RateTrials.all());
    return operations;
  }

  static Stream<Arguments> operationsAndTypes() {
    return operations().entrySet().stream()
        .flatMap(each -> Arrays.stream(DataType.values())
            .map(type -> Arguments.of(each.getKey(), type, each.getValue())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("operationsAndTypes")
  void isSoundAndNotWasteful(String name, DataType type, ToDoubleFunction<Draw> operation) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double largest = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      largest = Math.max(largest, operation.applyAsDouble(new Draw(random.split(), type)));
    }
    System.out.printf(Locale.ROOT, "%s, %s: %.3f%n", name, type, largest);
    // What only chooses rounds nothing. In 64 bits the replay may round as plain arithmetic does.
    boolean isCopy = name.matches("(a|dz), (identity|relu)");
    assertThat(largest).isLessThanOrEqualTo(isCopy ? 0 : 1);
    if (type == DataType.FLOAT32 && !isCopy) {
      assertThat(largest).isGreaterThanOrEqualTo(LEAST);
    }
  }
}
