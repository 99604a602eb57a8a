package mlp.formats;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mlp.api.InvalidInput;

/** Files of one array, as {@code numpy.save} writes them: format versions 1.0, 2.0 and 3.0. */
public final class Npy {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The largest number of elements that one Java array holds on every JVM. */
  static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** NumPy, too, reads no longer header from a file that it does not trust. */
  private static final int LONGEST_HEADER = 10_000;

  private Npy() {}

  /**
   * Reads a file. Nothing is allocated for data that the file does not hold.
   *
   * @throws InvalidInput if there is no such file, it is not whole, it holds what is not read (see
   *     {@link NpyType.Kind}), or it needs more than a quarter of the heap
   */
  public static NpyArray read(Path file) {
    return read(file, Budget.ofThisJvm());
  }

  static NpyArray read(Path file, Budget budget) {
    long length = InputFile.length(file);
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, length, file.toString(), budget);
    } catch (IOException failure) {
      throw InputFile.unreadable(file.toString(), failure);
    }
  }

  /**
   * Writes a file atomically.
   *
   * @throws InvalidInput if the file cannot be written
   */
  public static void write(Path file, NpyArray array) {
    AtomicFile.write(file, out -> write(out, array));
  }

  static void write(OutputStream out, NpyArray array) throws IOException {
    out.write(array.header().encode());
    out.write(array.data());
  }

  /**
   * @param length how many bytes the stream has
   * @param source the file, and the member, for messages
   */
  static NpyArray read(InputStream in, long length, String source, Budget budget)
      throws IOException {
    DataInputStream data = new DataInputStream(in);
    long start = MAGIC.length + 2;
    if (length < start || !Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
      throw new InvalidInput(
          source, "a file without NumPy's first bytes", "an array that numpy.save wrote");
    }
    int major = data.readUnsignedByte();
    int minor = data.readUnsignedByte();
    if (major < 1 || major > 3 || minor != 0) {
      throw new InvalidInput(source, "format version " + major + "." + minor, "1.0, 2.0 or 3.0");
    }
    int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
    long headerLength = littleEndian(data.readNBytes(lengthBytes));
    start += lengthBytes + headerLength;
    if (headerLength > LONGEST_HEADER || start > length) {
      throw new InvalidInput(
          source,
          "a header of " + headerLength + " bytes",
          "at most " + LONGEST_HEADER + ", and no more than the " + length
              + " bytes that are there");
    }
    String text = new String(data.readNBytes((int) headerLength), StandardCharsets.ISO_8859_1);
    NpyHeader header = NpyHeaderParser.parse(source, text);
    requireHeld(header, length - start, source);
    // What the array needs as bytes, or later as doubles.
    budget.take(source, Math.max(header.bytes(), doubles(header.elements())));
    byte[] bytes = new byte[(int) header.bytes()];
    data.readFully(bytes);
    return new NpyArray(source, header, bytes);
  }

  private static void requireHeld(NpyHeader header, long held, String source) {
    if (header.bytes() != held) {
      throw new InvalidInput(
          source,
          held + " bytes of data",
          header.bytes() + ", for the " + header + " that its header promises");
    }
    if (held > LONGEST_ARRAY) {
      throw new InvalidInput(source, held + " bytes of data", "less than 2 GiB");
    }
  }

  private static long doubles(long elements) {
    return elements > Long.MAX_VALUE / Double.BYTES ? Long.MAX_VALUE : elements * Double.BYTES;
  }

  private static long littleEndian(byte[] bytes) {
    long value = 0;
    for (int i = 0; i < bytes.length; i++) {
      value |= Byte.toUnsignedLong(bytes[i]) << Byte.SIZE * i;
    }
    return value;
  }
}
