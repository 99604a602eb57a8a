package mlp.exercises;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mlp.api.InvalidInput;
import mlp.formats.AtomicFile;
import mlp.formats.TextFile;

/**
 * How far a learner has come: the file progress.json of their folder, which the first start makes.
 * Where there is none nothing is remembered.
 */
public final class Progress {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;

  /** @param folder the learner's */
  public Progress(Path folder) {
    file = folder.resolve("progress.json");
  }

  /**
   * How far one exercise has come.
   *
   * @param passed of the points, when it was last checked
   * @param points of the exercise; 0 if it was never checked
   * @param hints that are open
   * @param isSolutionSeen whether the solution was copied
   */
  public record Entry(int passed, int points, int hints, boolean isSolutionSeen) {
    /** @return whether all points passed when it was last checked */
    public boolean isSolved() {
      return points > 0 && passed == points;
    }
  }

  /** Makes the file, if there is none. */
  void begin() {
    if (!Files.exists(file)) {
      write(MAPPER.createObjectNode());
    }
  }

  /**
   * @return what is remembered of an exercise
   * @throws InvalidInput if the file is damaged
   */
  public Entry of(Exercise exercise) {
    JsonNode entry = read().path(exercise.packageName());
    return new Entry(
        entry.path("passed").asInt(),
        entry.path("points").asInt(),
        entry.path("hints").asInt(),
        entry.path("solutionSeen").asBoolean());
  }

  /** Remembers the points of a check. */
  public void checked(Exercise exercise, Grade grade) {
    Entry old = of(exercise);
    // What does not compile has no points, and is not worth forgetting those of the last check.
    if (grade.errors().isEmpty()) {
      put(
          exercise,
          new Entry(grade.passed(), grade.points().size(), old.hints, old.isSolutionSeen));
    }
  }

  /** Forgets the points. */
  void begunAnew(Exercise exercise) {
    Entry old = of(exercise);
    put(exercise, new Entry(0, 0, old.hints, old.isSolutionSeen));
  }

  /** Remembers how many hints are open. */
  public void hinted(Exercise exercise, int hints) {
    Entry old = of(exercise);
    put(exercise, new Entry(old.passed, old.points, hints, old.isSolutionSeen));
  }

  /** Remembers that the solution was seen. */
  public void solutionSeen(Exercise exercise) {
    Entry old = of(exercise);
    put(exercise, new Entry(old.passed, old.points, old.hints, true));
  }

  private void put(Exercise exercise, Entry entry) {
    if (Files.exists(file)) {
      ObjectNode all = read();
      all.putObject(exercise.packageName())
          .put("passed", entry.passed)
          .put("points", entry.points)
          .put("hints", entry.hints)
          .put("solutionSeen", entry.isSolutionSeen);
      write(all);
    }
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return MAPPER.createObjectNode();
    }
    try {
      if (MAPPER.readTree(TextFile.read(file)) instanceof ObjectNode all) {
        return all;
      }
    } catch (JsonProcessingException damaged) {
      throw damaged(damaged);
    }
    throw damaged(null);
  }

  private InvalidInput damaged(Exception cause) {
    return new InvalidInput(
        file + ": is damaged; remove it, and your files stay but their points are forgotten",
        cause);
  }

  private void write(ObjectNode all) {
    byte[] text = (all.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(text));
  }
}
