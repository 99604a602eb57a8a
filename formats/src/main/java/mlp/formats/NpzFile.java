package mlp.formats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mlp.api.InvalidInput;

/**
 * An open {@linkplain Npz file of named arrays}, of which one array is read at a time. Its
 * directory has been read and verified as a whole.
 */
final class NpzFile implements Closeable {
  /** Deflate gives at most so many bytes for one (RFC 1951: 258 bytes for 2 bits). */
  private static final int STRONGEST_COMPRESSION = 1_032;

  /** About what a member costs in memory besides its data. */
  private static final int MEMBER_OVERHEAD = 1_024;

  private final Path file;
  private final Budget budget;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private NpzFile(Path file, ZipFile zip, Budget budget) {
    this.file = file;
    this.zip = zip;
    this.budget = budget;
  }

  /**
   * @throws InvalidInput if there is no such file, it is no zip file, or a member is no array,
   *     stands there twice, has the name of a path, or cannot be as long as it says
   */
  static NpzFile open(Path file, Budget budget) {
    long length = InputFile.length(file);
    NpzFile opened = null;
    try {
      // The zip's directory is read as a whole, the members are one by one.
      budget.require(file.toString(), ZipDirectory.mostBytes(file, length));
      opened = new NpzFile(file, new ZipFile(file.toFile()), budget);
      opened.readDirectory(length);
      return opened;
    } catch (IOException | RuntimeException failure) {
      if (opened != null) {
        opened.close();
      }
      if (failure instanceof InvalidInput refused) {
        throw refused;
      }
      // java.util.zip throws a few unchecked exceptions, too, at fields that make no sense.
      throw InputFile.unreadable(file.toString(), failure);
    }
  }

  private void readDirectory(long length) {
    long unread = length;
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      String source = source(entry);
      String name = nameOf(entry, source);
      unread -= entry.getCompressedSize();
      requirePossible(entry, unread, source);
      budget.take(source, MEMBER_OVERHEAD);
      if (entries.put(name, entry) != null) {
        throw new InvalidInput(source, "a second member of this name", "each name once");
      }
    }
  }

  private String source(ZipEntry entry) {
    return file + ", member " + Printable.of(entry.getName());
  }

  private static String nameOf(ZipEntry entry, String source) {
    if (!entry.getName().endsWith(Npz.SUFFIX)) {
      throw new InvalidInput(
          source, "a member that is no array", "names that end in " + Npz.SUFFIX);
    }
    String name = entry.getName().substring(0, entry.getName().length() - Npz.SUFFIX.length());
    Npz.requireName(source, name);
    return name;
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

  /** @return the names without .npy, in the file's order */
  Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** @return how many bytes the array of that name has with its header, unpacked */
  long size(String name) {
    return entries.get(name).getSize();
  }

  /**
   * Reads one array, which counts against the budget from then on.
   *
   * @throws InvalidInput if it is no array that is read, it is damaged, or the budget is exceeded
   */
  NpyArray take(String name) {
    return read(name, budget);
  }

  /**
   * Reads one array, which does not count against the budget any more when it has been read.
   *
   * @throws InvalidInput as {@link #take}
   */
  NpyArray read(String name) {
    return read(name, budget.copy());
  }

  /**
   * Reads arrays, one after another, whose numbers are in memory together.
   *
   * @param use is given each array with its name
   * @throws InvalidInput as {@link #take}
   */
  void readTogether(Collection<String> names, BiConsumer<String, NpyArray> use) {
    Budget together = budget.copy();
    together.require(file.toString(), names.stream().mapToLong(this::size).sum());
    names.forEach(name -> use.accept(name, read(name, together)));
  }

  private NpyArray read(String name, Budget budget) {
    ZipEntry entry = entries.get(name);
    String source = source(entry);
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyArray array = Npy.read(in, entry.getSize(), source, budget);
      requireEnd(in, entry, source);
      return array;
    } catch (IOException | RuntimeException failure) {
      if (failure instanceof InvalidInput refused) {
        throw refused;
      }
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

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException failure) {
      throw InputFile.unreadable(file.toString(), failure);
    }
  }
}
