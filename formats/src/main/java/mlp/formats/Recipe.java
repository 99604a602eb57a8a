package mlp.formats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Training;
import mlp.api.TrainingState;

/**
 * Everything that a training is repeated from: what is learned from, and what is trained, and how.
 *
 * @param data where the examples come from: at least "name" ("mnist", "digits", "csv:FILE", …), and
 *     further options of the data set as text ("samples": "1000")
 * @param dataType of every tensor
 * @param network what is trained
 * @param training how
 */
public record Recipe(
    Map<String, String> data, DataType dataType, Network network, Training training) {
  /**
   * @throws InvalidInput if the data have no name, or the training has no meaning for the network
   */
  public Recipe {
    Objects.requireNonNull(dataType, "dataType");
    data.values().forEach(Objects::requireNonNull);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    if (data.getOrDefault("name", "").isBlank()) {
      throw new InvalidInput("data.name", "nothing", "the name of a data set");
    }
    training.requireFor(network);
  }

  /**
   * Refuses a state that is not one of this training.
   *
   * @throws InvalidInput as {@link TrainingState#requireFit}
   */
  public void requireFit(TrainingState state) {
    state.requireFit(network, training, dataType);
  }
}
