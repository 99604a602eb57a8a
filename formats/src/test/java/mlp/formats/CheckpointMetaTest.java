package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import mlp.api.DataType;
import mlp.api.EarlyStopping;
import mlp.api.InvalidInput;
import mlp.api.Tensor;
import mlp.api.Training;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a checkpoint's JSON says is refused unless it fits itself and the tensors beside it. */
class CheckpointMetaTest {
  /** Its epochs: two of 7 steps, and 3 steps of the next; its best state is that of step 7. */
  private static final Checkpoint SOUND = Checkpoints.full(DataType.FLOAT32);

  @TempDir
  Path folder;

  private Checkpoint read(Map<String, NpyArray> arrays) {
    Path file = folder.resolve("hostile.npz");
    Npz.write(file, arrays);
    return CheckpointFile.read(file);
  }

  private void requireRefused(Map<String, NpyArray> arrays, String says) {
    assertThatThrownBy(() -> read(arrays))
        .isInstanceOf(InvalidInput.class)
        .message()
        .startsWith(folder.resolve("hostile.npz").toString())
        .contains(says)
        .doesNotContain("\n", "\u001b");
  }

  private static Map<String, NpyArray> with(String json) {
    Map<String, NpyArray> arrays = CheckpointFile.arrays(SOUND);
    arrays.put("meta", NpyArray.ofText(json));
    return arrays;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // What the file is.
        "\"mlp-checkpoint\" | \"mlp-trace\" | meta, line 1, column 11: format: got \"mlp-trace\", expected \"mlp-checkpoint\"",
        "\"mlp-checkpoint\" | 1 | format: got 1, expected mlp-checkpoint",
        "\"version\":1, | `` | version: got nothing, expected 1",
        "\"version\":1 | \"version\":2 | version: got 2, expected 1, the version of the format that is read here",
        "\"version\":1 | \"version\":1.5 | version: got 1.5, expected a version",
        "\"version\":1 | \"version\":1,\"flavor\":1 | flavor: got 1, expected no such field",
        "\"numpy-style\" | null | producer: got null, expected a text",
        "\"steps\":17 | \"steps\":17,\"steps\":17 | steps: got 17, expected each field once",
        // Steps and generator.
        "\"steps\":17, | `` | steps: got nothing, expected a whole number of 64 bits",
        "\"steps\":17 | \"steps\":18 | generator: got Generator[algorithm=philox4x64-10, seed=-9223372036854775808, step=17], expected",
        "\"steps\":17 | \"steps\":1e99 | steps: got 1e99, expected a whole number",
        "\"steps\":17 | \"steps\":99999999999999999999 | steps: got 99999999999999999999, expected a whole number",
        "philox4x64-10 | mt19937 | generator: got Generator[algorithm=mt19937",
        "\"seed\":-9223372036854775808,\"step\" | \"seed\":1,\"step\" | generator: got",
        "17 | 13 | hostile.npz: steps: got 13, expected from 14 to 21, after 2 epochs of 7",
        "17 | 22 | hostile.npz: steps: got 22, expected from 14 to 21",
        "17 | -1 | steps: got -1, expected a whole number of at least 0",
        "17 | 9223372036854775807 | hostile.npz: steps: got 9223372036854775807, expected from 14 to 21",
        "17 | 14 | progress.lossSum: got",
        // Epochs.
        "\"epoch\":1 | \"epoch\":2 | progress.epochs[1].epoch: got 2, expected 1",
        "\"epoch\":1,\"steps\":7 | \"epoch\":1,\"steps\":6 | progress.epochs[1].steps: got 6, expected 7, as before",
        "\"steps\":7 | \"steps\":0 | progress.epochs[0].steps: got 0, expected at least 1",
        "\"steps\":7 | \"steps\":2147483648 | progress.epochs[0].steps: got 2147483648, expected a whole number of at most 2147483647",
        "\"steps\":7 | \"steps\":2147483647 | progress.epochs[1].steps: got 7, expected 2147483647, as before",
        "\"medianStepSeconds\":4.9E-324 | \"medianStepSeconds\":-1 | progress.epochs[0].medianStepSeconds: got -1.0, expected a time",
        "\"medianStepSeconds\":4.9E-324 | \"medianStepSeconds\":\"NaN\" | progress.epochs[0].medianStepSeconds: got NaN, expected a time",
        "\"medianStepSeconds\":4.9E-324 | \"medianStepSeconds\":\"nan\" | medianStepSeconds: got \"nan\", expected a number",
        "\"epochs\":5 | \"epochs\":1 | progress.epochs: got 2 of them, expected at most 1",
        "\"validation\":{ | \"valuation\":{ | epochs[0].valuation: got an object, expected no such field",
        "\"confusion\":[[0, | \"confusion\":[[-1, | progress.epochs[0].validation.confusion: got -1, expected counts of at least 0",
        "\"confusion\":[[0, | \"confusion\":[[0,0, | progress.epochs[0].validation.confusion: got a row of 3, expected as many as rows, 2",
        "\"confusion\":[[0, | \"confusion\":[[0],[0, | progress.epochs[0].validation.confusion: got 3 rows, expected 2, as many as outputs",
        "\"confusion\":[[0, | \"confusion\":[0,[0, | confusion[0]: got 0, expected a list",
        "\"confusion\":[[0, | \"confusion\":[[4294967296, | confusion[0][0]: got 4294967296, expected a whole number of at most",
        "\"accuracy\":0. | \"accuracy\":7. | progress.epochs[0].validation.accuracy: got 7.",
        "\"accuracy\":0. | \"accuracy\":\"NaN\",\"error\":0. | error: got 0.",
        "\"lossSum\":0. | \"lossSum\":1e999,\"x\":0. | progress.x: got 0.",
        // The recipe decides which tensors there are.
        "\"adam\",\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-8,\"epsilonHat\":false | \"sgd\" | members: got opt.m.W1, opt.m.gamma1",
        "\"adam\",\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-8,\"epsilonHat\":false | \"rmsprop\",\"decay\":0.9,\"epsilon\":1e-8 | member opt.meanSquare.W1: got nothing, expected an array of type <f4",
        "\"units\":3 | \"units\":4 | W1: got shape [2, 3], expected [2, 4]",
        "\"units\":3 | \"units\":1000000000 | W1: got shape [2, 3], expected [2, 1000000000]",
        "float32 | float64 | member W1: got type <f4, expected an array of type <f8",
        "\"patience\",\"epochs\":2,\"minimumImprovement\":0.01 | \"none\" | progress.best: got a state, expected none without early stopping",
        // The best state.
        "\"bestSteps\":7 | \"bestSteps\":null | members: got best/W1",
        "\"bestSteps\":7 | \"bestSteps\":21 | progress.best.steps: got 21, expected the steps of whole epochs, of 7 each, that are done",
        "\"bestSteps\":7 | \"bestSteps\":8 | progress.best.steps: got 8, expected",
        "\"bestSteps\":7 | \"bestSteps\":0 | progress.best.steps: got 0, expected",
        "\"bestSteps\":7 | \"bestSteps\":\"7\" | bestSteps: got \"7\", expected a whole number of 64 bits",
        "\"bestSteps\":7 | \"bestSteps\":-7 | steps: got -7, expected a whole number of at least 0",
        ",\"bestSteps\":7 | `` | bestSteps: got nothing, expected a whole number of 64 bits, or null",
        // No JSON.
        "} | ` ` | this is not JSON",
        "{ | [ | this is not JSON",
      })
  void refuses(String part, String replacement, String says) {
    String sound = CheckpointMeta.of(SOUND).toJson();
    String changed = part.equals("17")
        ? sound.replace("17", replacement) // In both places.
        : sound.replaceFirst(Pattern.quote(part), replacement);
    assertThat(changed).isNotEqualTo(sound);
    requireRefused(with(changed), says);
  }

  @Test
  void whatIsNoObject() {
    for (String json : List.of("[]", "7", "null", "\"mlp-checkpoint\"")) {
      requireRefused(with(json), "expected a checkpoint's JSON object");
    }
    requireRefused(with(""), "got an empty text");
    requireRefused(with("[".repeat(100_000)), "this is not JSON");
  }

  @Test
  void aTextThatNeedsTooMuchMemory() {
    String list = "[" + "0,".repeat(1_000_000) + "0]";
    Path file = folder.resolve("large.npz");
    Npz.write(file, with(list));
    assertThatThrownBy(() -> CheckpointFile.read(file, new Budget(32 << 20)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("-Xmx");
  }

  @Test
  void membersThatAreNotTheTrainings() {
    Map<String, NpyArray> missing = CheckpointFile.arrays(SOUND);
    missing.remove("best/opt.v.b2");
    requireRefused(missing, "member best/opt.v.b2: got nothing, expected an array of type <f4");
    Map<String, NpyArray> more = CheckpointFile.arrays(SOUND);
    more.put("W3", NpyArray.of(DataType.FLOAT32, new int[] {1}, new double[1]));
    requireRefused(more, "members: got W3 too, expected only those of its training");
    Map<String, NpyArray> text = CheckpointFile.arrays(SOUND);
    text.put("b2", NpyArray.ofText("0, 0"));
    requireRefused(text, "member b2: got type <U4, expected an array of type <f4");
    Map<String, NpyArray> nan = CheckpointFile.arrays(SOUND);
    nan.put("best/b2", NpyArray.of(DataType.FLOAT32, new int[] {2}, new double[] {0, Double.NaN}));
    requireRefused(nan, "progress.best: b2[1]: got NaN, expected a finite float32");
    Map<String, NpyArray> negative = CheckpointFile.arrays(SOUND);
    negative.put(
        "bn1.running.var", NpyArray.of(DataType.FLOAT32, new int[] {3}, new double[] {1, -1, 1}));
    requireRefused(negative, "bn1.running.var: got a negative variance");
  }

  @Test
  void theStateThatWasTakenBackWhenTrainingEndedEarly() {
    TrainingState best = SOUND.progress().best().orElseThrow();
    Checkpoint ended = new Checkpoint(
        "lowlevel",
        SOUND.recipe(),
        best,
        new TrainingProgress(SOUND.progress().epochs(), 0, Optional.of(best)));
    Fixtures.requireSame(read(CheckpointFile.arrays(ended)), ended);
    assertThatThrownBy(() -> new Checkpoint(
            "lowlevel",
            SOUND.recipe(),
            best,
            new TrainingProgress(SOUND.progress().epochs(), 0.5, Optional.of(best))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("progress.lossSum: got 0.5");
  }

  @Test
  void whatDoesNotBelongTogetherIsNeverMade() {
    TrainingState state = SOUND.state();
    List<Tensor> fewer = state.tensors().subList(1, state.tensors().size());
    assertThatThrownBy(() ->
            new Checkpoint("", SOUND.recipe(), new TrainingState(17, fewer), SOUND.progress()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("parameter: got \"W1\"");
    Training patient = SOUND.recipe().training().toBuilder()
        .earlyStopping(new EarlyStopping.Patience(1, 0))
        .build();
    Checkpoint unvalidated = Checkpoints.of(
        DataType.FLOAT32,
        Checkpoints.NETWORK,
        patient.toBuilder().earlyStopping(new EarlyStopping.None()).build(),
        1,
        0);
    Recipe recipe =
        new Recipe(Map.of("name", "digits"), DataType.FLOAT32, Checkpoints.NETWORK, patient);
    assertThatThrownBy(
            () -> new Checkpoint("", recipe, unvalidated.state(), unvalidated.progress()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("progress.epochs[0].validation: got none");
  }
}
