package mlp.benchmarks;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import mlp.api.Threads;
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

/** 5. One full training step: forward, backward, update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStep {
  /** The network and its batch: the label of a {@link Workload}. */
  @Param({"xor", "small", "mnist", "wide"})
  public String workload;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  /** With how many threads: the process must have been started for as many. */
  @Param("1")
  public int threads;

  private Subject subject;

  @Setup
  public void setUp() {
    if (!Threads.started().equals(OptionalInt.of(threads))) {
      throw new IllegalStateException("threads: " + threads + " were asked for; start with "
          + Threads.VARIABLE + "=" + threads + ", or by ./mlp bench --threads " + threads);
    }
    subject = Workload.named(workload).subject(track, dataType);
  }

  /** @return the loss, so that nothing is left out */
  @Benchmark
  public double step() {
    return subject.mlp().step(subject.batch());
  }
}
