package mlp.formats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import mlp.api.InvalidInput;

/**
 * What a .npy file says of its data (NumPy Enhancement Proposal 1).
 *
 * @param type of every element
 * @param fortranOrder whether the first index runs fastest, not the last
 * @param shape the length of every dimension; empty for a scalar
 */
record NpyHeader(NpyType type, boolean fortranOrder, int[] shape) {
  private static final int PREFIX = 10;
  private static final int ALIGNMENT = 64;
  private static final int MOST_DIMENSIONS = 64;
  private static final int GROWTH_DIGITS = 21;

  /**
   * Refuses a shape whose data no computer could hold, and one of more dimensions than NumPy has.
   * Zeros among the lengths excuse nothing: any product of some of them fits a long.
   *
   * @param source the file, and the member, for the message
   */
  void requirePossible(String source) {
    if (shape.length > MOST_DIMENSIONS) {
      throw new InvalidInput(source, shape.length + " dimensions", "at most " + MOST_DIMENSIONS);
    }
    long product = Math.max(1, type.bytes());
    for (int length : shape) {
      if (length > Long.MAX_VALUE / product) {
        throw new InvalidInput(source, "the shape " + Arrays.toString(shape), "one of fewer bytes");
      }
      product *= Math.max(1, length);
    }
  }

  /** The number of elements. */
  long elements() {
    long elements = 1;
    for (int length : shape) {
      elements *= length;
    }
    return elements;
  }

  /** The number of bytes of all elements. */
  long bytes() {
    return elements() * type.bytes();
  }

  /** The bytes that stand before the data, of version 1.0: those that NumPy writes. */
  byte[] encode() {
    String dictionary = "{'descr': '"
        + type.descr()
        + "', 'fortran_order': "
        + (fortranOrder ? "True" : "False")
        + ", 'shape': "
        + tuple()
        + ", }";
    int unpadded = PREFIX + dictionary.length() + growth() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[length];
    Arrays.fill(header, (byte) ' ');
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(Npy.MAGIC, 0, header, 0, Npy.MAGIC.length);
    header[6] = 1;
    header[7] = 0;
    header[8] = (byte) (length - PREFIX);
    header[9] = (byte) (length - PREFIX >> 8);
    System.arraycopy(text, 0, header, PREFIX, text.length);
    header[length - 1] = '\n';
    return header;
  }

  /** NumPy leaves room for the dimension that grows when data is appended. */
  private int growth() {
    if (shape.length == 0) {
      return 0;
    }
    int growing = fortranOrder ? shape[shape.length - 1] : shape[0];
    return GROWTH_DIGITS - Integer.toString(growing).length();
  }

  private String tuple() {
    String lengths =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return "(" + lengths + (shape.length == 1 ? ",)" : ")");
  }

  @Override
  public String toString() {
    return "shape " + Arrays.toString(shape) + " of type " + type.descr();
  }
}
