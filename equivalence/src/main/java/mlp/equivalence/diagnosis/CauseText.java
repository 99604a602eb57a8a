package mlp.equivalence.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import mlp.api.Labels;
import mlp.equivalence.replay.Cause;

/**
 * What the catalogue says of a cause: the row of {@code docs/causes.md}, which is read, so that the
 * page and the program say the same.
 *
 * @param rule R2
 * @param ours the formula of the rules
 * @param theirs the formula of the other side
 * @param who does it that way
 * @param change what to do about it
 */
public record CauseText(String rule, String ours, String theirs, String who, String change) {
  private static final Map<Cause, CauseText> ALL = read();

  /** @return the text of a cause */
  public static CauseText of(Cause cause) {
    return ALL.get(cause);
  }

  /** @return what the rules say, what was done, and what to do about it, in three sentences */
  public String explanation() {
    return "The rule " + rule + " has: " + ours + ". Here: " + theirs + ". What to change: "
        + change + ".";
  }

  private static Map<Cause, CauseText> read() {
    Map<Cause, CauseText> texts = new EnumMap<>(Cause.class);
    try (InputStream in = CauseText.class.getResourceAsStream("causes.md")) {
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      page.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
        String[] cells = line.substring(1).split("\\|", -1);
        String name = cells[0].strip().replace("`", "");
        texts.put(
            Labels.parse(Cause.class, "docs/causes.md", name),
            new CauseText(
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                cells[4].strip(),
                cells[5].strip()));
      });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return texts;
  }
}
