package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target holds all of the new content or all of the old, and nothing is left beside it. */
class AtomicFileTest {
  @TempDir
  Path folder;

  private static AtomicFile.Writer text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void requireAlone(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path target = folder.resolve("out.txt");
    AtomicFile.write(target, text("first, and longer"));
    AtomicFile.write(target, text("second"));
    assertThat(target).hasContent("second");
    requireAlone("out.txt");
  }

  @Test
  void aWriterMayCloseItsStream() {
    Path target = folder.resolve("out.txt");
    AtomicFile.write(target, out -> {
      try (OutputStream closed = out) {
        closed.write('x');
      }
    });
    assertThat(target).hasContent("x");
  }

  @Test
  void keepsTheOldContentWhenTheWriterFails() throws IOException {
    Path target = Files.writeString(folder.resolve("out.txt"), "old");
    assertThatThrownBy(() -> AtomicFile.write(target, out -> {
          out.write(new byte[100_000]);
          throw new IOException("no space left");
        }))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(target + ": cannot be written: no space left");
    assertThatThrownBy(() -> AtomicFile.write(target, out -> {
          out.write(new byte[100_000]);
          throw new IllegalStateException("a fault");
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a fault");
    assertThat(target).hasContent("old");
    requireAlone("out.txt");
  }

  @Test
  void leavesNothingWhenTheFirstWriterFails() throws IOException {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("out.txt"), out -> {
          throw new IOException("no space left");
        }))
        .isInstanceOf(InvalidInput.class);
    requireAlone();
  }

  @Test
  void aReaderSeesTheOldContentWhileTheNewIsWritten() throws IOException {
    Path target = Files.writeString(folder.resolve("out.txt"), "old");
    AtomicFile.write(target, out -> {
      out.write('n');
      out.flush();
      assertThat(target).hasContent("old");
    });
    assertThat(target).hasContent("n");
  }

  @Test
  void foldersThatAreMissingOrNone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a file");
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("absent/out.txt"), text("x")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no folder " + folder.resolve("absent"));
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("out.txt"), text("x")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no folder " + file);
    assertThatThrownBy(() -> AtomicFile.write(folder, text("x")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(folder + ": is a folder, expected a file to write");
    requireAlone("file");
  }

  @Test
  void foldersThatCannotBeWrittenTo() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeThat(Files.isWritable(locked)).as("root may write anywhere").isFalse();
      assertThatThrownBy(() -> AtomicFile.write(locked.resolve("out.txt"), text("x")))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("its folder cannot be written to");
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void devicesStayDevices() {
    Path device = Path.of("/dev/null");
    assumeThat(device).exists();
    assertThatThrownBy(() -> AtomicFile.write(device, text("x")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is a device");
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void followsASymbolicLink() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, text("new"));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("new");
  }
}
