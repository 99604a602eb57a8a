package mlp.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import mlp.api.InvalidInput;

/** The checks that every file passes before it is read. */
final class InputFile {
  private InputFile() {}

  /**
   * @return the file's length in bytes
   * @throws InvalidInput if there is no such file, it may not be read, or it is a folder or a
   *     device, which might never end
   */
  static long length(Path file) {
    if (Files.notExists(file)) {
      throw new InvalidInput(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(file + ": this is not a file that can be read");
    }
    if (!Files.isReadable(file)) {
      throw new InvalidInput(file + ": its permissions forbid to read it; change them");
    }
    try {
      return Files.size(file);
    } catch (IOException failure) {
      throw unreadable(file.toString(), failure);
    }
  }

  /** @return the exception for a source that broke off or could not be opened */
  static InvalidInput unreadable(String source, Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return new InvalidInput(source + ": there is no such file", failure);
    }
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new InvalidInput(
        source + ": cannot be read, it is damaged, incomplete or locked: " + Printable.of(reason),
        failure);
  }
}
