package mlp.cli;

import java.util.Map;
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
 * @param data loaded, and rounded to the data type
 * @param recipe how it was asked for
 */
public record Experiment(DataSet data, Recipe recipe) {

  /** An experiment on data of that name, without further options. */
  Experiment(DataSet data, Network network, Training training, DataType dataType) {
    this(data, new Recipe(Map.of("name", data.name()), dataType, network, training));
  }

  /** What is built. */
  public Network network() {
    return recipe.network();
  }

  /** How it is trained. */
  public Training training() {
    return recipe.training();
  }

  /** The type of every tensor. */
  public DataType dataType() {
    return recipe.dataType();
  }

  /** @return the parameters that every track begins with */
  Parameters initialParameters() {
    return InitialWeights.of(network(), training().seed(), dataType());
  }
}
