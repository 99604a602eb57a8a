package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mlp.api.TrainingState;
import mlp.formats.CheckpointFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir
  Path folder;

  @Test
  void writesOneTrackAndNothingToCompare() throws IOException {
    Path file = folder.resolve("results.json");

    CommandLineRun run = CommandLineRun.of(
        "train", "--track", "paper-style", "--epochs", "2", "--json", file.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertThat(json.get("tracks")).hasSize(1);
    assertThat(json.at("/tracks/0/name").asText()).isEqualTo("paper-style");
    assertThat(json.at("/tracks/0/lossPerEpoch")).hasSize(2);
    assertThat(json.get("agreement")).isEmpty();
    assertThat(json.get("verdict").isNull()).isTrue();
  }

  @Test
  void savesTheParametersThatTheTrackEndsWith() {
    Path parametersFile = folder.resolve("parameters.npz");

    CommandLineRun run = CommandLineRun.of(
        "train",
        "--track",
        "numpy-style",
        "--data",
        "xor",
        "--layers",
        "5,4",
        "--epochs",
        "1",
        "--save",
        parametersFile.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    TrainingState parameters = CheckpointFile.read(parametersFile).state();
    assertThat(parameters.get("W1").shape()).containsExactly(2, 5);
    assertThat(parameters.get("W2").shape()).containsExactly(5, 4);
    assertThat(parameters.get("b3").shape()).containsExactly(2);
    assertThat(parameters.get("b1").values()).isNotEqualTo(new double[5]);
  }

  @Test
  void writesTheReportOfOneTrack() {
    CommandLineRun run = CommandLineRun.of(
        "train", "--track", "numpy-style", "--epochs", "1", "--report", folder + "/new/report");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("new/report/index.html")).isNotEmptyFile();
  }
}
