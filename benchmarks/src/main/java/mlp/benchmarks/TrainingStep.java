package mlp.benchmarks;

import java.util.concurrent.TimeUnit;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Labels;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.Agreement;
import mlp.equivalence.Verdict;
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

/** One full training step: forward, backward, update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStep {
  private static final int STEPS_COMPARED = 3;

  /** The network and its batch: the label of a {@link Workload}. */
  @Param({"xor", "small", "mnist", "wide"})
  public String workload;

  /** Who takes the step. */
  @Param({"numpy-style", "lowlevel", "paper-style"})
  public String track;

  /** In which precision. */
  @Param({"float32", "float64"})
  public String dataType;

  private Workload chosenWorkload;
  private DataType chosenType;
  private Mlp mlp;
  private Batch batch;

  /**
   * Makes the network, and refuses to time a track that computes something other than the lowest
   * level does.
   *
   * @throws IllegalStateException if their parameters differ after some steps
   */
  @Setup
  public void setUp() {
    chosenWorkload = Labels.parse(Workload.class, "workload", workload);
    chosenType = Labels.parse(DataType.class, "dataType", dataType);
    batch = chosenWorkload.batch().as(chosenType);
    Track reference = Track.all().get(0);
    Parameters expected = afterSomeSteps(create(reference));
    mlp = create(
        Track.all().stream().filter(t -> t.name().equals(track)).findFirst().orElseThrow());
    Agreement agreement = Agreement.of(expected, afterSomeSteps(mlp), chosenType, STEPS_COMPARED);
    if (agreement.verdict() == Verdict.DIFFERENT) {
      throw new IllegalStateException(
          track + " is not timed: it differs from " + reference.name() + ", " + agreement.worst());
    }
  }

  private Mlp create(Track of) {
    Network network = chosenWorkload.network();
    Training training = chosenWorkload.training();
    return of.create(
        network, training, InitialWeights.of(network, training.seed(), chosenType), chosenType);
  }

  private Parameters afterSomeSteps(Mlp of) {
    for (int step = 0; step < STEPS_COMPARED; step++) {
      of.step(batch);
    }
    return of.parameters();
  }

  /** @return the loss, so that nothing is left out */
  @Benchmark
  public double step() {
    return mlp.step(batch);
  }
}
