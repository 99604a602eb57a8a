package mlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import mlp.api.InvalidInput;
import mlp.formats.Json;
import mlp.formats.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a peer's answer, with a shell script in Python's place. */
@DisabledOnOs(OS.WINDOWS)
class PeersTest {
  private static final Plan PLAN = new Plan(
      List.of(Chapter.TRAINING_STEP),
      1,
      List.of("float32"),
      2,
      3,
      100,
      Optional.empty(),
      Optional.of(Path.of("mnist")));

  @TempDir
  Path folder;

  private Path python(String script) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\n[ \"$1\" = -c ] && exit 0\n" + script);
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
    return python;
  }

  private Peers.Answer answer(String script) throws IOException {
    try (Peers peers = new Peers(python(script))) {
      return peers.step("numpy", Workload.XOR, "float32", PLAN);
    }
  }

  @Test
  void timesAreRead() throws IOException {
    Peers.Answer answer = answer("echo '{\"peer\": \"numpy\", \"microsecondsPerStep\": [1.5, 2],"
        + " \"versions\": {\"numpy\": \"2\"}}'");
    assertThat(answer.microseconds().orElseThrow()).containsExactly(1.5, 2);
    assertThat(answer.versions().get("numpy").asText()).isEqualTo("2");
  }

  @Test
  void aPeerIsToldWorkloadThreadsAndTimesAndGivenOurWeights() throws IOException {
    Path told = folder.resolve("told");
    Path input = folder.resolve("input.npz");
    answer("echo \"$@\" > " + told + "; cp \"$5\" " + input + "; exit 1");
    assertThat(told)
        .content()
        .contains("step.py numpy xor --input", "--threads 2 --data-type float32")
        .contains("--warmup 2.5 --seconds 0.3 --samples 3");
    assertThat(Npz.read(input).keySet())
        .containsExactly(
            "x", "y", "W1", "b1", "W2", "b2", "W1.after", "b1.after", "W2.after", "b2.after");
  }

  @Test
  void aPeerThatCannotRunSaysWhy() throws IOException {
    Peers.Answer answer = answer("echo '{\"peer\": \"numpy\", \"unavailable\": \"no compiler\"}'");
    assertThat(answer.microseconds()).isEmpty();
    assertThat(answer.reason()).isEqualTo("no compiler");
  }

  @Test
  void aPeerWhoseStepsAreNotOursSaysSo() throws IOException {
    Peers.Answer answer = answer("echo 'W1 differs by 0.1' >&2; exit 1");
    assertThat(answer.microseconds()).isEmpty();
    assertThat(answer.reason()).isEqualTo("W1 differs by 0.1");
  }

  @Test
  void whatIsNoJsonIsNotTakenForTimes() throws IOException {
    Peers.Answer answer = answer("echo Segmentation fault");
    assertThat(answer.microseconds()).isEmpty();
    assertThat(answer.reason()).contains("Segmentation fault");
  }

  @Test
  void aTrainingIsToldRecipeDataAndSeed() throws IOException {
    Path told = folder.resolve("told");
    Path recipe = folder.resolve("recipe.json");
    Path start = folder.resolve("start.npz");
    try (Peers peers = new Peers(python("echo \"$@\" > " + told + "; cp \"$4\" " + recipe
        + "; cp \"${10}\" " + start + "; echo '{\"secondsTo98\": 1.5, \"versions\": {}}'"))) {
      assertThat(peers.train("torch", 3, PLAN).microseconds().orElseThrow()).containsExactly(1.5e6);
    }
    assertThat(told)
        .content()
        .contains("time_to_98.py torch --recipe", "--mnist-dir mnist --threads 2 --start ");
    assertThat(Json.recipeFromJson(Files.readString(recipe)).data()).containsEntry("name", "mnist");
    assertThat(Npz.read(start).keySet()).contains("W1", "b3", "order0", "order14");
    assertThat(Npz.read(start).get("order14").shape()).containsExactly(60_000);
  }

  @Test
  void aTrainingThatEndsBelowTheAccuracyHasNoTime() throws IOException {
    try (Peers peers = new Peers(python("echo '{\"secondsTo98\": null}'"))) {
      Peers.Answer answer = peers.train("torch", 3, PLAN);
      assertThat(answer.microseconds()).isEmpty();
      assertThat(answer.reason()).isEqualTo("it did not reach 98%");
    }
  }

  @Test
  void aPythonThatIsNotThereIsRefused() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> new Peers(folder.resolve("none")))
        .withMessageContaining("--peers")
        .withMessageContaining("requirements.txt");
  }
}
