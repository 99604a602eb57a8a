package mlp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mlp.api.Mlp;
import mlp.api.TrainingProgress;
import mlp.formats.Checkpoint;
import mlp.formats.CheckpointFile;
import mlp.formats.Recipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** 11. A checkpoint of the workload mnist, saved from and loaded into a network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Checkpoints {
  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Mlp mlp;
  private Path folder;
  private Path file;

  /** Leaves a checkpoint to be loaded. */
  @Setup
  public void setUp() throws IOException {
    mlp = Workload.MNIST.subject(track, dataType).mlp();
    folder = Files.createTempDirectory("mlp-benchmark");
    file = folder.resolve("checkpoint.npz");
    save();
  }

  /** Removes it. */
  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    Files.deleteIfExists(file);
    Files.delete(folder);
  }

  @Benchmark
  public void save() {
    Recipe recipe =
        new Recipe(Map.of("name", "made up"), mlp.dataType(), mlp.network(), mlp.training());
    CheckpointFile.write(file, new Checkpoint(track, recipe, mlp.state(), TrainingProgress.NONE));
  }

  /** @return the network that has the state of the file again */
  @Benchmark
  public Mlp load() {
    mlp.restore(CheckpointFile.read(file).state());
    return mlp;
  }
}
