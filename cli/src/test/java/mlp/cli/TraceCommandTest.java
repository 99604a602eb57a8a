package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mlp.api.Tensor;
import mlp.api.Track;
import mlp.formats.TraceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceCommandTest {
  private static final String[] NETWORK = {
    "--data",
    "moons",
    "--layers",
    "8,4",
    "--batch-norm",
    "--dropout",
    "0.2",
    "--optimizer",
    "adam",
    "--epochs",
    "2"
  };

  @TempDir
  Path folder;

  static List<String> tracks() {
    return Track.all().stream().map(Track::name).toList();
  }

  private CommandLineRun trace(String track, Path out, String... more) {
    return CommandLineRun.of(join(
        new String[] {"trace", "--track", track, "--out", out.toString()}, join(NETWORK, more)));
  }

  private static String[] join(String[] first, String... second) {
    return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("tracks")
  void everyChosenStepIsInTheFileAndRecordingChangesNone(String track) {
    Path some = folder.resolve("some.npz");
    Path all = folder.resolve("all.npz");
    CommandLineRun run = trace(track, some, "--steps", "7,0");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("2 steps of " + track + " in float64");
    assertThat(trace(track, all, "--steps", "0,1,2,3,4,5,6,7").exitCode()).isZero();
    try (TraceFile two = TraceFile.open(some);
        TraceFile eight = TraceFile.open(all)) {
      assertThat(two.steps()).containsExactly(0L, 7L);
      assertThat(two.meta().producer()).contains(track);
      assertThat(two.meta().training().orElseThrow().epochs()).isEqualTo(2);
      assertThat(two.read(7))
          .extracting(Tensor::name)
          .contains("x", "W1", "drop1.mask", "bn1.xhat", "loss", "dW3", "opt.m.W1", "W1.after");
      for (long step : two.steps()) {
        List<Tensor> expected = eight.read(step);
        List<Tensor> found = two.read(step);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i).name()).isEqualTo(expected.get(i).name());
          assertThat(found.get(i).values()).containsExactly(expected.get(i).values());
        }
      }
    }
  }

  @Test
  void aStepThatTheTrainingDoesNotHaveIsRefused() {
    CommandLineRun run = trace("numpy-style", folder.resolve("a.npz"), "--steps", "5,100000");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--steps", "100000", "expected steps from 0 to");
    assertThat(folder).isEmptyDirectory();
    assertThat(trace("numpy-style", folder.resolve("a.npz"), "--steps", "-1").exitCode())
        .isEqualTo(2);
  }

  @Test
  void anUnknownTrackAndAMissingFolderAreRefused() {
    CommandLineRun unknown = trace("numpy", folder.resolve("a.npz"));
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("--track", "numpy-style, lowlevel, paper-style");
    CommandLineRun missing = trace("numpy-style", folder.resolve("none/a.npz"));
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("--out", "none");
  }

  @Test
  void anInterruptedRecordingLeavesNoFile() {
    Interruption interruption = new Interruption();
    interruption.request();
    CommandLineRun run = CommandLineRun.of(
        interruption,
        "trace",
        "--track",
        "numpy-style",
        "--data",
        "moons",
        "--out",
        folder.resolve("a.npz").toString());
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theOutputIsNotTheData() throws Exception {
    Path csv = folder.resolve("d.csv");
    Files.writeString(csv, "a,b,c\n1,2,0\n2,1,1\n3,4,0\n4,3,1\n5,6,0\n6,5,1\n");
    CommandLineRun run = CommandLineRun.of(
        "trace", "--track", "numpy-style", "--data", "csv:" + csv, "--out", csv.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(Files.readString(csv)).startsWith("a,b,c");
  }
}
