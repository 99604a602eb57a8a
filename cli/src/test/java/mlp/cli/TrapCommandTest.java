package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.formats.TraceFile;
import mlp.paper.traps.Trap;
import mlp.paper.traps.Traps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrapCommandTest {
  @TempDir
  Path folder;

  @Test
  void theListNamesEveryTrapAndWhatItDoes() {
    CommandLineRun run = CommandLineRun.of("trap", "--list");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSameSizeAs(Traps.all());
    for (Trap trap : Traps.all()) {
      assertThat(run.out()).contains(trap.name() + " ", trap.description());
    }
  }

  @Test
  void everyTrapIsInItsFileWithWhatIsMeant() {
    for (Trap trap : Traps.all()) {
      Path file = folder.resolve(trap.name() + ".npz");
      CommandLineRun run = CommandLineRun.of("trap", trap.name(), "--out", file.toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains(trap.description(), "./mlp diff " + file + " numpy-style");
      try (TraceFile trace = TraceFile.open(file)) {
        assertThat(trace.meta().producer()).contains(trap.record().get(0).producer());
        assertThat(trace.meta().network()).contains(trap.network());
        assertThat(trace.meta().training()).contains(trap.training());
        for (Trace recorded : trap.record()) {
          assertThat(trace.read(recorded.step()))
              .usingRecursiveFieldByFieldElementComparator()
              .containsExactlyElementsOf(recorded.records());
          assertThat(recorded.records()).extracting(Tensor::name).contains(trap.first());
        }
      }
    }
  }

  @Test
  void whatCannotBeRecordedIsRefusedInOneLine() {
    refused("one of default-activation, ", "trap");
    refused("one of default-activation, ", "trap", "none", "--out", file());
    refused("--out", "trap", "xavier");
    refused("--out", "trap", "xavier", "--out", folder.resolve("no/a.npz").toString());
    refused("--list", "trap", "xavier", "--list");
    assertThat(folder).isEmptyDirectory();
  }

  private String file() {
    return folder.resolve("a.npz").toString();
  }

  private static void refused(String expected, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines()).first().asString().contains(expected);
  }
}
