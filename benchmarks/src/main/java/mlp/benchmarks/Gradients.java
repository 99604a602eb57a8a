package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Parameters;
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

/** 4. Forward and backward, and the gradients copied to Java arrays: no update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Gradients {
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
  public Parameters gradients() {
    return subject.mlp().gradients(subject.batch());
  }
}
