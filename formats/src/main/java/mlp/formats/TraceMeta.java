package mlp.formats;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Network;
import mlp.api.Trace;
import mlp.api.Training;

/**
 * What a file of traces says beside its tensors; whoever wrote it may have left out any of it.
 *
 * @param producer a track's name, or whatever else computed
 * @param versions of what it computed with, by name
 * @param dataType in which it computed
 * @param network of which this is a step
 * @param training of which this is a step
 * @param step the first of the file, from 0
 */
public record TraceMeta(
    Optional<String> producer,
    Map<String, String> versions,
    Optional<DataType> dataType,
    Optional<Network> network,
    Optional<Training> training,
    long step) {
  static final TraceMeta NONE = new TraceMeta(
      Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

  private static final String OBJECT = "a JSON object that describes a trace";

  static TraceMeta of(Trace trace, Map<String, String> versions) {
    return new TraceMeta(
        Optional.of(trace.producer()),
        versions,
        Optional.of(trace.dataType()),
        Optional.of(trace.network()),
        Optional.of(trace.training()),
        trace.step());
  }

  String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    producer.ifPresent(name -> json.put("producer", name));
    ObjectNode numbers = json.putObject("versions");
    new TreeMap<>(versions).forEach(numbers::put);
    dataType.ifPresent(type -> json.put("dataType", Labels.of(type)));
    network.ifPresent(value -> json.set("network", Json.tree(value)));
    training.ifPresent(value -> json.set("training", Json.tree(value)));
    json.put("step", step);
    return json.toString();
  }

  /**
   * Reads the fields that are known here, and passes over all others.
   *
   * @param source the file, and the member, for messages
   * @throws mlp.api.InvalidInput if it is no JSON object, or a field is not what it must be
   */
  static TraceMeta parse(String source, String text) {
    Map<String, JsonValue> fields = JsonValue.parse(source, text).members(OBJECT);
    return new TraceMeta(
        field(fields, "producer", value -> value.string("a name")),
        field(fields, "versions", JsonReader::texts).orElse(Map.of()),
        field(fields, "dataType", value -> JsonReader.read(value, DataType.class)),
        field(fields, "network", value -> JsonReader.read(value, Network.class)),
        field(fields, "training", value -> JsonReader.read(value, Training.class)),
        field(fields, "step", value -> value.wholeNumber(0, Long.MAX_VALUE, "a step from 0"))
            .orElse(0L));
  }

  private static <T> Optional<T> field(
      Map<String, JsonValue> fields, String name, Function<JsonValue, T> read) {
    JsonValue value = fields.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(read.apply(value));
  }
}
