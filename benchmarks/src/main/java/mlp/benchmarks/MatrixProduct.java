package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Activation;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Matrix;
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

/** 1. A matrix product: the way forward of one layer that has no bend. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixProduct {
  /** Rows of the batch, inputs, units: [m,k]·[k,n]. */
  @Param({"32x64x32", "128x784x256", "512x1024x1024"})
  public String shape;

  /** Who computes. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Subject subject;

  @Setup
  public void setUp() {
    String[] lengths = shape.split("x");
    int rows = Integer.parseInt(lengths[0]);
    Network network = Network.withInputs(Integer.parseInt(lengths[1]))
        .initializer(Initializer.Scaled.LECUN)
        .layer(Integer.parseInt(lengths[2]), Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
    subject = Subject.of(track, dataType, network, Subject.descent(rows), rows);
  }

  @Benchmark
  public Matrix multiply() {
    return subject.mlp().predict(subject.batch().inputs());
  }
}
