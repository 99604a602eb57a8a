package mlp.benchmarks;

import java.util.Arrays;
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

/** 10. A training step of 64 units in each of so many hidden layers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DepthSweep {
  private static final int ROWS = 64;
  private static final int UNITS = 64;

  /** Hidden layers. */
  @Param({"1", "2", "4", "8", "16"})
  public int depth;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Subject subject;

  @Setup
  public void setUp() {
    int[] hidden = new int[depth];
    Arrays.fill(hidden, UNITS);
    subject = Subject.of(
        track, dataType, Subject.classifier(UNITS, 10, hidden), Subject.descent(ROWS), ROWS);
  }

  @Benchmark
  public double step() {
    return subject.mlp().step(subject.batch());
  }
}
