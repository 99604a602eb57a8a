package mlp.cli;

import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Network;
import mlp.api.Parameters;
import mlp.api.Training;
import mlp.data.DataSet;

/**
 * What is trained, whoever trains it.
 *
 * @param data rounded to the data type
 */
public record Experiment(DataSet data, Network network, Training training, DataType dataType) {

  /** @return the parameters that every track begins with */
  Parameters initialParameters() {
    return InitialWeights.of(network, training.seed(), dataType);
  }
}
