package mlp.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.LearningRate;
import mlp.api.Tensor;
import mlp.api.TrainingProgress;
import mlp.api.TrainingState;

/**
 * Trainings at rest in .npz files that NumPy opens, the same for every track. The members are the
 * tensors of {@link TrainingState} under their names (W1, bn1.running.mean, opt.m.W1, …) in the
 * recipe's data type, {@code <f4} or {@code <f8} ({@code schedule.plateau} in {@code <f8} always);
 * with early stopping those of the best epoch under best/W1, …; and {@code meta}, a text that holds
 * JSON: format and version, producer, versions, recipe, steps, generator, progress. The generator's
 * state is its algorithm, the seed and the step, and that is all of it: orders and masks are
 * functions of seed, epoch and step.
 */
public final class CheckpointFile {
  private static final String META = "meta";
  private static final String BEST = "best/";

  private CheckpointFile() {}

  /**
   * Writes a file atomically: whenever it is interrupted, the file is the whole old or the whole
   * new one.
   *
   * @param checkpoint whose values are rounded to the recipe's data type
   * @throws InvalidInput if the file cannot be written; it is as before then
   */
  public static void write(Path file, Checkpoint checkpoint) {
    Npz.write(file, arrays(checkpoint));
  }

  static Map<String, NpyArray> arrays(Checkpoint checkpoint) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(META, NpyArray.ofText(CheckpointMeta.of(checkpoint).toJson()));
    DataType dataType = checkpoint.recipe().dataType();
    putAll(arrays, "", checkpoint.state(), dataType);
    checkpoint.progress().best().ifPresent(best -> putAll(arrays, BEST, best, dataType));
    return arrays;
  }

  private static void putAll(
      Map<String, NpyArray> arrays, String prefix, TrainingState state, DataType dataType) {
    for (Tensor tensor : state.tensors()) {
      arrays.put(
          prefix + tensor.name(),
          NpyArray.of(typeOf(tensor.name(), dataType), tensor.shape(), tensor.values()));
    }
  }

  /** What a plateau has seen is kept in double precision in either type. */
  private static DataType typeOf(String tensor, DataType dataType) {
    return tensor.equals(LearningRate.STATE) ? DataType.FLOAT64 : dataType;
  }

  /**
   * Reads a file and verifies all of it. Nothing is allocated for data that the file does not hold.
   *
   * @return the checkpoint, to the bit
   * @throws InvalidInput as {@link Npz#read}, or if the file is no checkpoint, or not a whole one
   *     whose parts belong together; the message names the file and the field
   */
  public static Checkpoint read(Path file) {
    return read(file, Budget.ofThisJvm());
  }

  static Checkpoint read(Path file, Budget budget) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(file, budget));
    NpyArray text = arrays.remove(META);
    if (text == null) {
      throw new InvalidInput(
          file.toString(),
          "an .npz file without the member " + META + ", with " + names(arrays) + " alone",
          "a checkpoint; no training goes on from parameters alone");
    }
    CheckpointMeta meta = CheckpointMeta.parse(file + ", " + META, text.text(), budget);
    try {
      TrainingState state = take(arrays, "", meta.steps(), meta.recipe());
      Optional<TrainingState> best =
          meta.progress().bestSteps().map(steps -> take(arrays, BEST, steps, meta.recipe()));
      if (!arrays.isEmpty()) {
        throw new InvalidInput("members", names(arrays) + " too", "only those of its training");
      }
      TrainingProgress progress =
          new TrainingProgress(meta.progress().epochs(), meta.progress().lossSum(), best);
      return new Checkpoint(meta.producer(), meta.recipe(), state, progress);
    } catch (InvalidInput refused) {
      throw new InvalidInput(file + ": " + refused.getMessage(), refused);
    }
  }

  /** Takes the tensors of a state out of the arrays. */
  private static TrainingState take(
      Map<String, NpyArray> arrays, String prefix, long steps, Recipe recipe) {
    List<Tensor> tensors = new ArrayList<>();
    TrainingState.shapes(recipe.network(), recipe.training()).forEach((name, shape) -> {
      NpyArray array = arrays.remove(prefix + name);
      NpyType type = NpyType.of(typeOf(name, recipe.dataType()));
      if (array == null || !array.type().equals(type)) {
        throw new InvalidInput(
            "member " + prefix + name,
            array == null ? "nothing" : "type " + array.type().descr(),
            "an array of type " + type.descr());
      }
      tensors.add(new Tensor(name, array.shape(), array.toDoubles()));
    });
    return new TrainingState(steps, tensors);
  }

  private static String names(Map<String, NpyArray> arrays) {
    return Printable.of(String.join(", ", arrays.keySet()));
  }
}
