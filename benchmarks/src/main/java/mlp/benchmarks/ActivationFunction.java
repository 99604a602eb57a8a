package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Labels;
import mlp.api.Loss;
import mlp.api.Network;
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
 * 2. An activation and its derivative: a training step of one input and many units, whose matrix
 * products cost next to nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ActivationFunction {
  private static final int ROWS = 64;
  private static final int UNITS = 1024;

  /** The hidden layer's. */
  @Param({"identity", "relu", "leaky-relu", "sigmoid", "tanh", "elu", "gelu", "gelu-tanh", "silu"})
  public String activation;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Subject subject;

  @Setup
  public void setUp() {
    Network network = Network.withInputs(1)
        .initializer(Initializer.Scaled.LECUN)
        .layer(UNITS, Labels.parse(Activation.class, "activation", activation))
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    subject = Subject.of(track, dataType, network, Subject.descent(ROWS), ROWS);
  }

  @Benchmark
  public double step() {
    return subject.mlp().step(subject.batch());
  }
}
