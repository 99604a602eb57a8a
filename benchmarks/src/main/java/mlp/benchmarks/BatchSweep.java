package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
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

/** 8. A training step of 256-256-10 by the rows of its batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BatchSweep {
  /** Rows. */
  @Param({"1", "4", "16", "64", "256", "1024"})
  public int batch;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Subject subject;

  @Setup
  public void setUp() {
    subject = Subject.of(
        track, dataType, Subject.classifier(256, 10, 256), Subject.descent(batch), batch);
  }

  @Benchmark
  public double step() {
    return subject.mlp().step(subject.batch());
  }
}
