package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Labels;
import mlp.api.Network;
import mlp.api.Track;
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
 * 12. From nothing to the first step of the workload xor: the classes and native libraries that a
 * track loads. Each measurement is the first of a JVM, whose own start is not counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class StartUp {
  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private DataType type;

  @Setup
  public void setUp() {
    type = Labels.parse(DataType.class, "dataType", dataType);
  }

  /** @return the first loss */
  @Benchmark
  public double firstStep() {
    Network network = Workload.XOR.network();
    Track first =
        Track.all().stream().filter(t -> t.name().equals(track)).findFirst().orElseThrow();
    return first
        .create(network, Workload.XOR.training(), InitialWeights.of(network, 1, type), type)
        .step(Subject.batch(network, Workload.XOR.batchSize()).as(type));
  }
}
