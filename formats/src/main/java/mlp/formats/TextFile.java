package mlp.formats;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import mlp.api.InvalidInput;

/** Small files of text in UTF-8. */
public final class TextFile {
  private static final int LONGEST = 1 << 20;

  private TextFile() {}

  /**
   * @return the whole text
   * @throws InvalidInput if there is no such file, it cannot be read, is longer than 1 MiB or not
   *     in UTF-8
   */
  public static String read(Path file) {
    long length = InputFile.length(file);
    if (length > LONGEST) {
      throw new InvalidInput(file.toString(), length + " bytes", "a text of at most " + LONGEST);
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException malformed) {
      throw new InvalidInput(file + ": this is not text in UTF-8", malformed);
    } catch (IOException failure) {
      throw InputFile.unreadable(file.toString(), failure);
    }
  }
}
