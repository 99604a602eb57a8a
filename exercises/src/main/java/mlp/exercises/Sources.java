package mlp.exercises;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starters, solutions and pages, as this module carries them. */
public final class Sources {
  private Sources() {}

  /** @return the starter's files by their names */
  public static Map<String, String> starter(Exercise exercise) {
    return read(exercise, "starters");
  }

  /** @return the solution's files by their names */
  public static Map<String, String> solution(Exercise exercise) {
    return read(exercise, "solutions");
  }

  private static Map<String, String> read(Exercise exercise, String folder) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : exercise.files()) {
      files.put(file, read(folder + "/" + exercise.packageName() + "/" + file));
    }
    return files;
  }

  static String read(String resource) {
    try (InputStream in = Sources.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
