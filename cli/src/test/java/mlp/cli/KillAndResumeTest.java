package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mlp.api.Tensor;
import mlp.api.TrainingState;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, killed at random moments of a training that saves after every step or every few,
 * so that most are killed while they save. Resumed, they end with the bits of a training that was
 * never stopped, and the file is at any moment whole.
 */
class KillAndResumeTest {
  private static final List<String> TRACKS = List.of("numpy-style", "lowlevel", "paper-style");
  private static final List<String> SIGNALS = List.of("TERM", "INT", "KILL");

  @TempDir
  Path folder;

  private final Map<String, TrainingState> expected = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> eachTrackByAnotherSignal() {
    return IntStream.range(0, TRACKS.size()).mapToObj(i -> trial(TRACKS.get(i), i));
  }

  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> fiftyTimesPerTrack() {
    return TRACKS.stream().flatMap(track -> IntStream.range(0, 50).mapToObj(i -> trial(track, i)));
  }

  private DynamicTest trial(String track, int number) {
    return DynamicTest.dynamicTest(
        track + ", trial " + number, () -> killAndResume(track, number, new Random(31L * number)));
  }

  private void killAndResume(String track, int number, Random random)
      throws IOException, InterruptedException {
    String signal = SIGNALS.get(number % SIGNALS.size());
    Path file = folder.resolve("killed-" + track + "-" + number + ".npz");
    int every = number % 2 == 0 ? 1 : 1 + random.nextInt(7);
    Process process = start(track, file, every);
    long seen = watch(process, file, random);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
        .start()
        .waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the process ends").isTrue();
    String said = new String(process.getErrorStream().readAllBytes());
    if (Files.exists(file)) {
      long saved = CheckpointFile.read(file).state().steps();
      assertThat(saved)
          .as("steps in the file, after %d were seen", seen)
          .isGreaterThanOrEqualTo(seen);
      if (said.contains("saved in")) {
        assertThat(said).contains("after step " + saved);
      }
      CommandLineRun resumed = CommandLineRun.of("train", "--resume", file.toString());
      assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    } else {
      assertThat(run(track, file, 0).exitCode()).isZero();
    }
    requireSame(
        expected.computeIfAbsent(track, this::uninterrupted),
        CheckpointFile.read(file).state());
  }

  /**
   * Reads the file again and again: it is whole each time, and never older than before. Returns
   * after a random while, or when the process ends.
   */
  private static long watch(Process process, Path file, Random random) throws InterruptedException {
    boolean early = random.nextInt(8) == 0;
    while (process.isAlive() && !early && !Files.exists(file)) {
      Thread.sleep(5);
    }
    long until = System.nanoTime() + random.nextInt(600) * 1_000_000L;
    long seen = 0;
    while (process.isAlive() && System.nanoTime() < until) {
      if (Files.exists(file)) {
        Checkpoint checkpoint = CheckpointFile.read(file);
        assertThat(checkpoint.state().steps()).isGreaterThanOrEqualTo(seen);
        seen = checkpoint.state().steps();
      }
      Thread.sleep(random.nextInt(20));
    }
    return seen;
  }

  private static List<String> arguments(String track, Path file, int every) {
    return List.of(
        "train",
        "--track",
        track,
        "--data",
        "moons",
        "--samples",
        "200",
        "--validation",
        "0.2",
        "--early-stopping",
        "30",
        "--layers",
        "8,6",
        "--batch-norm",
        "--dropout",
        "0.2",
        "--optimizer",
        "adamw",
        "--schedule",
        "plateau:0",
        "--label-smoothing",
        "0.05",
        "--batch",
        "12",
        "--epochs",
        "15",
        "--save",
        file.toString(),
        "--save-every",
        Integer.toString(every));
  }

  private static CommandLineRun run(String track, Path file, int every) {
    return CommandLineRun.of(arguments(track, file, every).toArray(String[]::new));
  }

  private TrainingState uninterrupted(String track) {
    Path file = folder.resolve("whole-" + track + ".npz");
    CommandLineRun run = run(track, file, 0);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return CheckpointFile.read(file).state();
  }

  private static Process start(String track, Path file, int every) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "mlp.cli.Main"));
    command.addAll(arguments(track, file, every));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void requireSame(TrainingState expected, TrainingState actual) {
    assertThat(actual.steps()).isEqualTo(expected.steps());
    for (Tensor tensor : expected.tensors()) {
      long[] bits = bits(actual.get(tensor.name()));
      assertThat(bits).as(tensor.name()).isEqualTo(bits(tensor));
    }
  }

  private static long[] bits(Tensor tensor) {
    return Arrays.stream(tensor.values()).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
