package mlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mlp.api.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A zip's central directory that lies about its members is found out. */
class NpzDirectoryTest extends NpzRefusals {
  // Places in a zip's central directory and at its end (PKWARE APPNOTE 4.3.12 and 4.3.16).
  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int FLAGS = 8;
  private static final int METHOD = 10;
  private static final int CHECKSUM = 16;
  private static final int PACKED_SIZE = 20;
  private static final int SIZE = 24;

  /** A zip of one deflated member W1.npy, with a number of its central directory changed. */
  private static byte[] withDirectory(int place, long value, int bytes) {
    byte[] zip = Fixtures.zip("W1.npy", SCALAR);
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = 0;
    while (buffer.getInt(directory) != DIRECTORY_SIGNATURE) {
      directory++;
    }
    if (bytes == Short.BYTES) {
      buffer.putShort(directory + place, (short) value);
    } else {
      buffer.putInt(directory + place, (int) value);
    }
    return zip;
  }

  @Test
  void sizesThatAreLies() {
    // More than deflate can make of so few bytes, more than there is, less than there is.
    requireRefused(withDirectory(SIZE, 0x7fffffff, 4), "member W1.npy", "unpack to 2147483647");
    requireRefused(withDirectory(SIZE, SCALAR.length + 8, 4), "member W1.npy");
    requireRefused(withDirectory(SIZE, SCALAR.length - 8, 4), "member W1.npy");
    requireRefused(withDirectory(PACKED_SIZE, 0x7fffffff, 4), "hostile.npz");
    requireRefused(withDirectory(PACKED_SIZE, 1, 4), "hostile.npz");
  }

  @Test
  void aHeaderThatFitsALieAboutTheSize() {
    // Header and directory agree on 800 bytes of data; deflated are 8.
    byte[] promise = Fixtures.npy(Fixtures.header("'<f8'", "False", "(100,)"), 8);
    byte[] zip = Fixtures.zip("W1.npy", promise);
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < zip.length - 30; i++) {
      if (buffer.getInt(i) == DIRECTORY_SIGNATURE) {
        buffer.putInt(i + SIZE, promise.length + 792);
      }
    }
    requireRefused(zip, "member W1.npy", "cannot be read");
  }

  @Test
  void checksumsThatDoNotMatch() {
    requireRefused(withDirectory(CHECKSUM, 0x12345678, 4), "member W1.npy", "damaged");
  }

  @Test
  void encryptedMembersAndUnknownMethods() {
    requireRefused(withDirectory(FLAGS, 1, 2));
    requireRefused(withDirectory(METHOD, 12, 2));
  }

  @Test
  void membersThatShareTheirBytes() throws IOException {
    // How the densest zip bombs are made: many names, one content.
    assertThat(read(sharing(SCALAR, new byte[0], "W1.npy"))).containsOnlyKeys("W1");
    String[] names = IntStream.range(10, 40).mapToObj(i -> "W" + i + ".npy").toArray(String[]::new);
    byte[] content = Fixtures.npy(Fixtures.header("'<f8'", "False", "(100,)"), 800);
    requireRefused(sharing(content, new byte[0], names), "members that the file can hold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5554 0000", "5554 0100 01", "0100 0000", "0100 ffff", "0a00 0400 00000000"})
  void extraFieldsThatEndTooSoon(String hex) throws IOException {
    byte[] extra = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] zip = sharing(SCALAR, extra, "W1.npy");
    try {
      assertThat(read(zip)).containsOnlyKeys("W1");
    } catch (InvalidInput refused) {
      assertThat(refused).hasMessageContaining("hostile.npz");
    }
  }

  @Test
  void commentsThatAreNoText() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("W1.npy");
      entry.setComment("comment");
      zip.putNextEntry(entry);
      zip.write(SCALAR);
    }
    // java.util.zip answers this with an unchecked exception.
    requireRefused(Fixtures.replace(out.toByteArray(), "comment", "c\u00ffmment"));
  }

  @Test
  void zip64SizesBelowZero() {
    // Sizes of 32 ones: the real ones stand in the extra field of id 1, here −1 and −1.
    byte[] extra = HexFormat.of().parseHex("01001000" + "ff".repeat(16));
    byte[] zip = sharing(SCALAR, extra, "W1.npy");
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = 30 + "W1.npy".length() + SCALAR.length;
    buffer.putInt(directory + PACKED_SIZE, -1);
    buffer.putInt(directory + SIZE, -1);
    requireRefused(zip);
  }

  /** A zip with one stored content, to which every name of the directory leads. */
  private static byte[] sharing(byte[] content, byte[] extra, String... names) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x04034b50)
        .putShort((short) 20)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(0);
    putSizes(out, checksum, content, names[0], 0);
    out.put(names[0].getBytes(StandardCharsets.UTF_8)).put(content);
    int directory = out.position();
    for (String name : names) {
      out.putInt(DIRECTORY_SIGNATURE).putShort((short) 20).putShort((short) 20);
      out.putShort((short) 0).putShort((short) 0).putInt(0);
      putSizes(out, checksum, content, name, extra.length);
      // Comment, disk and attributes are empty; the offset of the local member is 0.
      out.put(new byte[14]).put(name.getBytes(StandardCharsets.UTF_8)).put(extra);
    }
    int end = out.position();
    out.putInt(0x06054b50).putInt(0).putShort((short) names.length).putShort((short) names.length);
    out.putInt(end - directory).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void putSizes(
      ByteBuffer out, CRC32 checksum, byte[] content, String name, int extraLength) {
    out.putInt((int) checksum.getValue()).putInt(content.length).putInt(content.length);
    out.putShort((short) name.length()).putShort((short) extraLength);
  }
}
