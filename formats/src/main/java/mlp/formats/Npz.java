package mlp.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import mlp.api.InvalidInput;

/**
 * Files of named arrays, as {@code numpy.savez} and {@code numpy.savez_compressed} write them: zip
 * files whose members, stored or deflated, are .npy files. Names may hold slashes, as in
 * {@code step10/W1}, but nothing that could lead out of a folder.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int LONGEST_NAME = 1_000;

  /** Deflate gives at most so many bytes for one (RFC 1951: 258 bytes for 2 bits). */
  private static final int STRONGEST_COMPRESSION = 1_032;

  /** About what a member costs in memory besides its data. */
  private static final int MEMBER_OVERHEAD = 1_024;

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
    long length = InputFile.length(file);
    // The zip's directory is read as a whole, and may be as long as the file.
    budget.require(file.toString(), length);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    long unread = length;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String source = file + ", member " + Printable.of(entry.getName());
        String name = nameOf(entry, source);
        unread -= entry.getCompressedSize();
        requirePossible(entry, unread, source);
        if (arrays.containsKey(name)) {
          throw new InvalidInput(source, "a second member of this name", "each name once");
        }
        budget.take(source, MEMBER_OVERHEAD);
        arrays.put(name, readMember(zip, entry, source, budget));
      }
    } catch (InvalidInput refused) {
      throw refused;
    } catch (IOException | RuntimeException failure) {
      // java.util.zip throws a few unchecked exceptions, too, at fields that make no sense.
      throw InputFile.unreadable(file.toString(), failure);
    }
    return Collections.unmodifiableMap(arrays);
  }

  private static String nameOf(ZipEntry entry, String source) {
    if (!entry.getName().endsWith(SUFFIX)) {
      throw new InvalidInput(source, "a member that is no array", "names that end in " + SUFFIX);
    }
    String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    requireName(source, name);
    return name;
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

  /** @param unread the file's length without the members up to this one, which share no byte */
  private static void requirePossible(ZipEntry entry, long unread, String source) {
    long packed = entry.getCompressedSize();
    long most =
        entry.getMethod() == ZipEntry.STORED ? packed : (packed + 1) * STRONGEST_COMPRESSION;
    if (packed < 0 || unread < 0 || entry.getSize() < 0 || entry.getSize() > most) {
      throw new InvalidInput(
          source,
          "a member of " + packed + " bytes that shall unpack to " + entry.getSize(),
          "members that the file can hold");
    }
  }

  private static NpyArray readMember(ZipFile zip, ZipEntry entry, String source, Budget budget) {
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyArray array = Npy.read(in, entry.getSize(), source, budget);
      requireEnd(in, entry, source);
      return array;
    } catch (IOException failure) {
      throw InputFile.unreadable(source, failure);
    }
  }

  private static void requireEnd(CheckedInputStream in, ZipEntry entry, String source)
      throws IOException {
    if (in.read() >= 0) {
      throw new InvalidInput(source, "more bytes", entry.getSize() + ", as the zip file says");
    }
    if (in.getChecksum().getValue() != entry.getCrc()) {
      throw new InvalidInput(source, "data that is damaged", "the checksum that the zip file says");
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
    AtomicFile.write(file, out -> write(out, arrays, method));
  }

  static void write(OutputStream out, Map<String, NpyArray> arrays, int method) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
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
