package mlp.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.DataType;
import mlp.api.InvalidInput;

/**
 * What one element of an array is on disk: NumPy's {@code dtype.str}, such as {@code <f8}.
 *
 * @param kind how the bytes are understood
 * @param bytes how many there are: 1, 2, 4 or 8 for numbers, any multiple of 4 for
 *     {@link Kind#UNICODE}, any number for {@link Kind#BYTES}
 * @param order the order of a number's bytes, or of a character's
 */
public record NpyType(Kind kind, int bytes, ByteOrder order) {
  /** NumPy's kinds of elements that are read. */
  public enum Kind {
    /** b1: false where the byte is 0, else true. */
    BOOLEAN,
    /** i1, i2, i4, i8: two's complement. */
    SIGNED,
    /** u1, u2, u4, u8. */
    UNSIGNED,
    /** f2, f4, f8: IEEE 754 binary16, binary32, binary64. */
    FLOAT,
    /** U: text of four bytes a character. */
    UNICODE,
    /** S: text in UTF-8. */
    BYTES
  }

  private static final Pattern DESCR = Pattern.compile("([<>|=]?)([A-Za-z?])(\\d{0,10})(\\[.*])?");
  private static final String WELL_FORMED =
      "a NumPy type with its byte order, such as '<f8' or '|u1'";
  private static final int BYTES_PER_CHARACTER = 4;

  static NpyType of(DataType dataType) {
    int bytes = dataType == DataType.FLOAT32 ? Float.BYTES : Double.BYTES;
    return new NpyType(Kind.FLOAT, bytes, ByteOrder.LITTLE_ENDIAN);
  }

  static NpyType ofText(int characters) {
    return new NpyType(Kind.UNICODE, BYTES_PER_CHARACTER * characters, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @param source the file, and the member, for the message
   * @param descr as in a header
   * @throws InvalidInput if it is no type, or one that is not read: complex numbers, numbers of
   *     more than eight bytes, dates, records, pickled objects
   */
  static NpyType parse(String source, String descr) {
    Matcher parts = DESCR.matcher(descr);
    if (!parts.matches()) {
      throw new InvalidInput(source, "the type '" + Printable.of(descr) + "'", WELL_FORMED);
    }
    char letter = parts.group(2).charAt(0);
    long length = parts.group(3).isEmpty() ? 0 : Long.parseLong(parts.group(3));
    boolean known = parts.group(4) == null
        && switch (letter) {
          case 'b' -> length == 1;
          case 'i', 'u' -> length == 1 || length == 2 || length == 4 || length == 8;
          case 'f' -> length == 2 || length == 4 || length == 8;
          case 'U', 'S' -> !parts.group(3).isEmpty();
          default -> false;
        };
    if (!known) {
      throw new InvalidInput(source, "the type '" + Printable.of(descr) + "'", instead(letter));
    }
    boolean bytewise = length == 1 && letter != 'U' || letter == 'S';
    boolean ordered = parts.group(1).equals("<") || parts.group(1).equals(">");
    if (!bytewise && !ordered) {
      throw new InvalidInput(source, "the type '" + Printable.of(descr) + "'", WELL_FORMED);
    }
    long bytes = letter == 'U' ? BYTES_PER_CHARACTER * length : length;
    if (bytes > Integer.MAX_VALUE) {
      throw new InvalidInput(source, "the type '" + descr + "'", "text of less than 2 GiB");
    }
    ByteOrder order = parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyType(kind(letter), (int) bytes, order);
  }

  private static Kind kind(char letter) {
    return switch (letter) {
      case 'b' -> Kind.BOOLEAN;
      case 'i' -> Kind.SIGNED;
      case 'u' -> Kind.UNSIGNED;
      case 'f' -> Kind.FLOAT;
      case 'U' -> Kind.UNICODE;
      default -> Kind.BYTES;
    };
  }

  /** What to save in place of a type that is not read. */
  private static String instead(char letter) {
    return switch (letter) {
      case 'c' -> "real numbers; save .real and .imag as two arrays";
      case 'O' -> "numbers or text; pickled objects can run code and are never read";
      case 'V' -> "numbers or text; convert bfloat16 and the like with .astype('float32')";
      case 'M', 'm' -> "numbers or text; convert dates and times with .astype('int64')";
      default -> "one of b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8, U, S";
    };
  }

  /** Whether elements are text, not numbers. */
  public boolean isText() {
    return kind == Kind.UNICODE || kind == Kind.BYTES;
  }

  /** @return NumPy's name of this type, as in a header: {@code <f8}, {@code |u1}, {@code <U12} */
  public String descr() {
    boolean bytewise = bytes == 1 || kind == Kind.BYTES;
    char prefix = bytewise ? '|' : order == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
    return switch (kind) {
      case BOOLEAN -> prefix + "b" + bytes;
      case SIGNED -> prefix + "i" + bytes;
      case UNSIGNED -> prefix + "u" + bytes;
      case FLOAT -> prefix + "f" + bytes;
      case UNICODE ->
        (order == ByteOrder.LITTLE_ENDIAN ? "<U" : ">U") + bytes / BYTES_PER_CHARACTER;
      case BYTES -> prefix + "S" + bytes;
    };
  }

  /** The element that begins at a place, exactly, unless {@link #isExact} says that it is not. */
  double number(ByteBuffer data, int place) {
    return switch (kind) {
      case BOOLEAN -> data.get(place) == 0 ? 0 : 1;
      case SIGNED -> integer(data, place);
      case UNSIGNED -> unsignedToDouble(integer(data, place));
      case FLOAT -> floatingPoint(data, place);
      case UNICODE, BYTES -> throw new IllegalStateException(descr() + " is not a number");
    };
  }

  /**
   * Whether a double holds the element that begins at a place. Of integers it holds those whose
   * binary digits, from the first 1 to the last, are at most 53.
   */
  boolean isExact(ByteBuffer data, int place) {
    if (bytes < Long.BYTES || kind == Kind.FLOAT) {
      return true;
    }
    long integer = data.getLong(place);
    long magnitude = kind == Kind.SIGNED && integer < 0 ? -integer : integer;
    int digits =
        Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude);
    return digits <= 53;
  }

  /** The integer that begins at a place; one of u8 keeps its bits, whatever their sign means. */
  long integer(ByteBuffer data, int place) {
    boolean signed = kind == Kind.SIGNED;
    return switch (bytes) {
      case 1 -> signed ? data.get(place) : Byte.toUnsignedLong(data.get(place));
      case 2 -> signed ? data.getShort(place) : Short.toUnsignedLong(data.getShort(place));
      case 4 -> signed ? data.getInt(place) : Integer.toUnsignedLong(data.getInt(place));
      default -> data.getLong(place);
    };
  }

  // value = upper 63 bits · 2 + the last bit
  private static double unsignedToDouble(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0 + (bits & 1);
  }

  private double floatingPoint(ByteBuffer data, int place) {
    return switch (bytes) {
      case 2 -> halfToDouble(data.getShort(place));
      case 4 -> data.getFloat(place);
      default -> data.getDouble(place);
    };
  }

  /** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
  private static double halfToDouble(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude = switch (exponent) {
      case 0 -> fraction * 0x1p-24;
      case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      default -> Math.scalb(0x400 + fraction, exponent - 25);
    };
    return bits < 0 ? -magnitude : magnitude;
  }
}
