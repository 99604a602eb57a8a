package mlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mlp.api.Parameters;
import mlp.api.Schedule;
import mlp.formats.CheckpointFile;
import mlp.formats.Json;
import mlp.formats.Recipe;
import mlp.formats.TextFile;
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
    Parameters parameters =
        new Parameters(CheckpointFile.read(parametersFile).state().tensors());
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

  private CommandLineRun xor(String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "train", "--track", "numpy-style", "--data", "xor", "--layers", "5", "--epochs", "2"));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void beginsWithTheParametersOfAnyFormInAnyTrack() {
    Path zip = folder.resolve("model.zip");
    assertThat(xor("--track", "paper-style").exitCode())
        .as("a track given twice")
        .isEqualTo(2);
    CommandLineRun saved = CommandLineRun.of(
        "train",
        "--track",
        "paper-style",
        "--data",
        "xor",
        "--layers",
        "5",
        "--epochs",
        "2",
        "--save",
        zip.toString());
    assertThat(saved.exitCode()).as(saved.err()).isZero();
    Path npz = folder.resolve("model.npz");
    Path safetensors = folder.resolve("model.safetensors");
    assertThat(xor("--save", npz.toString()).exitCode()).isZero();
    assertThat(xor("--save", safetensors.toString()).exitCode()).isZero();
    String ofNpz = xor("--load", npz.toString()).out();
    assertThat(xor("--load", safetensors.toString()).out().lines().limit(10))
        .isEqualTo(ofNpz.lines().limit(10).toList());
    assertThat(xor("--load", zip.toString()).out().lines().limit(10))
        .as("the losses, to six decimals")
        .isEqualTo(ofNpz.lines().limit(10).toList());
    assertThat(xor().out().lines().limit(10))
        .isNotEqualTo(ofNpz.lines().limit(10).toList());
  }

  @Test
  void aRecipeRepeatsWhatTheOptionsSaid() throws IOException {
    Path recipe = folder.resolve("recipe.json");
    CommandLineRun first = xor(
        "--batch-norm",
        "--dropout",
        "0.1",
        "--schedule",
        "cosine:1",
        "--optimizer",
        "rmsprop",
        "--validation",
        "0.25",
        "--save-recipe",
        recipe.toString());
    assertThat(first.exitCode()).as(first.err()).isZero();
    CommandLineRun second =
        CommandLineRun.of("train", "--track", "numpy-style", "--recipe", recipe.toString());
    assertThat(untilTimes(second)).isEqualTo(untilTimes(first));
    CommandLineRun otherSeed = CommandLineRun.of(
        "train", "--track", "numpy-style", "--recipe", recipe.toString(), "--seed", "9");
    assertThat(untilTimes(otherSeed)).isNotEqualTo(untilTimes(first));
    CommandLineRun refused = CommandLineRun.of(
        "train", "--track", "numpy-style", "--recipe", recipe.toString(), "--dropout", "0.2");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--dropout has no effect with --recipe");
  }

  private static List<String> untilTimes(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out()
        .lines()
        .takeWhile(line -> !line.startsWith("time per step"))
        .toList();
  }

  @Test
  void theRecipesOfTheProjectAreWhole() throws IOException {
    for (String name : List.of("mnist-plain", "mnist-best")) {
      Recipe recipe = Json.recipeFromJson(TextFile.read(Path.of("../recipes/" + name + ".json")));
      assertThat(recipe.data()).containsExactly(Map.entry("name", "mnist"));
      assertThat(recipe.network().inputs()).isEqualTo(784);
      // The schedule ends with the last of 60,000 examples' steps.
      long stepsPerEpoch =
          (60_000 + recipe.training().batchSize() - 1) / recipe.training().batchSize();
      assertThat(((Schedule.Cosine) recipe.training().schedule()).steps())
          .isEqualTo(stepsPerEpoch * recipe.training().epochs());
    }
  }

  @Test
  void aFinishedTrainingIsResumedByDoingNothing() {
    Path file = folder.resolve("done.npz");
    CommandLineRun first = xor("--save", file.toString());
    CommandLineRun second = CommandLineRun.of("train", "--resume", file.toString());
    assertThat(untilTimes(second)).isEqualTo(untilTimes(first));
  }

  @Test
  void aDamagedCheckpointIsRefusedInOneLine() throws IOException {
    Path file = folder.resolve("damaged.npz");
    assertThat(xor("--save", file.toString()).exitCode()).isZero();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    CommandLineRun run = CommandLineRun.of("train", "--resume", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errorLines()).hasSize(1).first().asString().contains("damaged.npz");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void printsTheConfusionOfClasses() {
    assertThat(xor().out()).contains("confusion on the test examples: true classes in rows");
  }
}
