package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Optimizer;
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

/** 6. A training step of the workload mnist by each optimizer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerStep {
  /** How the parameters are changed. */
  @Param({"sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"})
  public String optimizer;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Subject subject;

  @Setup
  public void setUp() {
    Workload workload = Workload.MNIST;
    subject = Subject.of(
        track,
        dataType,
        workload.network(),
        workload.training().toBuilder()
            .optimizer(named(optimizer))
            .learningRate(0.001)
            .build(),
        workload.batchSize());
  }

  private static Optimizer named(String name) {
    return switch (name) {
      case "sgd" -> new Optimizer.Sgd();
      case "momentum" -> new Optimizer.Momentum(0.9);
      case "nesterov" -> new Optimizer.Nesterov(0.9);
      case "rmsprop" -> new Optimizer.Rmsprop(0.9, 1e-8);
      case "adagrad" -> new Optimizer.Adagrad(1e-10);
      case "adam" -> Optimizer.Adam.standard();
      case "adamw" -> new Optimizer.Adamw(0.9, 0.999, 1e-8, 0.01);
      default -> throw new IllegalArgumentException("optimizer: " + name);
    };
  }

  @Benchmark
  public double step() {
    return subject.mlp().step(subject.batch());
  }
}
