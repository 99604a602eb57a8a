package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe's JSON is the one that the documentation shows, and the only one. */
class RecipeTest {
  private static final String RECIPE = """
      {
        "data": {"name": "moons", "samples": "1000", "noise": "0.1"},
        "dataType": "float32",
        "network": {
          "inputs": 2,
          "inputDropout": 0.0,
          "layers": [
            {"units": 1, "activation": "identity", "normalization": {"type": "none"}, "dropout": 0.0}
          ],
          "loss": "squared-error",
          "initializer": {"type": "glorot-uniform"}
        },
        "training": {
          "optimizer": {"type": "sgd"},
          "learningRate": 0.1,
          "schedule": {"type": "constant"},
          "clipping": {"type": "none"},
          "l2": 0.0,
          "weightDecay": 0.0,
          "maxNorm": 0.0,
          "labelSmoothing": 0.0,
          "earlyStopping": {"type": "none"},
          "batchSize": 32,
          "epochs": 20,
          "seed": 1
        }
      }
      """;

  private static final Network NETWORK =
      Network.withInputs(2).layer(1, Activation.IDENTITY).loss(Loss.SQUARED_ERROR);
  private static final Training TRAINING = new Training(new Optimizer.Sgd(), 0.1, 32, 20, 1);

  @Test
  void theForm() throws Exception {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("name", "moons");
    data.put("samples", "1000");
    data.put("noise", "0.1");
    Recipe recipe = new Recipe(data, DataType.FLOAT32, NETWORK, TRAINING);
    assertThat(Json.recipeFromJson(RECIPE)).isEqualTo(recipe);
    assertThat(Json.recipeFromJson(Json.toJson(recipe))).isEqualTo(recipe);
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(Json.toJson(recipe))).isEqualTo(mapper.readTree(RECIPE));
    assertThat(Json.toJson(recipe).replaceAll("\\s", "")).isEqualTo(RECIPE.replaceAll("\\s", ""));
  }

  @Test
  void dataAreWhatTheyWereWhenTheRecipeWasMade() {
    Map<String, String> data = new LinkedHashMap<>(Map.of("name", "digits"));
    Recipe recipe = new Recipe(data, DataType.FLOAT64, NETWORK, TRAINING);
    data.put("name", "mnist");
    assertThat(recipe.data()).isEqualTo(Map.of("name", "digits"));
    assertThatThrownBy(() -> recipe.data().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\": \"moons\", | `` | line 1, column 1: data.name: got nothing, expected the name of a data set",
        "\"moons\" | \" \" | line 1, column 1: data.name: got nothing",
        "\"moons\" | 7 | line 2, column 20: data.name: got 7, expected a text",
        "\"1000\" | 1000 | line 2, column 40: data.samples: got 1000, expected a text",
        "\"1000\" | null | line 2, column 40: data.samples: got null, expected a text",
        "\"noise\" | \"samples\" | line 2, column 59: data.samples: got \"0.1\", expected each field once",
        "{\"name\": \"moons\", \"samples\": \"1000\", \"noise\": \"0.1\"} | \"moons\" | line 2, column 11: data: got \"moons\", expected an object of texts",
        "float32 | float16 | line 3, column 15: dataType: got \"float16\", expected one of float32, float64",
        "\"dataType\": \"float32\", | `` | line 1, column 1: dataType: got nothing, expected one of float32, float64",
        "\"dataType\" | \"datatype\" | line 3, column 15: datatype: got \"float32\", expected no such field, but only data, dataType, network, training",
        "\"inputs\": 2 | \"inputs\": 0 | line 4, column 14: network: inputs: got 0, expected a whole number of at least 1",
        "\"epochs\": 20 | \"epochs\": 2.5 | line 24, column 15: training.epochs: got 2.5, expected a whole number",
        "\"labelSmoothing\": 0.0 | \"labelSmoothing\": 0.1 | line 1, column 1: labelSmoothing: got 0.1, expected 0 with the squared error",
        "\"seed\": 1 | \"seed\": 1, | line 26, column 3: this is not JSON",
      })
  void refusals(String part, String replacement, String says) {
    String changed = RECIPE.replace(part, replacement);
    assertThat(changed).isNotEqualTo(RECIPE);
    assertThatThrownBy(() -> Json.recipeFromJson(changed))
        .isInstanceOf(InvalidInput.class)
        .message()
        .startsWith("recipe, " + says)
        .doesNotContain("\n");
  }
}
