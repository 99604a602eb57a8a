package mlp.formats;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mlp.api.InvalidInput;

/**
 * The JSON that stands before the data of a .safetensors file: {@code {"__metadata__": {"key":
 * "text"}, "W1": {"dtype": "F64", "shape": [2, 3], "data_offsets": [0, 48]}}}.
 *
 * @param metadata texts about the tensors
 * @param entries in the order of their data, which follow one another from offset 0 without a hole
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  /** The types that doubles hold, but for large 64-bit integers. */
  private static final Map<String, NpyType> TYPES = new TreeMap<>(Map.ofEntries(
      type("F64", NpyType.Kind.FLOAT, 8),
      type("F32", NpyType.Kind.FLOAT, 4),
      type("F16", NpyType.Kind.FLOAT, 2),
      type(Entry.BF16, NpyType.Kind.FLOAT, 4),
      type("I64", NpyType.Kind.SIGNED, 8),
      type("I32", NpyType.Kind.SIGNED, 4),
      type("I16", NpyType.Kind.SIGNED, 2),
      type("I8", NpyType.Kind.SIGNED, 1),
      type("U64", NpyType.Kind.UNSIGNED, 8),
      type("U32", NpyType.Kind.UNSIGNED, 4),
      type("U16", NpyType.Kind.UNSIGNED, 2),
      type("U8", NpyType.Kind.UNSIGNED, 1),
      type("BOOL", NpyType.Kind.BOOLEAN, 1)));

  private static Map.Entry<String, NpyType> type(String dtype, NpyType.Kind kind, int bytes) {
    return Map.entry(dtype, new NpyType(kind, bytes, ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * One tensor.
   *
   * @param name any but {@code __metadata__}
   * @param dtype one of {@link #TYPES}
   * @param array the shape and the type, which for BF16 is float32
   * @param begin the offset of its first byte in the data
   */
  record Entry(String name, String dtype, NpyHeader array, long begin) {
    static final String BF16 = "BF16";

    /** The offset after its last byte. */
    long end() {
      return begin + array.elements() * (dtype.equals(BF16) ? 2 : array.type().bytes());
    }
  }

  /** The form of an entry's JSON; named as in the format. */
  record Info(String dtype, int[] shape, long[] data_offsets) {}

  /** The offset after the last tensor's last byte. */
  long dataBytes() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
  }

  /** The JSON in UTF-8, padded with spaces so that the data behind it stand at multiples of 8. */
  byte[] encode() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = json.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    for (Entry entry : entries) {
      Info info = new Info(entry.dtype, entry.array.shape(), new long[] {entry.begin, entry.end()});
      json.set(entry.name, JsonForm.write(info, Info.class));
    }
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * @param source the file, for messages
   * @param bytes of the header
   * @throws InvalidInput if they are no such JSON, a name is one that is refused
   *     ({@link Npz#requireName}), a type is not read, or offsets leave a hole, overlap or do not
   *     fit the shape
   */
  static SafetensorsHeader parse(String source, byte[] bytes, Budget budget) {
    String text = utf8(source, bytes);
    if (!text.startsWith("{")) {
      throw new InvalidInput(
          source, "a header that begins with \"" + Printable.of(text) + '"', "a JSON object");
    }
    JsonValue json = JsonValue.parse(source, text, budget);
    Map<String, String> metadata = Map.of();
    List<Placed> placed = new ArrayList<>();
    for (Map.Entry<String, JsonValue> member : json.members("an object").entrySet()) {
      if (member.getKey().equals(METADATA)) {
        metadata = JsonReader.texts(member.getValue());
      } else {
        placed.add(placed(source, member.getKey(), member.getValue()));
      }
    }
    // An empty tensor begins where the next one does.
    placed.sort(Comparator.comparingLong((Placed entry) -> entry.entry.begin)
        .thenComparingLong(entry -> entry.end));
    return new SafetensorsHeader(metadata, contiguous(placed));
  }

  private static String utf8(String source, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new InvalidInput(source, "bytes that are not UTF-8", "JSON in UTF-8");
    }
  }

  /** An entry, the end that the file says it has, and where it says so. */
  private record Placed(Entry entry, long end, JsonValue json) {}

  private static Placed placed(String source, String name, JsonValue json) {
    Npz.requireName(source, name);
    Info info = JsonReader.read(json, Info.class);
    NpyType type = TYPES.get(info.dtype);
    if (type == null) {
      throw json.refused(new InvalidInput(
          "dtype", Printable.of(info.dtype), "one of " + String.join(", ", TYPES.keySet())));
    }
    if (info.data_offsets.length != 2 || Arrays.stream(info.shape).anyMatch(d -> d < 0)) {
      throw json.refused("a shape without negative lengths, and two data_offsets");
    }
    NpyHeader array = new NpyHeader(type, false, info.shape);
    array.requirePossible(source + ": " + Printable.of(name));
    return new Placed(
        new Entry(name, info.dtype, array, info.data_offsets[0]), info.data_offsets[1], json);
  }

  private static List<Entry> contiguous(List<Placed> placed) {
    List<Entry> entries = new ArrayList<>();
    long end = 0;
    for (Placed next : placed) {
      Entry expected = new Entry(next.entry.name, next.entry.dtype, next.entry.array, end);
      if (next.entry.begin != end || next.end != expected.end() || next.end < end) {
        throw next.json.refused(new InvalidInput(
            "data_offsets",
            List.of(next.entry.begin, next.end),
            List.of(end, expected.end())
                + ", from the end of the tensor before, as long as its "
                + next.entry.array));
      }
      entries.add(expected);
      end = expected.end();
    }
    return entries;
  }

  /** The same tensors with other metadata. */
  SafetensorsHeader with(Map<String, String> metadata) {
    return new SafetensorsHeader(new LinkedHashMap<>(metadata), entries);
  }
}
