package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.formats.NpyArray;
import mlp.formats.Npz;
import mlp.formats.TraceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final String[] NETWORK = {
    "--data",
    "moons",
    "--layers",
    "8,4",
    "--activation",
    "tanh",
    "--optimizer",
    "momentum",
    "--epochs",
    "1",
    "--dtype",
    "float32"
  };

  @TempDir
  Path folder;

  private Path mine;

  @BeforeEach
  void record() {
    mine = folder.resolve("mine.npz");
    assertThat(run("trace", "--track", "paper-style", "--steps", "0,1,2", "--out", mine)
            .exitCode())
        .isZero();
  }

  private static CommandLineRun run(Object... arguments) {
    List<String> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    if (arguments[0].equals("trace")) {
      all.addAll(List.of(NETWORK));
    }
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  // The same file with the gradient of W2 taken n times in the second step
  private Path wrong() {
    return changed(
        1, "dW2", (tensor, records) -> times(tensor, 1.0 / records.get(0).shape()[0]));
  }

  private Path changed(
      long wrongStep, String record, BiFunction<Tensor, List<Tensor>, Tensor> change) {
    Path path = folder.resolve("wrong.npz");
    List<Trace> traces = new ArrayList<>();
    try (TraceFile file = TraceFile.open(mine)) {
      for (long step : file.steps()) {
        List<Tensor> records = new ArrayList<>(file.read(step));
        if (step == wrongStep) {
          List<Tensor> right = List.copyOf(records);
          records.replaceAll(
              tensor -> tensor.name().equals(record) ? change.apply(tensor, right) : tensor);
        }
        traces.add(new Trace(
            "me",
            file.dataType(),
            file.meta().network().orElseThrow(),
            file.meta().training().orElseThrow(),
            step,
            records));
      }
    }
    TraceFile.write(path, traces.iterator(), Map.of());
    return path;
  }

  private static Tensor times(Tensor tensor, double factor) {
    double[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Tensor(tensor.name(), tensor.shape(), values);
  }

  @Test
  void aFileBesideATrackDiffersByRoundingAlone() {
    CommandLineRun run = run("diff", mine, "numpy-style");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("rounding: mine.npz and numpy-style").doesNotContain("assumed");
    assertThat(run("diff", "lowlevel", mine).exitCode()).isZero();
  }

  @Test
  void aFileBesideItselfIsEqual() throws IOException {
    Path copy = folder.resolve("copy.npz");
    Files.copy(mine, copy);
    CommandLineRun run = run("diff", mine, copy);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("= equal: mine.npz and copy.npz");
  }

  @Test
  void twoTracksAreRecordedNow() {
    CommandLineRun run = run(
        "diff",
        "numpy-style",
        "lowlevel",
        "--data",
        "xor",
        "--steps",
        "0,3",
        "--epochs",
        "4",
        "--batch",
        "4");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("numpy-style and lowlevel");
  }

  @Test
  void aMistakeIsToldWithItsStepItsRecordAndItsCause() throws IOException {
    Path json = folder.resolve("result.json");
    CommandLineRun run = run("diff", wrong(), "numpy-style", "--json", json);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("first differ in step 1, dW2", "cause: mean-at-parameters, in wrong.npz", "R2");
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.get("verdict").asText()).isEqualTo("different");
    assertThat(result.at("/first/step").asLong()).isEqualTo(1);
    assertThat(result.at("/first/record").asText()).isEqualTo("dW2");
    assertThat(result.at("/first/maxAbsoluteDifference").asDouble())
        .isGreaterThan(1000 * result.at("/first/bound").asDouble());
    assertThat(result.at("/first/ulps").asLong()).isGreaterThan(1000);
    assertThat(result.at("/cause/name").asText()).isEqualTo("mean-at-parameters");
    assertThat(result.at("/cause/rule").asText()).isEqualTo("R2");
    assertThat(result.at("/cause/residualBefore").asDouble())
        .isGreaterThan(1000 * result.at("/cause/residualAfter").asDouble());
    assertThat(result.at("/faults/0/record").asText()).isEqualTo("dW2");
    for (JsonNode record : result.get("records")) {
      if (record.get("step").asLong() == 0) {
        assertThat(record.get("verdict").asText()).isIn("equal", "rounding");
        assertThat(record.get("maxAbsoluteDifference").asDouble())
            .as(record.toString())
            .isLessThanOrEqualTo(record.get("bound").asDouble());
      }
    }
  }

  @Test
  void thePageIsWritten() {
    Path report = folder.resolve("page");
    assertThat(run("diff", wrong(), "numpy-style", "--report", report).exitCode())
        .isEqualTo(1);
    assertThat(report.resolve("index.html")).content().contains("mean-at-parameters", "dW2");
  }

  // x, y, weights under other names and in PyTorch's layout, and what they became: nothing else
  private Path foreign(String... names) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (TraceFile file = TraceFile.open(mine)) {
      Map<String, Tensor> step = new HashMap<>();
      file.read(0).forEach(tensor -> step.put(tensor.name(), tensor));
      for (String name : names) {
        String[] pair = name.split("=");
        Tensor tensor = step.get(pair[1].replace(".T", ""));
        arrays.put(
            pair[0],
            pair[1].endsWith(".T")
                ? NpyArray.of(
                    file.dataType(),
                    new int[] {tensor.shape()[1], tensor.shape()[0]},
                    transposed(tensor))
                : NpyArray.of(file.dataType(), tensor.shape(), tensor.values()));
      }
    }
    Path path = folder.resolve("foreign.npz");
    Npz.write(path, arrays);
    return path;
  }

  private static double[] transposed(Tensor tensor) {
    int rows = tensor.shape()[0];
    int columns = tensor.shape()[1];
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i % columns * rows + i / columns] = tensor.values()[i];
    }
    return values;
  }

  @Test
  void namesAndLayoutsOfPyTorchAreRecognizedAndTold() {
    Path file = foreign(
        "inputs=x",
        "targets=y",
        "fc1.weight=W1.T",
        "fc1.bias=b1",
        "fc2.weight=W2.T",
        "fc2.bias=b2",
        "out.weight=W3.T",
        "out.bias=b3",
        "z1=z1",
        "a1=a1",
        "loss=loss");
    CommandLineRun run = run("diff", file, "numpy-style");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("rounding: foreign.npz and numpy-style")
        .contains("fc1.weight is W1, transposed", "out.bias is b3", "the hidden layers are tanh");
  }

  @Test
  void aMapNamesWhatNobodyWouldRecognize() throws IOException {
    Path file = foreign(
        "x=x",
        "y=y",
        "first=W1.T",
        "shift=b1",
        "second=W2.T",
        "b2=b2",
        "third=W3.T",
        "b3=b3",
        "loss=loss");
    CommandLineRun without = run("diff", file, "numpy-style");
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--map");
    Path map = folder.resolve("map.json");
    Files.writeString(
        map, "{\"first\": \"W1.T\", \"shift\": \"b1\", \"second\": \"W2.T\", \"third\": \"W3.T\"}");
    CommandLineRun with = run("diff", file, "numpy-style", "--map", map, "--activation", "tanh");
    assertThat(with.exitCode()).as(with.out() + with.err()).isZero();
  }

  @Test
  void whatIsNoFileAndNoTrackIsRefused() {
    CommandLineRun run = run("diff", folder.resolve("none.npz"), "numpy-style");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none.npz", "neither a file nor a track", "paper-style");
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    CommandLineRun data = run("diff", mine, "numpy-style", "--data", "xor");
    assertThat(data.exitCode()).isEqualTo(2);
    assertThat(data.err()).contains("--data has no effect");
    CommandLineRun same = run("diff", "lowlevel", "lowlevel");
    assertThat(same.exitCode()).isEqualTo(2);
  }

  @Test
  void anotherTrainingThanTheFilesCanBeMeant() {
    CommandLineRun run =
        run("diff", mine, "numpy-style", "--optimizer", "nesterov", "--learning-rate", "0.02");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("momentum-for-nesterov");
  }

  // Only what goes into each step, and the loss
  private Path thin() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (TraceFile file = TraceFile.open(mine)) {
      for (long step : file.steps()) {
        for (Tensor tensor : file.read(step)) {
          double factor = step == 2 && tensor.name().equals("W1") ? 1.001 : 1;
          if (tensor.name().matches("x|y|[Wb]\\d|loss")) {
            arrays.put(
                (step == 0 ? "" : "step" + step + "/") + tensor.name(),
                NpyArray.of(
                    file.dataType(), tensor.shape(), times(tensor, factor).values()));
          }
        }
      }
    }
    Path path = folder.resolve("thin.npz");
    Npz.write(path, arrays);
    return path;
  }

  @Test
  void whatAStepLeavesIsSeenInWhatTheNextOneBeginsWith() {
    CommandLineRun run = run(
        "diff",
        thin(),
        "numpy-style",
        "--activation",
        "tanh",
        "--optimizer",
        "momentum",
        "--learning-rate",
        "0.02");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out()).contains("first differ in step 1, W1.after", "next one begins with");
  }

  @Test
  void aConventionThatIsMeantIsAccepted() {
    CommandLineRun run =
        run("diff", wrong(), "numpy-style", "--accept", "mean-at-parameters,decay-on-biases");
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1); // W2.after does not follow from dW2
    assertThat(run.out())
        .doesNotContain("cause: mean-at-parameters")
        .contains("1 fault was accepted");
    CommandLineRun unknown = run("diff", wrong(), "numpy-style", "--accept", "all");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("--accept", "sum-over-batch");
  }

  @Test
  void whatNothingExplainsIsGivenAHint() {
    Path frozen = changed(
        2,
        "W1.after",
        (after, records) -> records.stream()
            .filter(tensor -> tensor.name().equals("W1"))
            .findFirst()
            .orElseThrow()
            .named("W1.after"));
    assertThat(run("diff", frozen, "numpy-style").out())
        .contains("step 2, W1.after", "unexplained", "it was not updated");
    Path scaled = changed(2, "dz2", (dz, records) -> times(dz, 0.3));
    assertThat(run("diff", scaled, "numpy-style").out())
        .contains("unexplained", "it is 0.30000 times what its inputs give");
  }
}
