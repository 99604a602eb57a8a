package mlp.cli;

import java.util.function.Function;
import mlp.api.DataType;
import mlp.data.DataSet;
import mlp.formats.Recipe;

/**
 * What shall be trained, before the data are loaded, which decide the rest: the numbers of inputs
 * and outputs, and the steps of an epoch.
 *
 * @param data what to load
 * @param seed of generated data
 * @param dataType in which to load it
 * @param recipe what is trained, once the data are known
 */
record Plan(DataRecipe data, long seed, DataType dataType, Function<DataSet, Recipe> recipe) {

  /** @return the plan to do what a recipe says */
  static Plan of(Recipe recipe) {
    return new Plan(
        new DataRecipe(recipe.data()), recipe.training().seed(), recipe.dataType(), data -> recipe);
  }
}
