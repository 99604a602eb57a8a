package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Training;
import mlp.api.TrainingProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed during a save leaves a whole checkpoint, no older than it promised. */
class CheckpointKillTest {
  private static final int KILLS = 10;

  @TempDir
  Path folder;

  /** Saves again and again, and says after each save which step is on the disk. */
  public static final class Saver {
    private Saver() {}

    /** @param arguments the file */
    public static void main(String[] arguments) {
      Path file = Path.of(arguments[0]);
      for (int steps = 0; ; steps = steps == Byte.MAX_VALUE ? 0 : steps + 1) {
        CheckpointFile.write(file, checkpoint(steps));
        System.out.write(steps);
        System.out.flush();
      }
    }
  }

  /** A megabyte, so that most of a save is writing. */
  private static Checkpoint checkpoint(int steps) {
    Network network = Network.withInputs(400).layer(300, Activation.RELU).loss(Loss.SQUARED_ERROR);
    Training training = new Training(new Optimizer.Sgd(), 0.1, 4, 5, 1);
    Recipe recipe = new Recipe(Map.of("name", "digits"), DataType.FLOAT64, network, training);
    return new Checkpoint(
        "saver",
        recipe,
        Checkpoints.state(steps, recipe, new SplittableRandom(steps)),
        TrainingProgress.NONE);
  }

  @Test
  void killedAtAnyTime() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(3);
    for (int kill = 0; kill < KILLS; kill++) {
      Path file = folder.resolve("checkpoint" + kill + ".npz");
      int promised = promisedBeforeTheKill(file, random.nextInt(200));
      Checkpoint read = CheckpointFile.read(file);
      int steps = Math.toIntExact(read.state().steps());
      // The save after the last one that was promised may be done, and the promise of it lost.
      assertThat(steps).isIn(promised, (promised + 1) % (Byte.MAX_VALUE + 1));
      assertThat(file).hasBinaryContent(Checkpoints.bytes(checkpoint(steps)));
    }
  }

  private static int promisedBeforeTheKill(Path file, int millis)
      throws IOException, InterruptedException {
    Process saver = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Saver.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (InputStream promises = saver.getInputStream()) {
      int last = promises.read();
      assertThat(last).as("the first promise").isZero();
      saver.waitFor(millis, TimeUnit.MILLISECONDS);
      saver
          .toHandle()
          .destroyForcibly(); // Which leaves what it said, as destroyForcibly of a Process does
      // not.
      saver.waitFor();
      for (int next = promises.read(); next >= 0; next = promises.read()) {
        last = next;
      }
      return last;
    } finally {
      saver.destroyForcibly();
    }
  }
}
