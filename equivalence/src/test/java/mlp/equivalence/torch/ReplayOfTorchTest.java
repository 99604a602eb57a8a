package mlp.equivalence.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mlp.api.Tensor;
import mlp.equivalence.replay.Expected;
import mlp.equivalence.replay.Records;
import mlp.equivalence.replay.StepReplay;
import mlp.formats.TraceFile;
import mlp.formats.TraceMeta;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of PyTorch, as its users record them, replayed operation by operation. */
class ReplayOfTorchTest {
  private static Path file(String name) throws URISyntaxException {
    return Path.of(ReplayOfTorchTest.class
        .getResource("/mlp/equivalence/torch-traces/" + name + ".npz")
        .toURI());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu-momentum",
        "batch-norm-dropout-adam",
        "gelu-tanh-adamw",
        "silu-rmsprop",
        "elu-adagrad"
      })
  void everyOperationOfPyTorchIsOursButForRounding(String name) throws URISyntaxException {
    try (TraceFile file = TraceFile.open(file(name))) {
      TraceMeta meta = file.meta();
      assertThat(meta.producer()).contains("torch");
      assertThat(file.steps()).containsExactly(0L, 1L);
      Optional<Records> before = Optional.empty();
      Set<String> replayed = new TreeSet<>();
      for (long step : file.steps()) {
        List<Tensor> records = file.read(step);
        Records all = Records.of(
            meta.network().orElseThrow(),
            meta.training().orElseThrow(),
            meta.dataType().orElseThrow(),
            step,
            records,
            before);
        for (Tensor record : records) {
          Optional<Expected> expected = StepReplay.of(all, record.name());
          if (expected.isPresent() && isOurs(record.name())) {
            replayed.add(record.name());
            assertThat(expected.get().excess(record))
                .as("%s of step %d", record.name(), step)
                .isLessThanOrEqualTo(1);
          }
        }
        before = Optional.of(all);
      }
      assertThat(replayed).contains("z1", "a1", "loss", "dW1", "da1");
    }
  }

  // PyTorch keeps momentum without the rate, and runs with the unbiased variance (R8, R11).
  private static boolean isOurs(String record) {
    return !record.endsWith(".running.var.after");
  }
}
