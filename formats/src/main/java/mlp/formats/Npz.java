package mlp.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mlp.api.InvalidInput;

/**
 * Files of named arrays, as {@code numpy.savez} and {@code numpy.savez_compressed} write them: zip
 * files whose members, stored or deflated, are .npy files. Names may hold slashes, as in
 * {@code step10/W1}, but nothing that could lead out of a folder.
 */
public final class Npz {
  static final String SUFFIX = ".npy";
  private static final int LONGEST_NAME = 1_000;

  /** Every member's time, so that the same arrays make the same file. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /**
   * Reads a file. Nothing is allocated for data that the file does not hold.
   *
   * @return the arrays by their names without .npy, in the file's order
   * @throws InvalidInput if there is no such file, it is not whole, a member is no array that is
   *     read (see {@link NpyType.Kind}), stands there twice or has the name of a path, or the
   *     arrays need more than a quarter of the heap; the message names the file and the member
   */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, Budget.ofThisJvm());
  }

  static Map<String, NpyArray> read(Path file, Budget budget) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (NpzFile npz = NpzFile.open(file, budget)) {
      npz.names().forEach(name -> arrays.put(name, npz.take(name)));
    }
    return Collections.unmodifiableMap(arrays);
  }

  /**
   * @param source the file, and the member, for the message
   * @throws InvalidInput if a name could lead out of a folder, or steer a terminal
   */
  static void requireName(String source, String name) {
    boolean plain = name.length() <= LONGEST_NAME
        && name.indexOf('\\') < 0
        && name.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(name)
        && Arrays.stream(name.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!plain) {
      throw new InvalidInput(
          source,
          "the name \"" + Printable.of(name) + '"',
          "at most "
              + LONGEST_NAME
              + " characters, without backslash, control characters, and empty, . or .."
              + " between slashes");
    }
  }

  /**
   * Writes a file atomically, its members stored, in the map's order. The same arrays make the same
   * bytes.
   *
   * @param arrays by their names without .npy
   * @throws InvalidInput if a name could not be read again, or the file cannot be written
   */
  public static void write(Path file, Map<String, NpyArray> arrays) {
    write(file, arrays, ZipEntry.STORED);
  }

  /**
   * Writes a file as {@link #write} does, but deflates its members.
   *
   * @param arrays by their names without .npy
   * @throws InvalidInput if a name could not be read again, or the file cannot be written
   */
  public static void writeCompressed(Path file, Map<String, NpyArray> arrays) {
    write(file, arrays, ZipEntry.DEFLATED);
  }

  private static void write(Path file, Map<String, NpyArray> arrays, int method) {
    arrays.keySet().forEach(name -> requireName(file + ", member " + Printable.of(name), name));
    AtomicFile.write(file, out -> write(out, arrays.entrySet().iterator(), method));
  }

  /**
   * Writes a file as {@link #write(Path, Map)} does, each array when its turn comes, so that they
   * need not be in memory together.
   *
   * @param arrays by their names without .npy, which are all different
   * @throws InvalidInput if a name could not be read again, or the file cannot be written; other
   *     exceptions of the iterator are passed on, and leave no file
   */
  static void write(Path file, Iterator<Map.Entry<String, NpyArray>> arrays) {
    AtomicFile.write(file, out -> write(out, arrays, ZipEntry.STORED));
  }

  static void write(OutputStream out, Iterator<Map.Entry<String, NpyArray>> arrays, int method)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      while (arrays.hasNext()) {
        Map.Entry<String, NpyArray> array = arrays.next();
        requireName("member " + Printable.of(array.getKey()), array.getKey());
        zip.putNextEntry(entry(array.getKey(), array.getValue(), method));
        Npy.write(zip, array.getValue());
        zip.closeEntry();
      }
    }
  }

  private static ZipEntry entry(String name, NpyArray array, int method) {
    byte[] header = array.header().encode();
    CRC32 checksum = new CRC32();
    checksum.update(header);
    checksum.update(array.data());
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setMethod(method);
    entry.setSize((long) header.length + array.data().length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }
}
