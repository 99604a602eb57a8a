package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, killed at random moments of a training that saves after every step or every few,
 * so that most are killed while they save; resumed, and often killed again. They end with the bits
 * of a training that was never stopped, and the file is whole at any moment, and never older than
 * it was.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class KillAndResumeTest {
  private static final List<String> TRACKS = List.of("numpy-style", "lowlevel", "paper-style");
  private static final Map<String, Integer> EXIT_CODES = Map.of("TERM", 143, "INT", 130);
  private static final List<String> SIGNALS = List.of("TERM", "INT", "KILL");

  // 160 examples to train on: 14 steps in an epoch, 210 in all.
  private static final String SETTINGS = "--data moons --samples 200 --validation 0.2"
      + " --early-stopping 30 --layers 8,6 --batch-norm --dropout 0.2 --optimizer adamw"
      + " --schedule plateau:0 --label-smoothing 0.05 --batch 12 --epochs 15";

  @TempDir
  Path folder;

  private final Map<String, Checkpoint> expected = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> eachTrackByAnotherSignal() {
    return IntStream.range(0, TRACKS.size()).mapToObj(i -> trial(TRACKS.get(i), i, false));
  }

  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> fiftyTimesPerTrack() {
    return TRACKS.stream()
        .flatMap(track -> IntStream.range(0, 50).mapToObj(i -> trial(track, i, true)));
  }

  private DynamicTest trial(String track, int number, boolean mayBeKilledAgain) {
    Random random = new Random(31L * number);
    return DynamicTest.dynamicTest(
        track + ", trial " + number, () -> killAndResume(track, number, mayBeKilledAgain, random));
  }

  private void killAndResume(String track, int number, boolean mayBeKilledAgain, Random random)
      throws IOException, InterruptedException {
    Path file = folder.resolve("killed-" + track + "-" + number + ".npz");
    String every = " --save-every " + (number % 2 == 0 ? 1 : 1 + random.nextInt(7));
    String begin = "train --track " + track + " " + SETTINGS + " --save " + file + every;
    String resume = "train --resume " + file + every;
    kill(start(begin), SIGNALS.get(number % SIGNALS.size()), file, random);
    while (mayBeKilledAgain && random.nextInt(3) == 0) {
      String again = Files.exists(file) ? resume : begin;
      kill(start(again), SIGNALS.get(random.nextInt(SIGNALS.size())), file, random);
    }
    Process last = start(Files.exists(file) ? resume : begin);
    String said = errorsOf(last);
    assertThat(last.exitValue()).as(said).isZero();
    Resumed.requireSame(
        expected.computeIfAbsent(track, this::uninterrupted), CheckpointFile.read(file));
  }

  /** Kills a process at a random moment, unless it ends before. */
  private void kill(Process process, String signal, Path file, Random random)
      throws IOException, InterruptedException {
    long before = stepsIn(file);
    long seen = watch(process, file, before, random);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
        .start()
        .waitFor();
    String said = errorsOf(process);
    long saved = stepsIn(file);
    assertThat(saved)
        .as("steps in the file, after %d were seen", seen)
        .isGreaterThanOrEqualTo(seen);
    boolean heard = process.exitValue() != 0 && !signal.equals("KILL");
    if (heard) {
      assertThat(process.exitValue()).as(said).isEqualTo(EXIT_CODES.get(signal));
    }
    if (heard && seen > before) {
      // It had begun to train: the signal ends it after a whole step, or in its last lines.
      assertThat(said.contains("saved in " + file + " after step " + saved)
              || CheckpointFile.read(file).progress().epochs().size() == 15)
          .as(said)
          .isTrue();
    }
  }

  /**
   * Reads the file again and again: it is whole each time, and never older than before. Returns
   * after a random while, or when the process ends.
   *
   * @return the steps that were seen last
   */
  private long watch(Process process, Path file, long before, Random random)
      throws IOException, InterruptedException {
    boolean early = random.nextInt(8) == 0;
    while (process.isAlive() && !early && stepsIn(file) == before) {
      Thread.sleep(5);
    }
    long until = System.nanoTime() + random.nextInt(600) * 1_000_000L;
    long seen = before;
    while (process.isAlive() && System.nanoTime() < until) {
      long steps = stepsIn(file);
      assertThat(steps).isGreaterThanOrEqualTo(seen);
      seen = steps;
      Thread.sleep(random.nextInt(20));
    }
    return seen;
  }

  /** Of a copy, because another file may take its place while it is read; −1 without a file. */
  private long stepsIn(Path file) throws IOException {
    Path copy = folder.resolve("copy.npz");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      return -1;
    }
    return CheckpointFile.read(copy).state().steps();
  }

  private Checkpoint uninterrupted(String track) {
    Path file = folder.resolve("whole-" + track + ".npz");
    String whole = "train --track " + track + " " + SETTINGS + " --save " + file;
    CommandLineRun run = CommandLineRun.of(whole.split(" "));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return CheckpointFile.read(file);
  }

  private static Process start(String arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The flags of this JVM: with the JDK's vectors numpy-style has other bits than without.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("mlp.cli.Main");
    command.addAll(List.of(arguments.split(" ")));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Waits for the end of a process, which says less than a pipe holds. */
  private static String errorsOf(Process process) throws IOException, InterruptedException {
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("the process ends").isTrue();
    return new String(process.getErrorStream().readAllBytes());
  }
}
