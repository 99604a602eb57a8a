package mlp.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mlp.api.InitialWeights;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Track;
import mlp.api.Training;
import mlp.api.TrainingListener;
import mlp.api.TrainingLoop;
import mlp.data.DataOptions;
import mlp.data.DataSet;
import mlp.data.DataSets;
import mlp.formats.Json;
import mlp.formats.Recipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 13. From the first step to 98% of MNIST's test images, by the recipe mnist-plain: the epochs and
 * the evaluation behind each, in a JVM that has computed nothing before. The folder of MNIST's
 * files is the system property {@value #MNIST}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class TimeToAccuracy {
  static final String MNIST = "mlp.mnist";
  static final String RECIPE = "mnist-plain.json";
  static final String DATA_TYPE = "float32"; // the recipe's
  static final double TARGET = 0.98;
  static final int IMAGES = 60_000; // to train on

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** Of first weights and order of batches. */
  @Param("1")
  public long seed;

  private TrainingLoop loop;

  @Setup
  public void setUp() {
    Recipe recipe = Json.recipeFromJson(recipe());
    Network network = recipe.network();
    Training training = recipe.training().toBuilder().seed(seed).build();
    DataSet mnist = DataSets.load(
        "mnist",
        DataOptions.defaults().withMnistDirectory(Path.of(System.getProperty(MNIST))),
        recipe.dataType());
    Track timed =
        Track.all().stream().filter(t -> t.name().equals(track)).findFirst().orElseThrow();
    Mlp mlp = timed.create(
        network, training, InitialWeights.of(network, seed, recipe.dataType()), recipe.dataType());
    loop = new TrainingLoop(mlp, mnist.training(), mnist.test(), TrainingListener.NONE);
  }

  static String recipe() {
    try (InputStream in = TimeToAccuracy.class.getResourceAsStream("recipes/" + RECIPE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @return the accuracy of the last epoch
   * @throws IllegalStateException if the training ends below the target
   */
  @Benchmark
  public double train() {
    double accuracy = 0;
    while (accuracy < TARGET && !loop.isFinished()) {
      accuracy = loop.nextEpoch().test().accuracy();
    }
    if (accuracy < TARGET) {
      throw new IllegalStateException(
          track + " reaches " + accuracy + " at its end, expected " + TARGET);
    }
    return accuracy;
  }
}
