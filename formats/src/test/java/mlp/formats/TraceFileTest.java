package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  private static final Network NETWORK = Network.withInputs(2)
      .layer(3, Activation.TANH)
      .layer(2, Activation.SOFTMAX)
      .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  private static final Training TRAINING = new Training(new Optimizer.Sgd(), 0.1, 4, 2, 5);

  @TempDir
  Path folder;

  private static Trace trace(long step, DataType dataType) {
    return new Trace(
        "numpy-style",
        dataType,
        NETWORK,
        TRAINING,
        step,
        List.of(
            Tensor.of("x", new double[] {step, 0.5}, 1, 2),
            Tensor.of("W1", new double[] {1, 2, 3, 4, 5, 6}, 2, 3),
            Tensor.scalar("loss", 0.25 + step)));
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("t.npz");
    List<Trace> traces = List.of(trace(3, DataType.FLOAT32), trace(10, DataType.FLOAT32));
    TraceFile.write(file, traces.iterator(), Map.of("java", "17"));
    try (TraceFile read = TraceFile.open(file)) {
      assertThat(read.meta()).isEqualTo(TraceMeta.of(traces.get(0), Map.of("java", "17")));
      assertThat(read.meta().network()).contains(NETWORK);
      assertThat(read.steps()).containsExactly(3L, 10L);
      for (Trace trace : traces) {
        List<Tensor> tensors = read.read(trace.step());
        assertThat(tensors).hasSize(3);
        for (int i = 0; i < 3; i++) {
          assertThat(tensors.get(i).name()).isEqualTo(trace.records().get(i).name());
          assertThat(tensors.get(i).shape()).isEqualTo(trace.records().get(i).shape());
          assertThat(tensors.get(i).values()).isEqualTo(trace.records().get(i).values());
        }
      }
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> read.read(4));
    }
    assertThat(Npz.read(file).keySet())
        .containsExactly("meta", "x", "W1", "loss", "step10/x", "step10/W1", "step10/loss");
  }

  private Path file(String meta, String... names) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    if (meta != null) {
      arrays.put("meta", NpyArray.ofText(meta));
    }
    for (String name : names) {
      arrays.put(name, NpyArray.of(DataType.FLOAT32, new int[] {2}, new double[] {1, 2}));
    }
    Path file = folder.resolve("t.npz");
    Npz.write(file, arrays);
    return file;
  }

  @Test
  void aFileMayLeaveOutItsMetaAndMostTensors() {
    try (TraceFile read = TraceFile.open(file(null, "x", "fc1.weight", "step2/x"))) {
      assertThat(read.meta()).isEqualTo(TraceMeta.NONE);
      assertThat(read.steps()).containsExactly(0L, 2L);
      assertThat(read.read(0)).extracting(Tensor::name).containsExactly("x", "fc1.weight");
    }
  }

  @Test
  void aMetaMayLeaveOutFieldsAndHaveOthers() {
    String meta = "{\"producer\": \"mine\", \"step\": 4, \"dataType\": \"float32\", \"more\": [1]}";
    try (TraceFile read = TraceFile.open(file(meta, "x"))) {
      assertThat(read.meta().producer()).contains("mine");
      assertThat(read.meta().dataType()).contains(DataType.FLOAT32);
      assertThat(read.meta().network()).isEmpty();
      assertThat(read.steps()).containsExactly(4L);
    }
  }

  @Test
  void whatIsNoTraceIsRefusedWithItsPlace() {
    requireRefused(file("[]", "x"), "meta");
    requireRefused(file("{\"step\": -1}", "x"), "step");
    requireRefused(file("{\"dataType\": \"float16\"}", "x"), "dataType");
    requireRefused(file("{\"network\": {\"inputs\": 2}}", "x"), "network");
    requireRefused(file("{\"step\": 2}", "x", "step2/x"), "the second x of step 2");
    requireRefused(file("{}"), "no tensor");
    requireRefused(folder.resolve("none.npz"), "none.npz");
  }

  private static void requireRefused(Path file, String place) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> TraceFile.open(file))
        .withMessageContaining(file.toString())
        .withMessageContaining(place);
  }

  @Test
  void aRecordingThatFailsLeavesTheFileAsItWas() {
    Path file = file("{}", "x");
    List<Trace> broken = List.of(trace(0, DataType.FLOAT64), trace(1, DataType.FLOAT64));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> TraceFile.write(
            file,
            broken.stream()
                .peek(trace -> {
                  if (trace.step() == 1) {
                    throw new IllegalStateException("power cut");
                  }
                })
                .iterator(),
            Map.of()));
    assertThat(Npz.read(file).keySet()).containsExactly("meta", "x");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
