package mlp.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import mlp.api.InvalidInput;

/** Writes files so that a reader finds the whole new one or the whole old one, never a part. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Writer {
    /**
     * @param out buffered; closing it is allowed and not needed
     * @throws IOException if the content cannot be written
     */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a temporary file beside the target, brings it to the disk, and moves it into the
   * target's place, which is brought to the disk, too. If anything fails the temporary file is
   * removed and the target is as before.
   *
   * @param target replaced if it is there; a symbolic link is followed
   * @throws InvalidInput if the folder is missing or cannot be written to, the target is a folder
   *     or a device, or the writer throws an IOException; other exceptions of the writer are passed
   *     on
   */
  public static void write(Path target, Writer writer) {
    try {
      writeBeside(Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), writer);
    } catch (AccessDeniedException denied) {
      throw new InvalidInput(
          target + ": its folder cannot be written to; choose another, or change its permissions",
          denied);
    } catch (IOException failure) {
      throw new InvalidInput(target + ": cannot be written: " + reason(failure), failure);
    }
  }

  private static void writeBeside(Path target, Writer writer) throws IOException {
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new InvalidInput(target + ": is a folder, expected a file to write");
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput(target + ": cannot be written, there is no folder " + folder);
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new InvalidInput(target + ": is a device, expected a file to write");
    }
    Path temporary = folder.resolve(".mlp-" + UUID.randomUUID() + ".tmp");
    try {
      writeAndSync(temporary, writer);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeAndSync(Path file, Writer writer) throws IOException {
    // Not Files.createTempFile: its files can be read by their owner alone, and stay so when moved.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel)) {
        @Override
        public void close() throws IOException {
          flush();
        }
      };
      writer.write(out);
      out.flush();
      channel.force(true);
    }
  }

  /** A move is on the disk when its folder is; where folders cannot be opened there is no way. */
  private static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
