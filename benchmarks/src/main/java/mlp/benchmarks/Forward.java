package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Matrix;
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

/** 3. The way forward alone: what a trained network does for its users. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Forward {
  /** The network and its batch: the label of a {@link Workload}. */
  @Param({"xor", "small", "mnist", "wide"})
  public String workload;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Subject subject;

  @Setup
  public void setUp() {
    subject = Workload.named(workload).subject(track, dataType);
  }

  @Benchmark
  public Matrix predict() {
    return subject.mlp().predict(subject.batch().inputs());
  }
}
