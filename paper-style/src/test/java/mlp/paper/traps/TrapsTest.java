package mlp.paper.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.paper.PaperTrack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrapsTest {
  private static final double SAME = 1e-9; // of the largest element

  static List<Trap> traps() {
    return Traps.all();
  }

  @Test
  void everyTrapHasANameOfItsOwnAndMostACauseInTheCatalogue() {
    assertThat(traps()).extracting(Trap::name).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    assertThat(traps())
        .filteredOn(trap -> trap.cause().isEmpty())
        .extracting(Trap::name)
        .containsExactly("clip-statistics");
  }

  @ParameterizedTest
  @MethodSource("traps")
  void theFirstRecordThatIsNotWhatIsMeantIsTheOneThatIsSaid(Trap trap) {
    List<String> different = new ArrayList<>();
    Mlp meant = new PaperTrack()
        .create(
            trap.network(),
            trap.training(),
            InitialWeights.of(trap.network(), trap.training().seed(), DataType.FLOAT64),
            DataType.FLOAT64);
    for (Trace written : trap.record()) {
      Trace expected = meant.trace(batch(written));
      for (Tensor record : written.records()) {
        expected
            .find(record.name())
            .filter(other -> differ(record, other))
            .ifPresent(other -> different.add(written.step() + " " + record.name()));
      }
    }
    assertThat(different).first().isEqualTo(trap.step() + " " + trap.first());
  }

  private static Batch batch(Trace trace) {
    return new Batch(matrix(trace, "x"), matrix(trace, "y"));
  }

  private static Matrix matrix(Trace trace, String name) {
    Tensor tensor = trace.find(name).orElseThrow();
    return Matrix.of(tensor.shape()[0], tensor.shape()[1], tensor.values());
  }

  private static boolean differ(Tensor found, Tensor expected) {
    assertThat(found.shape()).as(found.name()).isEqualTo(expected.shape());
    double difference = 0;
    for (int i = 0; i < found.values().length; i++) {
      difference = Math.max(difference, Math.abs(found.values()[i] - expected.values()[i]));
    }
    return difference
        > SAME * Arrays.stream(expected.values()).map(Math::abs).max().orElse(0);
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
      assertThat(trace.producer()).isEqualTo("dl4j 1.0.0-M2.1");
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
    Mlp meant = new PaperTrack()
        .create(
            trap.network(),
            trap.training(),
            InitialWeights.of(trap.network(), trap.training().seed(), DataType.FLOAT64),
            DataType.FLOAT64);
    List<String> names = new ArrayList<>();
    for (Tensor record : meant.trace(batch(trap.record().get(0))).records()) {
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
