package mlp.formats;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import mlp.api.EpochResult;
import mlp.api.InvalidInput;
import mlp.api.TrainingState;

/**
 * What a checkpoint says beside its tensors, in the JSON that follows from this record.
 *
 * @param format {@link #FORMAT}
 * @param version of the format: {@link #VERSION}
 * @param producer the name of the track, or of the other program, that trained
 * @param versions of what it ran on, for a reader: nothing depends on them
 * @param recipe what is trained, and how
 * @param steps that were taken
 * @param generator of all random numbers
 * @param progress of the training loop
 */
record CheckpointMeta(
    String format,
    int version,
    String producer,
    Map<String, String> versions,
    Recipe recipe,
    long steps,
    Generator generator,
    Progress progress) {
  static final String FORMAT = "mlp-checkpoint";
  static final int VERSION = 1;

  /**
   * The whole state of the random numbers: those of a step are a function of seed, epoch and step
   * ({@link mlp.api.Philox}), so that none is carried from one step to the next.
   *
   * @param algorithm {@link #ALGORITHM}
   * @param seed of the training
   * @param step the next, from 0
   */
  record Generator(String algorithm, long seed, long step) {
    static final String ALGORITHM = "philox4x64-10";
  }

  /**
   * A {@link mlp.api.TrainingProgress}, whose best state's tensors stand beside those of the last.
   *
   * @param epochs that are done
   * @param lossSum of the rows seen in the epoch that is not
   * @param bestSteps the steps of the best state, if one is kept
   */
  record Progress(List<EpochResult> epochs, double lossSum, Optional<Long> bestSteps) {}

  /** @throws InvalidInput if the generator is another, or not at the seed and the step */
  CheckpointMeta {
    Generator expected = new Generator(Generator.ALGORITHM, recipe.training().seed(), steps);
    if (!generator.equals(expected)) {
      throw new InvalidInput("generator", Printable.of(generator.toString()), expected.toString());
    }
  }

  static CheckpointMeta of(Checkpoint checkpoint) {
    long steps = checkpoint.state().steps();
    return new CheckpointMeta(
        FORMAT,
        VERSION,
        checkpoint.producer(),
        Map.of("java", Runtime.version().toString()),
        checkpoint.recipe(),
        steps,
        new Generator(Generator.ALGORITHM, checkpoint.recipe().training().seed(), steps),
        new Progress(
            checkpoint.progress().epochs(),
            checkpoint.progress().lossSum(),
            checkpoint.progress().best().map(TrainingState::steps)));
  }

  String toJson() {
    return JsonForm.write(this, CheckpointMeta.class).toString();
  }

  /**
   * @param source the file, and the member, for messages
   * @throws InvalidInput if the text is not the JSON of this version of the format
   */
  static CheckpointMeta parse(String source, String text, Budget budget) {
    JsonValue json = JsonValue.parse(source, text, budget);
    requireField(
        json, "format", '"' + FORMAT + '"', value -> value.string(FORMAT).equals(FORMAT));
    requireField(
        json,
        "version",
        VERSION + ", the version of the format that is read here",
        value -> value.wholeNumber(0, Long.MAX_VALUE, "a version") == VERSION);
    return JsonReader.read(json, CheckpointMeta.class);
  }

  private static void requireField(
      JsonValue json, String field, String expected, Predicate<JsonValue> fits) {
    JsonValue value = json.members("a checkpoint's JSON object").get(field);
    if (value == null) {
      throw json.missing(field, expected);
    }
    if (!fits.test(value)) {
      throw value.refused(expected);
    }
  }
}
