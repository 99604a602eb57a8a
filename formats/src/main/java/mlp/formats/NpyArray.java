package mlp.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import mlp.api.DataType;
import mlp.api.InvalidInput;

/**
 * An array as a .npy file holds it: its bytes, in the file's type and order, and what they mean.
 * Whoever reads an array and writes it again changes nothing.
 */
public final class NpyArray {
  private static final int LONGEST_TEXT = Integer.MAX_VALUE / 8;

  private final String source;
  private final NpyHeader header;
  private final byte[] data;

  /**
   * @param source the file, and the member, for messages
   * @param data as long as the header says
   */
  NpyArray(String source, NpyHeader header, byte[] data) {
    this.source = source;
    this.header = header;
    this.data = data;
  }

  /**
   * An array of numbers, in row-major order: {@code <f4} or {@code <f8}.
   *
   * @param dataType to which the values are rounded
   * @param shape the length of every dimension; empty for a scalar
   * @param rowMajor the values, the last dimension's index running fastest
   * @throws InvalidInput if the shape is not that of the values, a finite value is too large for
   *     the data type, or all values together are longer than a Java array
   */
  public static NpyArray of(DataType dataType, int[] shape, double[] rowMajor) {
    NpyHeader header = new NpyHeader(NpyType.of(dataType), false, shape.clone());
    requireShape(header, rowMajor.length);
    ByteBuffer data = ByteBuffer.allocate((int) header.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : rowMajor) {
      if (dataType == DataType.FLOAT64) {
        data.putDouble(value);
      } else {
        data.putFloat(toFloat(value));
      }
    }
    return new NpyArray("array", header, data.array());
  }

  private static void requireShape(NpyHeader header, int values) {
    if (Arrays.stream(header.shape()).anyMatch(length -> length < 0)) {
      throw new InvalidInput("shape", Arrays.toString(header.shape()), "no negative dimension");
    }
    header.requirePossible("array");
    if (header.elements() != values) {
      throw new InvalidInput("array", values + " values", header.elements() + " for its " + header);
    }
    if (header.bytes() > Npy.LONGEST_ARRAY) {
      throw new InvalidInput("array", header.bytes() + " bytes", "at most " + Npy.LONGEST_ARRAY);
    }
  }

  private static float toFloat(double value) {
    float rounded = (float) value;
    if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      throw new InvalidInput("array", value, "a value that float32 holds; save it as float64");
    }
    return rounded;
  }

  /**
   * A text without dimensions, as NumPy makes of a Python string: {@code <U}.
   *
   * @throws InvalidInput if the text holds half a character (a surrogate without its other half),
   *     ends with the character 0, which NumPy drops, or is longer than 2²⁸ characters
   */
  public static NpyArray ofText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidInput("text", "half of a surrogate pair", "whole characters");
    }
    if (text.endsWith("\0") || text.length() > LONGEST_TEXT) {
      throw new InvalidInput(
          "text",
          text.length() + " characters, the last of code " + (int) text.charAt(text.length() - 1),
          "at most " + LONGEST_TEXT + ", the last not of code 0");
    }
    int[] characters = text.codePoints().toArray();
    NpyType type = NpyType.ofText(Math.max(1, characters.length));
    ByteBuffer data = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(characters);
    return new NpyArray("text", new NpyHeader(type, false, new int[0]), data.array());
  }

  /** The type of every element, in the file. */
  public NpyType type() {
    return header.type();
  }

  /** @return the length of every dimension; empty for a scalar: a copy */
  public int[] shape() {
    return header.shape().clone();
  }

  /**
   * The elements as doubles, in row-major order whatever the file's: false is 0 and true is 1.
   *
   * @return the values, exactly
   * @throws InvalidInput if the elements are text, or one is a 64-bit integer that no double equals
   *     (beyond 2⁵³ that is most of them): nothing is rounded
   */
  public double[] toDoubles() {
    NpyType type = header.type();
    if (type.isText()) {
      throw new InvalidInput(source, "text of type " + type.descr(), "numbers");
    }
    ByteBuffer buffer = buffer();
    double[] values = new double[(int) header.elements()];
    Places places = new Places(header);
    for (int i = 0; i < values.length; i++) {
      int place = places.next() * type.bytes();
      if (!type.isExact(buffer, place)) {
        throw inexact(type.integer(buffer, place));
      }
      values[i] = type.number(buffer, place);
    }
    return values;
  }

  private InvalidInput inexact(long integer) {
    boolean signed = header.type().kind() == NpyType.Kind.SIGNED;
    return new InvalidInput(
        source,
        "the integer " + (signed ? Long.toString(integer) : Long.toUnsignedString(integer)),
        "integers that float64 holds exactly; if rounding is meant, save .astype('float64')");
  }

  /**
   * The one text that this array holds, without the characters of code 0 at its end, which pad it.
   *
   * @throws InvalidInput if there is not just one element, it is not text, or its bytes are no
   *     characters
   */
  public String text() {
    if (!header.type().isText() || header.elements() != 1) {
      throw new InvalidInput(source, header, "a single text");
    }
    String padded = header.type().kind() == NpyType.Kind.BYTES ? utf8() : utf32();
    int end = padded.length();
    while (end > 0 && padded.charAt(end - 1) == 0) {
      end--;
    }
    return padded.substring(0, end);
  }

  private String utf8() {
    try {
      CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(buffer());
      return characters.toString();
    } catch (CharacterCodingException malformed) {
      throw new InvalidInput(source, "bytes that are not UTF-8", "text in UTF-8");
    }
  }

  private String utf32() {
    ByteBuffer buffer = buffer();
    StringBuilder text = new StringBuilder(data.length / Integer.BYTES);
    while (buffer.hasRemaining()) {
      int code = buffer.getInt();
      boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
      if (!Character.isValidCodePoint(code) || surrogate) {
        throw new InvalidInput(source, "the character code " + code, "a Unicode character");
      }
      text.appendCodePoint(code);
    }
    return text.toString();
  }

  NpyHeader header() {
    return header;
  }

  byte[] data() {
    return data;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(data).order(header.type().order());
  }

  @Override
  public String toString() {
    return source + ": " + header;
  }

  /** Goes through an array in row-major order and says where in the file each element stands. */
  private static final class Places {
    private final int[] shape;
    private final int[] index;
    private final int[] strides;
    private int place;

    Places(NpyHeader header) {
      shape = header.shape();
      index = new int[shape.length];
      strides = new int[shape.length];
      int stride = 1;
      for (int i = 0; i < shape.length; i++) {
        int dimension = header.fortranOrder() ? i : shape.length - 1 - i;
        strides[dimension] = stride;
        stride *= shape[dimension];
      }
    }

    int next() {
      int current = place;
      for (int d = shape.length - 1; d >= 0; d--) {
        place += strides[d];
        if (++index[d] < shape[d]) {
          return current;
        }
        place -= index[d] * strides[d];
        index[d] = 0;
      }
      return current;
    }
  }
}
