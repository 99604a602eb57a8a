package mlp.cli;

import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Training;
import mlp.data.DataSet;
import mlp.formats.Recipe;

/**
 * What is trained, whoever trains it.
 *
 * @param data rounded to the recipe's data type
 */
public record Experiment(DataSet data, Recipe recipe) {

  /** The network. */
  public Network network() {
    return recipe.network();
  }

  /** Its training. */
  public Training training() {
    return recipe.training();
  }

  /** In which it is trained. */
  public DataType dataType() {
    return recipe.dataType();
  }

  /** @return the parameters that every track begins with */
  Parameters initialParameters() {
    return InitialWeights.of(network(), training().seed(), dataType());
  }
}
