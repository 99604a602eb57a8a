package mlp.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of a .npz file as bytes, and what is wrong with it on purpose.
 *
 * @param header the text of the dictionary
 */
record NpyBytes(String header, byte[] data) {
  private static final int PREFIX = 10;
  private static final Pattern SHAPE = Pattern.compile("\\(([^)]*)\\)");
  private static final double[] NUMBERS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0,
    -0.0,
    1e300,
    -1e-320,
    1e30,
    Double.MIN_VALUE,
    0.5,
    1,
    -1,
    3,
    1e9
  };
  private static final String[] SHAPES = {
    "()",
    "(0,)",
    "(1,)",
    "(0, 0)",
    "(0, 5)",
    "(5, 0)",
    "(2147483647, 2147483647)",
    "(2147483647,)",
    "(99999999999999999999,)",
    "(-1,)",
    "(1, 1, 1, 1)",
    "(1, 2, 3",
    "((1),)",
    "(4294967296, 0)",
    "(0, 2147483647, 2147483647, 2147483647)",
    "(1.5,)",
    "(True,)",
    "(3L,)"
  };
  private static final String[] TYPES = {
    "|O",
    "<c16",
    "<f16",
    ">f8",
    "<f2",
    "<i8",
    "<u8",
    "|u1",
    "|b1",
    "<U3",
    "|S5",
    "|V8",
    "<M8[s]",
    "=f8",
    "f8",
    "<f0",
    "<f99999999999",
    "<U4294967295",
    "",
    "<U0",
    "|S0"
  };

  static NpyBytes of(byte[] npy) {
    int length = Byte.toUnsignedInt(npy[8]) + (Byte.toUnsignedInt(npy[9]) << 8);
    return new NpyBytes(
        new String(npy, PREFIX, length, StandardCharsets.ISO_8859_1),
        Arrays.copyOfRange(npy, PREFIX + length, npy.length));
  }

  byte[] bytes() {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(PREFIX + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(data)
        .array();
  }

  /** @return the text, of an array that holds one */
  String text() {
    return new String(data, StandardCharsets.UTF_8).replace("\0", "");
  }

  static NpyBytes ofText(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return new NpyBytes(
        "{'descr': '|S" + data.length + "', 'fortran_order': False, 'shape': ()}", data);
  }

  /** So many doubles that are 0. */
  static NpyBytes zeros(int count) {
    return new NpyBytes(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (" + count + ",)}",
        new byte[count * Double.BYTES]);
  }

  private boolean isSingle() {
    return header.contains("f4");
  }

  /** Another type or shape in the header, or a character of it; the data stay. */
  NpyBytes withOtherHeader(SplittableRandom random) {
    String changed = switch (random.nextInt(4)) {
      case 0 -> header.replaceFirst("'[<>|=][^']*'", "'" + pick(TYPES, random) + "'");
      case 1 -> withShape(pick(SHAPES, random));
      case 2 -> header.replace("False", random.nextBoolean() ? "True" : "0");
      default -> {
        StringBuilder text = new StringBuilder(header);
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
        yield text.toString();
      }
    };
    return new NpyBytes(changed, data);
  }

  /** Numbers that are none, or too large, in some places or in all. */
  NpyBytes withOtherNumbers(SplittableRandom random) {
    ByteBuffer buffer = ByteBuffer.wrap(data.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int size = isSingle() ? Float.BYTES : Double.BYTES;
    int count = data.length / size;
    boolean isAll = random.nextInt(3) == 0;
    double number = NUMBERS[random.nextInt(NUMBERS.length)];
    int changes = isAll ? count : Math.min(count, 1 + random.nextInt(3));
    for (int i = 0; i < changes; i++) {
      int at = (isAll ? i : random.nextInt(count)) * size;
      if (isSingle()) {
        buffer.putFloat(at, (float) number);
      } else {
        buffer.putDouble(at, number);
      }
    }
    return new NpyBytes(header, buffer.array());
  }

  /** One number everywhere, if the elements are floating-point numbers. */
  NpyBytes filledWith(double number) {
    if (!header.contains("<f")) {
      return this;
    }
    ByteBuffer buffer = ByteBuffer.allocate(data.length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (isSingle()) {
        buffer.putFloat((float) number);
      } else {
        buffer.putDouble(number);
      }
    }
    return new NpyBytes(header, buffer.array());
  }

  /** The same elements, fewer or more of them, in another shape that the data do have. */
  NpyBytes withOtherShape(SplittableRandom random) {
    int size = isSingle() ? Float.BYTES : Double.BYTES;
    int count = data.length / size;
    int other = switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> count / 2;
      case 2 -> count + 1;
      default -> count;
    };
    String shape = switch (random.nextInt(7)) {
      case 0 -> "(" + other + ",)";
      case 1 -> "(1, " + other + ")";
      case 2 -> "(" + other + ", 1)";
      case 3 -> "(" + other + ", 1, 1)";
      case 4 -> "(" + (random.nextBoolean() ? 0 : Integer.MAX_VALUE) + ", " + (other = 0) + ")";
      case 5 -> other == 1 ? "()" : "(" + other + ",)";
      default -> other == count ? reversed() : "(" + other + ",)";
    };
    return new NpyBytes(withShape(shape), Arrays.copyOf(data, other * size));
  }

  private String withShape(String shape) {
    return SHAPE.matcher(header).replaceFirst(Matcher.quoteReplacement(shape));
  }

  private String reversed() {
    Matcher shape = SHAPE.matcher(header);
    String[] lengths = shape.find() ? shape.group(1).split(", *") : new String[0];
    return lengths.length == 2 ? "(" + lengths[1] + ", " + lengths[0] + ")" : "(1, 1)";
  }

  static String pick(String[] all, SplittableRandom random) {
    return all[random.nextInt(all.length)];
  }
}
