package mlp.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import mlp.api.InvalidInput;

/** Says in one line why a file cannot be read. */
final class FileFault {
  private FileFault() {}

  static InvalidInput of(Path file, IOException fault) {
    return new InvalidInput(file + ": " + reason(fault), fault);
  }

  private static String reason(IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return "there is no such file; check the path";
    }
    if (fault instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    if (fault instanceof EOFException) {
      return "the gzip data end early; the file was cut off, get it again";
    }
    if (fault instanceof ZipException) {
      return "the gzip data are damaged (" + fault.getMessage() + "); get the file again";
    }
    if (fault instanceof CharacterCodingException) {
      return "got bytes that are not UTF-8, expected UTF-8 text; convert the file";
    }
    return "it cannot be read (" + fault.getMessage() + ")";
  }
}
