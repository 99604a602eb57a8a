package mlp.equivalence.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.diagnosis.RecordedRun;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.recorded.FileRun;
import mlp.equivalence.recorded.TracesRun;
import mlp.equivalence.recorded.TrackRun;
import mlp.formats.TraceFile;
import mlp.paper.traps.Trap;
import mlp.paper.traps.Traps;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** DL4J's traps, from a plain configuration through a file to the name of what is wrong. */
class TrapDiagnosisTest {
  @TempDir
  private Path folder;

  @TestFactory
  Stream<DynamicTest> eachTrapIsNamed() {
    assertThat(Traps.all()).hasSizeGreaterThan(6);
    return Traps.all().stream().map(trap -> dynamicTest(trap.name(), () -> requireNamed(trap)));
  }

  private void requireNamed(Trap trap) {
    Path path = folder.resolve(trap.name() + ".npz");
    TraceFile.write(path, trap.record().iterator(), Map.of());
    try (FileRun file = FileRun.open(path, path.getFileName().toString(), Map.of())) {
      Network network = file.meta().network().orElseThrow();
      Training training = file.meta().training().orElseThrow();
      Diagnosis diagnosis =
          Diagnoser.diagnose(network, training, file, meant(trap, network, training, file));
      RecordVerdict first = diagnosis.first().orElseThrow();
      assertThat(diagnosis.verdict()).isEqualTo(Severity.DIFFERENT);
      assertThat(first.step() + " " + first.record() + " "
              + diagnosis.cause().map(NamedCause::name).orElse("unexplained"))
          .as("%s", diagnosis.faults())
          .isEqualTo(trap.step() + " " + trap.first() + " " + trap.cause());
    }
  }

  // A track takes the file's weights; where they are what is wrong, it begins with its own
  private static RecordedRun meant(Trap trap, Network network, Training training, FileRun file) {
    Track track = Track.all().get(0);
    if (!network.parameterShapes().containsKey(trap.first())) {
      return new TrackRun(track, network, training, file);
    }
    Mlp mlp = track.create(
        network,
        training,
        InitialWeights.of(network, training.seed(), DataType.FLOAT64),
        DataType.FLOAT64);
    return new TracesRun(trap.batches().stream().map(mlp::trace).toList());
  }
}
