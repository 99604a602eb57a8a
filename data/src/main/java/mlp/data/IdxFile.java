package mlp.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import mlp.api.InvalidInput;

/**
 * Unsigned bytes in the IDX format, in which MNIST was published (LeCun, Cortes and Burges): two
 * zero bytes, the type 8, the number of dimensions, the length of each dimension as a big-endian
 * 32-bit number, and the values, the last dimension's index running fastest.
 *
 * @param shape the length of every dimension
 * @param values their product of them
 */
record IdxFile(int[] shape, byte[] values) {
  private static final int UNSIGNED_BYTES = 0x0800;

  /** Deflate cannot make data smaller than by this factor (RFC 1951: 258 bytes in two bits). */
  private static final long MOST_DEFLATED = 1032;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * Reads a file, gzip or not. Nothing is allocated that the file cannot fill, and nothing is read
   * beyond what its header promises.
   *
   * @param dimensions that the file must have
   * @throws InvalidInput if the file cannot be read, is no such IDX file, or holds fewer or more
   *     values than it promises
   */
  static IdxFile read(Path file, int dimensions) {
    try (DataInputStream data = new DataInputStream(open(file))) {
      return read(file, data, dimensions);
    } catch (IOException fault) {
      throw FileFault.of(file, fault);
    }
  }

  /** @return the file's bytes, decompressed if it is a gzip */
  static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return isGzip(raw) ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException fault) {
      raw.close();
      throw fault;
    }
  }

  private static boolean isGzip(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
    raw.reset();
    return gzip;
  }

  private static IdxFile read(Path file, DataInputStream data, int dimensions) throws IOException {
    int[] shape = readShape(file, data, dimensions);
    int size = sizeWithin(file, shape);
    byte[] values = new byte[size];
    int read = data.readNBytes(values, 0, size);
    if (read < size) {
      throw new InvalidInput(
          file.toString(), read + " values", size + ", as its header promises; get the file again");
    }
    if (data.read() >= 0) {
      throw new InvalidInput(
          file.toString(), "more than " + size + " values", "what its header promises");
    }
    return new IdxFile(shape, values);
  }

  private static int[] readShape(Path file, DataInputStream data, int dimensions)
      throws IOException {
    try {
      int magic = data.readInt();
      if (magic != (UNSIGNED_BYTES | dimensions)) {
        throw new InvalidInput(
            file.toString(),
            String.format(Locale.ROOT, "the magic number 0x%08X", magic),
            String.format(
                Locale.ROOT,
                "0x%08X: an IDX file of bytes in %d dimension%s",
                UNSIGNED_BYTES | dimensions,
                dimensions,
                dimensions == 1 ? "" : "s"));
      }
      int[] shape = new int[dimensions];
      for (int d = 0; d < dimensions; d++) {
        shape[d] = data.readInt();
      }
      return shape;
    } catch (EOFException cutOff) {
      throw new InvalidInput(
          file + ": the file ends in its header; it was cut off, get it again", cutOff);
    }
  }

  /** The number of values, once it is known that the file can hold them. */
  private static int sizeWithin(Path file, int[] shape) throws IOException {
    long size = 1;
    for (int length : shape) {
      if (length < 1 || size * length > LARGEST_ARRAY) {
        throw new InvalidInput(
            file.toString(),
            "the dimensions " + Arrays.toString(shape),
            "dimensions of at least 1 and of at most " + LARGEST_ARRAY + " values together");
      }
      size *= length;
    }
    if (size > Files.size(file) * MOST_DEFLATED) {
      throw new InvalidInput(
          file.toString(),
          Files.size(file) + " bytes for " + size + " promised values",
          "a whole file; get it again");
    }
    return (int) size;
  }
}
