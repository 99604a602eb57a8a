package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Tensor;
import mlp.equivalence.inject.Faults;
import mlp.formats.TraceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectCommandTest {
  private static final List<String> MOONS =
      List.of("--data", "moons", "--layers", "8,8", "--activation", "tanh", "--epochs", "1");

  @TempDir
  Path folder;

  private CommandLineRun inject(String... more) {
    return CommandLineRun.of(Stream.of(List.of("inject"), MOONS, List.of(more))
        .flatMap(List::stream)
        .toArray(String[]::new));
  }

  private CommandLineRun trace(Path out) {
    return CommandLineRun.of(Stream.of(
            List.of("trace", "--track", "numpy-style", "--steps", "0,1", "--out", out.toString()),
            MOONS)
        .flatMap(List::stream)
        .toArray(String[]::new));
  }

  private static double distance(Tensor a, Tensor b) {
    double largest = 0;
    for (int i = 0; i < a.values().length; i++) {
      largest = Math.max(largest, Math.abs(a.values()[i] - b.values()[i]));
    }
    return largest;
  }

  @Test
  void theFaultIsInTheFileAndNothingBeforeIt() {
    Path wrong = folder.resolve("wrong.npz");
    Path right = folder.resolve("right.npz");
    CommandLineRun run = inject(
        "--fault", "weight-transposed-backward", "--steps", "0,1", "--out", wrong.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("2 steps with weight-transposed-backward")
        .contains("From step 0 on, at da1; cause: weight-transposed")
        .contains("first difference from a right run: da1 in step 0");
    assertThat(trace(right).exitCode()).isZero();
    try (TraceFile faulty = TraceFile.open(wrong);
        TraceFile expected = TraceFile.open(right)) {
      assertThat(faulty.meta().producer()).contains("inject");
      assertThat(faulty.steps()).containsExactly(0L, 1L);
      List<Tensor> found = faulty.read(0);
      boolean isBefore = true;
      for (int i = 0; i < found.size(); i++) {
        Tensor other = expected.read(0).get(i);
        assertThat(found.get(i).name()).isEqualTo(other.name());
        isBefore &= !other.name().equals("da1");
        if (isBefore) {
          assertThat(distance(found.get(i), other)).as(other.name()).isLessThan(1e-12);
        } else if (other.name().equals("da1")) {
          assertThat(distance(found.get(i), other)).isGreaterThan(1e-4);
        }
      }
    }
  }

  @Test
  void twoFaultsArePlanted() {
    Path out = folder.resolve("two.npz");
    CommandLineRun run =
        inject("--fault", "update-sign,bias-missing-last", "--out", out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("3 steps with update-sign and bias-missing-last")
        .contains("first difference from a right run: W1.after in step 0");
  }

  @Test
  void aFaultThatChangesNothingIsSaidToDoSo() {
    Path out = folder.resolve("none.npz");
    CommandLineRun run =
        inject("--fault", "bias-doubled-first", "--steps", "0", "--out", out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("no difference from a right run");
  }

  @Test
  void allFaultsAreListed() {
    CommandLineRun run = inject("--list");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(Faults.all().size());
    assertThat(run.out()).contains("gelu-by-sigmoid", "sum-over-batch-in-loss");
  }

  @Test
  void whatCannotBePlantedIsRefused() {
    Path out = folder.resolve("a.npz");
    CommandLineRun unknown = inject("--fault", "update-sing", "--out", out.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("update-sing", "update-sign");
    CommandLineRun unfit = inject("--fault", "unbiased-variance", "--out", out.toString());
    assertThat(unfit.exitCode()).isEqualTo(2);
    assertThat(unfit.err()).contains("--fault", "unbiased-variance");
    CommandLineRun without = inject("--fault", "update-sign");
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--out");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptedRunLeavesNoFile() {
    Interruption interruption = new Interruption();
    interruption.request();
    CommandLineRun run = CommandLineRun.of(
        interruption,
        "inject",
        "--fault",
        "update-sign",
        "--data",
        "moons",
        "--out",
        folder.resolve("a.npz").toString());
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(folder).isEmptyDirectory();
  }
}
