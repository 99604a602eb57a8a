package mlp.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import mlp.api.InvalidInput;
import mlp.api.Network;
import mlp.api.Training;

/**
 * The JSON form of a network, of its training, and of both in a recipe: objects with the fields of
 * the records, constants by their labels, {@code {"units": 32, "activation": "leaky-relu"}};
 * optimizers and initializers as objects with a type, {@code {"type": "momentum", "momentum":
 * 0.9}}. What is read must have that form: every field, once, of its type, and no other field.
 * Numbers keep every digit.
 */
public final class Json {
  private Json() {}

  /** @return the network as a part of a larger JSON document */
  public static ObjectNode tree(Network network) {
    return (ObjectNode) JsonForm.write(network, Network.class);
  }

  /** @return the training as a part of a larger JSON document */
  public static ObjectNode tree(Training training) {
    return (ObjectNode) JsonForm.write(training, Training.class);
  }

  /** @return the network as an indented text */
  public static String toJson(Network network) {
    return tree(network).toPrettyString();
  }

  /** @return the training as an indented text */
  public static String toJson(Training training) {
    return tree(training).toPrettyString();
  }

  /** @return the recipe as an indented text */
  public static String toJson(Recipe recipe) {
    return JsonForm.write(recipe, Recipe.class).toPrettyString();
  }

  /**
   * @throws InvalidInput if the text is not the JSON form of a valid network; the message says
   *     line, column, field, value and what was expected
   */
  public static Network networkFromJson(String json) {
    return JsonReader.read(JsonValue.parse("network", json), Network.class);
  }

  /**
   * @throws InvalidInput if the text is not the JSON form of a valid training; the message says
   *     line, column, field, value and what was expected
   */
  public static Training trainingFromJson(String json) {
    return JsonReader.read(JsonValue.parse("training", json), Training.class);
  }

  /**
   * @throws InvalidInput if the text is not the JSON form of a valid recipe; the message says line,
   *     column, field, value and what was expected
   */
  public static Recipe recipeFromJson(String json) {
    return JsonReader.read(JsonValue.parse("recipe", json), Recipe.class);
  }

  /**
   * Reads texts by their names, as in {"fc1.weight": "W1.T"}.
   *
   * @throws InvalidInput if the text is no JSON object, or holds anything but texts
   */
  public static Map<String, String> textsFromJson(String json) {
    return JsonReader.texts(JsonValue.parse("JSON", json));
  }
}
