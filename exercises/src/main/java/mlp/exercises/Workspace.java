package mlp.exercises;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import mlp.api.InvalidInput;

/**
 * The folder where a learner works. An exercise has a folder in it, e01; nothing that is there is
 * ever written over.
 *
 * @param folder made when the first exercise is started
 */
public record Workspace(Path folder) {

  /** @return the folder of an exercise, whether it is there or not */
  public Path folder(Exercise exercise) {
    return folder.resolve(exercise.packageName());
  }

  /**
   * @return the folder of an exercise that was started
   * @throws InvalidInput if it was not
   */
  public Path started(Exercise exercise) {
    Path files = folder(exercise);
    if (!Files.isDirectory(files)) {
      throw new InvalidInput(files + ": there is no such folder; ./mlp exercise start "
          + exercise.number() + " makes it");
    }
    return files;
  }

  /**
   * Copies the starter.
   *
   * @return its folder
   * @throws InvalidInput if the exercise was started before, or nothing can be written there
   */
  public Path start(Exercise exercise) {
    Path files = folder(exercise);
    if (Files.exists(files)) {
      throw new InvalidInput(files + ": is there already, and stays as it is; ./mlp exercise reset "
          + exercise.number() + " begins anew and keeps what is there as a backup");
    }
    copy(Sources.starter(exercise), files);
    new Progress(folder).begin();
    return files;
  }

  /**
   * Begins anew.
   *
   * @return where the work so far is kept: e01.backup-1
   * @throws InvalidInput if the exercise was not started, or the folder cannot be moved
   */
  public Path reset(Exercise exercise) {
    Path files = started(exercise);
    Path backup = free(files, ".backup-");
    try {
      Files.move(files, backup);
    } catch (IOException e) {
      throw new InvalidInput(files + ": cannot be moved to " + backup + ": " + e.getMessage(), e);
    }
    start(exercise);
    new Progress(folder).begunAnew(exercise);
    return backup;
  }

  /**
   * Copies the solution beside the learner's files.
   *
   * @return its folder: e01.solution
   * @throws InvalidInput if nothing can be written there
   */
  public Path solution(Exercise exercise) {
    Path files = folder(exercise).resolveSibling(exercise.packageName() + ".solution");
    if (!Files.exists(files)) {
      copy(Sources.solution(exercise), files);
    }
    return files;
  }

  private static Path free(Path files, String suffix) {
    int number = 1;
    while (Files.exists(files.resolveSibling(files.getFileName() + suffix + number))) {
      number++;
    }
    return files.resolveSibling(files.getFileName() + suffix + number);
  }

  private static void copy(Map<String, String> sources, Path into) {
    try {
      Files.createDirectories(into);
      for (Map.Entry<String, String> source : sources.entrySet()) {
        // CREATE_NEW: a file that is there is an error, never written over.
        try (OutputStream out =
            Files.newOutputStream(into.resolve(source.getKey()), StandardOpenOption.CREATE_NEW)) {
          out.write(source.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (AccessDeniedException | FileAlreadyExistsException e) {
      throw new InvalidInput(into + ": " + e.getFile() + " cannot be written", e);
    } catch (IOException e) {
      throw new InvalidInput(into + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
