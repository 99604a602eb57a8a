package mlp.exercises.e13;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.formats.TraceFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed files are those of {@link MakeTraces}, and the page has the grader's formulas. */
class PlantedFaultsTest {
  private static final Path COMMITTED = Path.of("traces");

  @TempDir
  Path folder;

  static List<PlantedFault> faults() {
    return PlantedFaults.all();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void committedAsGenerated(PlantedFault fault) {
    Path made = MakeTraces.write(folder, fault);
    try (TraceFile committed = TraceFile.open(COMMITTED.resolve(fault.file()));
        TraceFile expected = TraceFile.open(made)) {
      assertThat(committed.steps()).isEqualTo(expected.steps());
      assertThat(committed.meta().network()).isEqualTo(expected.meta().network());
      assertThat(committed.meta().training()).isEqualTo(expected.meta().training());
      for (long step : expected.steps()) {
        isSame(committed.read(step), expected.read(step));
      }
    }
  }

  private static void isSame(List<Tensor> committed, List<Tensor> expected) {
    assertThat(committed).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(committed.get(i).name()).isEqualTo(expected.get(i).name());
      // Another JDK's tanh may round otherwise.
      assertThat(committed.get(i).values())
          .containsExactly(expected.get(i).values(), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fileDoesNotTellTheFault(PlantedFault fault) {
    Trace first = fault.wrong().get(0);
    assertThat(first.producer()).isEqualTo("inject");
    assertThat(fault.held(fault.wrong())).hasSameSizeAs(fault.right());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void pageHasTheChoices(PlantedFault fault) throws IOException {
    String page = Files.readString(Path.of("13-find-the-bug.md"));
    Set<Character> wrong = new TreeSet<>();
    for (int i = 0; i < fault.formulas().size(); i++) {
      char letter = (char) ('A' + i);
      assertThat(page).contains("- " + letter + ": " + fault.formulas().get(i));
      if (letter != fault.answer()) {
        wrong.add(letter);
      }
    }
    assertThat(Map.copyOf(fault.objections()).keySet()).isEqualTo(wrong);
  }
}
