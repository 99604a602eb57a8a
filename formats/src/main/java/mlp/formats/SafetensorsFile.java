package mlp.formats;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import mlp.api.DataType;
import mlp.api.InvalidInput;
import mlp.api.Tensor;

/**
 * Named tensors in .safetensors files (Hugging Face, https://github.com/huggingface/safetensors):
 * eight bytes with the length of the header, little-endian; the header, JSON; the data, without a
 * hole. The format has no checksum. What is written here has one in its metadata, and where one
 * stands it is verified: the CRC-32 of the header without it, and of the data.
 */
public final class SafetensorsFile {
  /** The format's bound, so that no reader parses more. */
  private static final long LONGEST_HEADER = 100_000_000;

  /** The checksum's entry is marked in key and text, so that little damage does not hide it. */
  private static final String CHECKSUM = "mlp.checksum";

  private static final String CRC = "mlp-crc32:";

  private SafetensorsFile() {}

  /** All of a file. */
  private record Contents(Map<String, String> metadata, List<Tensor> tensors) {}

  /**
   * Writes a file atomically.
   *
   * @param tensors in the order in which their data are written
   * @param dataType of the data, to which the values are rounded: F32 or F64
   * @param metadata texts about the tensors, such as {@code "format": "pt"}
   * @throws InvalidInput if two tensors have one name, a name could not be read again, a finite
   *     value is too large for the data type, the metadata have an entry of the checksum's name, or
   *     the file cannot be written
   */
  public static void write(
      Path file, List<Tensor> tensors, DataType dataType, Map<String, String> metadata) {
    List<NpyArray> arrays = tensors.stream()
        .map(tensor -> NpyArray.of(dataType, tensor.shape(), tensor.values()))
        .toList();
    SafetensorsHeader plain = header(file.toString(), tensors, arrays, metadata);
    CRC32 crc = new CRC32();
    crc.update(plain.encode());
    arrays.forEach(array -> crc.update(array.data()));
    Map<String, String> signed = new LinkedHashMap<>(metadata);
    signed.put(CHECKSUM, checksum(crc));
    byte[] header = plain.with(signed).encode();
    AtomicFile.write(file, out -> {
      out.write(ByteBuffer.allocate(Long.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(header.length)
          .array());
      out.write(header);
      for (NpyArray array : arrays) {
        out.write(array.data());
      }
    });
  }

  private static SafetensorsHeader header(
      String source, List<Tensor> tensors, List<NpyArray> arrays, Map<String, String> metadata) {
    Set<String> names = new HashSet<>();
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    long begin = 0;
    for (int i = 0; i < arrays.size(); i++) {
      String name = tensors.get(i).name();
      NpyHeader array = arrays.get(i).header();
      Npz.requireName(source, name);
      if (name.equals(SafetensorsHeader.METADATA) || !names.add(name)) {
        throw new InvalidInput(
            source, "a second " + name, "each name once, and none " + SafetensorsHeader.METADATA);
      }
      String dtype = "F" + Byte.SIZE * array.type().bytes();
      entries.add(new SafetensorsHeader.Entry(name, dtype, array, begin));
      begin += array.bytes();
    }
    metadata.forEach((key, text) -> {
      boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(key + text);
      if (isMarked(key, text) || !whole) {
        throw new InvalidInput(
            source + ": metadata",
            Printable.of(key + ": " + text),
            "whole characters, and nothing that looks like the checksum " + CHECKSUM);
      }
    });
    return new SafetensorsHeader(metadata, entries);
  }

  /** Whether an entry is the checksum's, or was so before it was damaged. */
  private static boolean isMarked(String key, String text) {
    return resembles(key, CHECKSUM) || resembles(text, CRC);
  }

  /** Whether a text begins as the mark does, in more than half of its characters. */
  private static boolean resembles(String text, String mark) {
    int same = 0;
    for (int i = 0; i < Math.min(text.length(), mark.length()); i++) {
      same += text.charAt(i) == mark.charAt(i) ? 1 : 0;
    }
    return 2 * same > mark.length();
  }

  private static String checksum(CRC32 crc) {
    return CRC + String.format("%08x", crc.getValue());
  }

  /**
   * Reads the tensors of a file: F64, F32, F16, BF16, integers and truth values. Nothing is
   * allocated for data that the file does not hold.
   *
   * @return the tensors in the order of their data, exactly
   * @throws InvalidInput if there is no such file, it is not whole, has not the published form or
   *     not its checksum, a type is none of these, an integer is one that no double equals, or the
   *     tensors need more than a quarter of the heap
   */
  public static List<Tensor> read(Path file) {
    return contents(file, Budget.ofThisJvm()).tensors;
  }

  static List<Tensor> read(Path file, Budget budget) {
    return contents(file, budget).tensors;
  }

  /**
   * Reads what a file says of its tensors, and verifies all of it as {@link #read} does.
   *
   * @return the metadata, but for the checksum
   * @throws InvalidInput as {@link #read}
   */
  public static Map<String, String> metadata(Path file) {
    return contents(file, Budget.ofThisJvm()).metadata;
  }

  private static Contents contents(Path file, Budget budget) {
    long length = InputFile.length(file);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return contents(in, length, file.toString(), budget);
    } catch (IOException failure) {
      throw InputFile.unreadable(file.toString(), failure);
    }
  }

  private static Contents contents(DataInputStream in, long length, String source, Budget budget)
      throws IOException {
    if (length < Long.BYTES) {
      throw new InvalidInput(source, length + " bytes", "at least the 8 of the header's length");
    }
    long headerLength = Long.reverseBytes(in.readLong());
    if (headerLength < 0 || headerLength > Math.min(LONGEST_HEADER, length - Long.BYTES)) {
      throw new InvalidInput(
          source,
          "a header of " + Long.toUnsignedString(headerLength) + " bytes",
          "at most " + LONGEST_HEADER + ", and no more than the file's " + length);
    }
    budget.require(source, headerLength);
    SafetensorsHeader header =
        SafetensorsHeader.parse(source + ", header", in.readNBytes((int) headerLength), budget);
    long held = length - Long.BYTES - headerLength;
    if (header.dataBytes() != held) {
      throw new InvalidInput(
          source, held + " bytes of data", header.dataBytes() + ", as its header promises");
    }
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    String expected = metadata.remove(CHECKSUM);
    CRC32 crc = new CRC32();
    crc.update(header.with(metadata).encode());
    List<Tensor> tensors = new ArrayList<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      tensors.add(tensor(in, entry, source, budget, crc));
    }
    boolean hidden = metadata.entrySet().stream().anyMatch(e -> isMarked(e.getKey(), e.getValue()));
    if (hidden || expected != null && !expected.equals(checksum(crc))) {
      throw new InvalidInput(
          source,
          "a file that is damaged",
          "the checksum in its metadata; whoever changes a file has to take it out");
    }
    return new Contents(Collections.unmodifiableMap(metadata), tensors);
  }

  private static Tensor tensor(
      DataInputStream in, SafetensorsHeader.Entry entry, String source, Budget budget, CRC32 crc)
      throws IOException {
    String place = source + ", tensor " + Printable.of(entry.name());
    long bytes = entry.end() - entry.begin();
    if (Math.max(bytes, entry.array().bytes()) > Npy.LONGEST_ARRAY) {
      throw new InvalidInput(place, bytes + " bytes of data", "less than 2 GiB");
    }
    budget.take(place, Math.max(entry.array().bytes(), entry.array().elements() * Double.BYTES));
    byte[] data = new byte[(int) bytes];
    in.readFully(data);
    crc.update(data);
    byte[] whole = bytes < entry.array().bytes() ? widened(data) : data;
    double[] values = new NpyArray(place, entry.array(), whole).toDoubles();
    return new Tensor(entry.name(), entry.array().shape(), values);
  }

  /** A BF16 is the upper half of a float32. */
  private static byte[] widened(byte[] halves) {
    byte[] floats = new byte[2 * halves.length];
    for (int i = 0; i < halves.length; i += 2) {
      floats[2 * i + 2] = halves[i];
      floats[2 * i + 3] = halves[i + 1];
    }
    return floats;
  }
}
