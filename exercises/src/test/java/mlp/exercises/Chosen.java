package mlp.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The exercises that are tested: all, or with -Dexercise=01 that one. */
final class Chosen {
  private Chosen() {}

  static List<Exercise> exercises() {
    String chosen = System.getProperty("exercise");
    return chosen == null ? Exercises.all() : List.of(Exercises.named(chosen));
  }

  static Path write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }
}
