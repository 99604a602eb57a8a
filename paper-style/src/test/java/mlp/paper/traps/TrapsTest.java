package mlp.paper.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Batch;
import mlp.api.Tensor;
import mlp.api.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrapsTest {
  static List<Trap> traps() {
    return Traps.all();
  }

  @Test
  void everyTrapHasANameOfItsOwn() {
    assertThat(traps()).extracting(Trap::name).doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("traps")
  void theFirstRecordThatIsNotWhatIsMeantIsTheOneThatIsSaid(Trap trap) {
    List<String> different = Differences.between(trap.record(), trap);
    assertThat(different).first().isEqualTo(trap.step() + " " + trap.first());
  }

  @ParameterizedTest
  @MethodSource("traps")
  void aTrapIsCompleteAndAlwaysTheSame(Trap trap) {
    List<Trace> once = trap.record();
    List<Trace> again = trap.record();
    assertThat(once).hasSize((int) trap.step() + 1);
    for (int t = 0; t < once.size(); t++) {
      Trace trace = once.get(t);
      assertThat(trace.step()).isEqualTo(t);
      assertThat(trace.producer()).matches("dl4j [0-9].*");
      assertThat(trace.records()).extracting(Tensor::name).containsExactlyElementsOf(names(trap));
      for (int i = 0; i < trace.records().size(); i++) {
        assertThat(trace.records().get(i).values())
            .containsExactly(again.get(t).records().get(i).values());
      }
    }
  }

  // Those of the track; a dense layer before a normalization may have a bias, and DL4J tells no
  // norm of all gradients. Who asks for the gradients alone sees no more than they depend on.
  private static List<String> names(Trap trap) {
    if (trap.name().equals("gradient")) {
      return List.of(
          "x", "y", "W1", "b1", "W2", "b2", "a1", "a2", "loss", "dW2", "db2", "dW1", "db1");
    }
    Batch batch = Differences.batch(trap.record().get(0));
    List<String> names = new ArrayList<>();
    for (Tensor record : Differences.meant(trap).trace(batch).records()) {
      String name = record.name();
      if (name.equals("clip.norm")) {
        continue;
      }
      names.add(name);
      if (trap.name().equals("normalization-activation")) {
        switch (name) {
          case "W1" -> names.add("b1");
          case "dW1" -> names.add("db1");
          case "W1.after" -> names.add("b1.after");
          default -> {}
        }
      }
    }
    return names;
  }

  @Test
  void xaviersWeightsHaveGlorotsVariance() {
    Trap trap = traps().stream()
        .filter(each -> each.name().equals("xavier"))
        .findFirst()
        .orElseThrow();
    double[] w = trap.record().get(0).find("W1").orElseThrow().values();
    double variance = Arrays.stream(w).map(value -> value * value).average().orElseThrow();
    // Of 2048 weights: the estimate's standard deviation is √(2/2048) = 3% of the variance.
    assertThat(variance / (2.0 / (64 + 32))).isBetween(0.88, 1.12);
    assertThat(variance / (1.0 / 64)).isGreaterThan(1.15);
  }
}
