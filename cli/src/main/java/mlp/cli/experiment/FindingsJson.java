package mlp.cli.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Findings.Claim;
import mlp.cli.experiment.Findings.Part;
import mlp.cli.experiment.Findings.Table;

/**
 * Findings as JSON: claims, tables and the lines of all charts. The planes, which are pictures, are
 * on the page alone. What is not a number is null.
 */
public final class FindingsJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private FindingsJson() {}

  /** @return the whole document, with a line break at its end */
  public static String of(Study study, String track, long seed, Findings findings) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("experiment", study.name());
    root.put("question", study.question());
    root.put("track", track);
    root.put("seed", seed);
    ArrayNode claims = root.putArray("claims");
    findings.claims().forEach(claim -> claims.add(claim(claim)));
    ArrayNode parts = root.putArray("parts");
    findings.parts().forEach(part -> parts.add(part(part)));
    ArrayNode next = root.putArray("next");
    findings.next().forEach(next::add);
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  private static ObjectNode claim(Claim claim) {
    return MAPPER
        .createObjectNode()
        .put("claim", claim.sentence())
        .put("holds", claim.holds())
        .put("measured", claim.measured());
  }

  private static ObjectNode part(Part part) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("title", part.title());
    ArrayNode tables = node.putArray("tables");
    part.tables().forEach(table -> tables.add(table(table)));
    ArrayNode charts = node.putArray("charts");
    for (Figure figure : part.figures()) {
      if (figure instanceof Chart chart) {
        charts.add(chart(chart));
      }
    }
    return node;
  }

  private static ObjectNode table(Table table) {
    ObjectNode node = MAPPER.createObjectNode().put("title", table.title());
    ArrayNode columns = node.putArray("columns");
    table.columns().forEach(columns::add);
    ArrayNode rows = node.putArray("rows");
    for (var row : table.rows()) {
      ArrayNode cells = rows.addArray();
      for (Object cell : row) {
        if (cell instanceof Double number) {
          add(cells, number);
        } else {
          cells.add(String.valueOf(cell));
        }
      }
    }
    return node;
  }

  private static ObjectNode chart(Chart chart) {
    ObjectNode node = MAPPER.createObjectNode().put("title", chart.title());
    node.put("x", chart.x().label());
    node.put("y", chart.y().label());
    node.set("places", numbers(chart.places()));
    ObjectNode lines = node.putObject("lines");
    for (Line line : chart.lines()) {
      lines.set(line.name(), numbers(line.values()));
    }
    return node;
  }

  private static ArrayNode numbers(double[] values) {
    ArrayNode array = MAPPER.createArrayNode();
    for (double value : values) {
      add(array, value);
    }
    return array;
  }

  private static void add(ArrayNode array, double value) {
    array.add(Double.isFinite(value) ? (Double) value : null);
  }
}
