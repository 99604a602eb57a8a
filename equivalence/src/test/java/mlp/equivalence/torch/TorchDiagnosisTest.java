package mlp.equivalence.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import mlp.api.Labels;
import mlp.api.Network;
import mlp.api.Track;
import mlp.api.Training;
import mlp.equivalence.diagnosis.Diagnoser;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.RecordVerdict;
import mlp.equivalence.diagnosis.Severity;
import mlp.equivalence.recorded.FileRun;
import mlp.equivalence.recorded.Inference;
import mlp.equivalence.recorded.TrackRun;
import mlp.formats.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of PyTorch, as its users record them, beside numpy-style. */
class TorchDiagnosisTest {
  private static Path resource(String name) throws URISyntaxException {
    String path = "/mlp/equivalence/" + name;
    return Path.of(
        Objects.requireNonNull(TorchDiagnosisTest.class.getResource(path), path).toURI());
  }

  private static Diagnosis diagnosis(String name) throws URISyntaxException {
    return diagnosis(name, MissingNode.getInstance());
  }

  private static Diagnosis diagnosis(String name, JsonNode intended) throws URISyntaxException {
    try (FileRun file = FileRun.open(resource(name), name, Map.of())) {
      Inference inference =
          new Inference(name, file.dataType(), file.read(file.steps().get(0)));
      Network network = file.meta()
          .network()
          .orElseGet(() -> intended.has("network")
              ? Json.networkFromJson(intended.get("network").toString())
              : inference.network(Optional.empty(), Optional.empty()));
      Training training = file.meta()
          .training()
          .orElseGet(() -> intended.has("training")
              ? Json.trainingFromJson(intended.get("training").toString())
              : inference.training(network));
      Track track = Track.all().get(0);
      return Diagnoser.diagnose(
          network, training, file, new TrackRun(track, network, training, file));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu-momentum",
        "batch-norm-dropout-adam",
        "gelu-tanh-adamw",
        "silu-rmsprop",
        "elu-adagrad",
        "bias-batch-norm-nesterov-l2-late",
        "log-softmax-adam-l2-late",
        "sigmoid-clipped-values"
      })
  void aRightStepOfPyTorchIsOursButForRounding(String name) throws URISyntaxException {
    Diagnosis diagnosis = diagnosis("torch-traces/" + name + ".npz");
    // PyTorch runs with the unbiased variance (R8).
    assertThat(diagnosis.faults())
        .allMatch(fault -> fault.record().matches("bn\\d+\\.running\\.var\\.after")
            && fault.cause().orElseThrow().name().equals("unbiased-running-variance"));
    if (diagnosis.faults().isEmpty()) {
      assertThat(diagnosis.verdict()).isEqualTo(Severity.ROUNDING);
    }
    assertThat(diagnosis.records())
        .extracting(RecordVerdict::record)
        .contains("z1", "a1", "loss", "dW2", "da1", "dz1", "W1.after", "b2.after");
  }

  @TestFactory
  Stream<DynamicTest> aMistakeIsFoundWhereItWasMadeAndNamed()
      throws IOException, URISyntaxException {
    JsonNode mistakes =
        new ObjectMapper().readTree(resource("torch-mistakes/expected.json").toFile());
    assertThat(mistakes.size()).isGreaterThan(30);
    return mistakes.properties().stream()
        .map(mistake -> dynamicTest(
            mistake.getKey(), () -> requireNamed(mistake.getKey(), mistake.getValue())));
  }

  private static void requireNamed(String name, JsonNode expected) throws URISyntaxException {
    Diagnosis diagnosis = diagnosis("torch-mistakes/" + name + ".npz", expected.path("intended"));
    String cause = diagnosis.cause().map(NamedCause::name).orElse(null);
    RecordVerdict first = diagnosis.first().orElseThrow();
    String found =
        Labels.of(diagnosis.verdict()) + " " + first.step() + " " + first.record() + " " + cause;
    assertThat(found)
        .as("%s: %s", expected.get("what").asText(), diagnosis.faults())
        .isEqualTo(expected.get("verdict").asText() + " " + expected.get("step").asText() + " "
            + expected.get("first").asText() + " " + expected.get("cause").textValue());
  }
}
