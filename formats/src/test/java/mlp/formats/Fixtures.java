package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that NumPy wrote, and files made by hand that nobody should write. */
final class Fixtures {
  /** No test file needs more. */
  static final long LITTLE_MEMORY = 1 << 20;

  private Fixtures() {}

  static Path path(String name) {
    try {
      return Path.of(Fixtures.class.getResource(name).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Compares everything; doubles by their bits, where AssertJ's own comparison allows 1e-15. */
  static void requireSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(expected);
  }

  static String header(String descr, String fortranOrder, String shape) {
    return "{'descr': " + descr + ", 'fortran_order': " + fortranOrder + ", 'shape': " + shape
        + "}";
  }

  /** A .npy file of version 1.0 with that header and so many bytes of data, all zero. */
  static byte[] npy(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Npy.MAGIC);
    out.writeBytes(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)});
    out.writeBytes(text);
    out.writeBytes(new byte[dataBytes]);
    return out.toByteArray();
  }

  static byte[] zip(String member, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(member));
      zip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** The same bytes with every occurrence of a text replaced by another of its length. */
  static byte[] replace(byte[] bytes, String text, String replacement) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.replace(text, replacement).getBytes(StandardCharsets.ISO_8859_1);
  }
}
