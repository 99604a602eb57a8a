package mlp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import mlp.equivalence.scoreboard.Case;
import mlp.equivalence.scoreboard.Scoreboard;

/** A scoreboard as JSON, with every case. */
final class ScoreboardJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ScoreboardJson() {}

  /** @return the whole document, with a line break at its end */
  static String of(Scoreboard board) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode totals = root.putArray("totals");
    ScoreboardText.rows(board)
        .forEach(row -> totals
            .addObject()
            .put("what", row.what())
            .put("count", row.count())
            .put("of", row.of()));
    root.set("singles", cases(board.singles()));
    root.set("pairs", cases(board.pairs()));
    ArrayNode alarms = root.putArray("falseAlarms");
    board.alarms().forEach(alarms::add);
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  private static ArrayNode cases(List<Case> cases) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Case each : cases) {
      ObjectNode node = array.addObject();
      each.faults().forEach(node.putArray("faults")::add);
      node.put("scenario", each.scenario());
      node.putObject("planted")
          .put("step", each.effect().step())
          .put("record", each.effect().record());
      each.expected().forEach(node.putArray("expected")::add);
      node.putObject("first")
          .put("step", each.found().step())
          .put("record", each.found().record());
      node.put("cause", each.found().cause().orElse(null));
      each.found().all().forEach(node.putArray("causes")::add);
      node.put("detected", each.isDetected());
      node.put("firstRight", each.isFirstRight());
      node.put("causeRight", each.isCauseRight());
    }
    return array;
  }
}
