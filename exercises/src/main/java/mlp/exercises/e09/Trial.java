package mlp.exercises.e09;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import mlp.data.DataSet;
import mlp.exercises.tasks.RecipeTask.Recipe;

/** One recipe on digits, trained with several seeds: what is luck in one of them is none in all. */
record Trial(List<Run> runs) {
  /** Of one training; a recipe that needs longer is too large to be tried out on digits. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private static final long FIRST_SEED = 101;

  static Trial of(Recipe recipe, int seeds) {
    DataSet data = Images.digits(recipe.scaling());
    return new Trial(LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
        .mapToObj(seed -> run(recipe, data, seed))
        .toList());
  }

  /** @return a training with the recipe's own seed */
  static Run ofOwnSeed(Recipe recipe) {
    return run(recipe, Images.digits(recipe.scaling()), recipe.training().seed());
  }

  private static Run run(Recipe recipe, DataSet data, long seed) {
    return new Run(
        data, recipe.network(), recipe.training().toBuilder().seed(seed).build(), LIMIT);
  }

  /** @return the first of its trainings, to look at */
  Run shown() {
    return runs.get(0);
  }

  /** @return the mean over the seeds */
  double accuracy() {
    return runs.stream().mapToDouble(Run::accuracy).average().orElseThrow();
  }
}
