package mlp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import mlp.api.Labels;
import mlp.equivalence.diagnosis.CauseText;
import mlp.equivalence.diagnosis.Diagnosis;
import mlp.equivalence.diagnosis.Fault;
import mlp.equivalence.diagnosis.NamedCause;
import mlp.equivalence.diagnosis.RecordVerdict;

/** A diagnosis as JSON. Steps count from 0; what is not a finite number is null. */
final class DiffJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DiffJson() {}

  /** @return the whole document, with a line break at its end */
  static String of(Diagnosis diagnosis) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("verdict", Labels.of(diagnosis.verdict()));
    root.set("first", diagnosis.first().map(DiffJson::first).orElse(null));
    root.set("cause", diagnosis.cause().map(DiffJson::cause).orElse(null));
    ArrayNode faults = root.putArray("faults");
    diagnosis.faults().forEach(fault -> faults.add(fault(fault)));
    ArrayNode records = root.putArray("records");
    diagnosis.records().forEach(record -> records.add(record(record)));
    diagnosis.drift().ifPresent(drift -> {
      ObjectNode node = root.putObject("drift");
      node.put("beyondRounding", drift.isBeyondRounding(diagnosis.shown().coarser()));
      put(node, "growth", last(drift.growth()));
      put(node, "growthOfRounding", last(drift.control()));
    });
    ArrayNode assumed = root.putArray("assumed");
    diagnosis.assumed().forEach(assumed::add);
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  private static double last(List<Diagnosis.Growth> growth) {
    return growth.isEmpty() ? Double.NaN : growth.get(growth.size() - 1).relative();
  }

  private static ObjectNode first(RecordVerdict record) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("step", record.step());
    node.put("record", record.record());
    put(node, "maxAbsoluteDifference", record.maxAbsoluteDifference());
    put(node, "bound", record.bound());
    node.put("ulps", record.ulps());
    return node;
  }

  private static ObjectNode record(RecordVerdict record) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("step", record.step());
    node.put("record", record.record());
    put(node, "maxAbsoluteDifference", record.maxAbsoluteDifference());
    put(node, "bound", record.bound());
    node.put("verdict", Labels.of(record.verdict()));
    return node;
  }

  private static ObjectNode cause(NamedCause cause) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", cause.name());
    cause.detail().ifPresent(detail -> node.put("detail", detail));
    node.put(
        "rule", String.join(", ", cause.texts().stream().map(CauseText::rule).toList()));
    node.put(
        "explanation",
        String.join(" ", cause.texts().stream().map(CauseText::explanation).toList()));
    put(node, "residualBefore", cause.residualBefore());
    put(node, "residualAfter", cause.residualAfter());
    return node;
  }

  private static ObjectNode fault(Fault fault) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("step", fault.step());
    node.put("record", fault.record());
    node.put("side", fault.side());
    node.put("cause", fault.cause().map(NamedCause::name).orElse(null));
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    node.put(name, Double.isFinite(value) ? (Double) value : null);
  }
}
