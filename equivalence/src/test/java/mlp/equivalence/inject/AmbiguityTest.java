package mlp.equivalence.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import mlp.api.DataType;
import mlp.api.Tensor;
import mlp.api.Trace;
import org.junit.jupiter.api.Test;

/** Where two faults of different causes make the same first wrong record, nobody can tell which. */
class AmbiguityTest {
  private static final double SAME = 1e-10;

  /** What only a later record, or a number beyond float16's range, tells apart. */
  private static final Set<Set<String>> KNOWN = Set.of(
      Set.of("decay-missing", "decay-decoupled"), Set.of("float16-products", "tf32-products"));

  private record Wrong(Fault fault, Tensor record) {
    private boolean isAs(Wrong other) {
      double[] a = record.values();
      double[] b = other.record.values();
      if (a.length != b.length) {
        return false;
      }
      double largest = 0;
      double distance = 0;
      for (int i = 0; i < a.length; i++) {
        largest = Math.max(largest, Math.abs(a[i]));
        distance = Math.max(distance, Math.abs(a[i] - b[i]));
      }
      return distance <= SAME * largest;
    }
  }

  @Test
  void differentCausesMakeDifferentNumbers() {
    Set<String> ambiguous = new TreeSet<>();
    for (Scenario scenario : Scenario.all()) {
      if (scenario.dataType() == DataType.FLOAT64) {
        compare(scenario, ambiguous);
      }
    }
    assertThat(ambiguous).isEmpty();
  }

  private static void compare(Scenario scenario, Set<String> ambiguous) {
    List<Trace> right = FaultyRun.of(scenario, List.of());
    Map<Effect, List<Wrong>> byEffect = new HashMap<>();
    for (Fault fault : Faults.all()) {
      if (IntStream.range(0, scenario.steps())
          .noneMatch(step -> fault.appliesTo(scenario.setup(step)))) {
        continue;
      }
      List<Trace> traces = FaultyRun.of(scenario, List.of(fault));
      Optional<Effect> effect = Effect.of(right, traces);
      if (effect.isPresent()) {
        Trace step = traces.get((int) effect.get().step());
        Wrong wrong = new Wrong(fault, step.find(effect.get().record()).orElseThrow());
        List<Wrong> others = byEffect.computeIfAbsent(effect.get(), unused -> new ArrayList<>());
        others.stream()
            .filter(other -> !isSameCause(other.fault(), fault) && other.isAs(wrong))
            .forEach(other ->
                ambiguous.add(other.fault() + " and " + fault + " in " + scenario + effect));
        others.add(wrong);
      }
    }
  }

  private static boolean isSameCause(Fault a, Fault b) {
    if (a.cause().isEmpty() || b.cause().isEmpty()) {
      return false;
    }
    String first = a.cause().get();
    String second = b.cause().get();
    return first.equals(second) || KNOWN.contains(Set.of(first, second));
  }
}
