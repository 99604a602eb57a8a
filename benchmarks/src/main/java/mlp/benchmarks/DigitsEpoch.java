package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Mlp;
import mlp.data.DataOptions;
import mlp.data.DataSets;
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
 * 7. One epoch of the digits, 64-32-10 with batches of 32 in a new order, the gathering of the
 * batches with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DigitsEpoch {
  private static final int ROWS = 32;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Batch examples;
  private Mlp mlp;
  private int epoch;

  @Setup
  public void setUp() {
    mlp = Workload.SMALL.subject(track, dataType).mlp();
    examples = DataSets.load(
            "digits", DataOptions.defaults(), Labels.parse(DataType.class, "dataType", dataType))
        .training();
  }

  /** @return the last step's loss */
  @Benchmark
  public double epoch() {
    int[] order = BatchOrder.of(1, epoch++, examples.rows());
    double loss = 0;
    for (int from = 0; from < examples.rows(); from += ROWS) {
      loss = mlp.step(examples.rows(order, from, Math.min(from + ROWS, examples.rows())));
    }
    return loss;
  }
}
