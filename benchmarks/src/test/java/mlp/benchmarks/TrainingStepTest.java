package mlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The short form of the benchmark: that it runs for every track, not how fast. */
class TrainingStepTest {
  @Test
  void everyTrackIsTimed() throws RunnerException {
    Collection<RunResult> results = new Runner(new OptionsBuilder()
            .include(TrainingStep.class.getSimpleName())
            .param("workload", "xor", "small")
            .param("dataType", "float32")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(50))
            .shouldFailOnError(true)
            .build())
        .run();
    assertThat(results).hasSize(6);
    assertThat(results)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }
}
