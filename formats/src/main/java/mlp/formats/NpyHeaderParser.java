package mlp.formats;

import java.util.ArrayList;
import java.util.List;
import mlp.api.InvalidInput;

/**
 * Reads the text of a .npy header, a Python dictionary of three entries: {@code {'descr': '<f8',
 * 'fortran_order': False, 'shape': (3, 4), }}.
 */
final class NpyHeaderParser {
  private final String source;
  private final String text;
  private int at;

  private String descr;
  private Boolean fortranOrder;
  private int[] shape;

  private NpyHeaderParser(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /**
   * @param source the file, and the member, for the message
   * @throws InvalidInput if the text is no such dictionary, or says what no array can be
   */
  static NpyHeader parse(String source, String text) {
    return new NpyHeaderParser(source, text).header();
  }

  private NpyHeader header() {
    expect('{');
    boolean more = true;
    while (more && !skip('}')) {
      entry();
      more = skip(',');
      if (!more) {
        expect('}');
      }
    }
    skipSpaces();
    if (at < text.length()) {
      throw refused("nothing after the dictionary");
    }
    if (descr == null || fortranOrder == null || shape == null) {
      throw refused("the entries 'descr', 'fortran_order' and 'shape'");
    }
    NpyHeader header = new NpyHeader(NpyType.parse(source, descr), fortranOrder, shape);
    header.requirePossible(source);
    return header;
  }

  private void entry() {
    String key = string();
    expect(':');
    if (key.equals("descr") && descr == null) {
      descr = descr();
    } else if (key.equals("fortran_order") && fortranOrder == null) {
      fortranOrder = truth();
    } else if (key.equals("shape") && shape == null) {
      shape = tuple();
    } else {
      throw refused("the entries 'descr', 'fortran_order' and 'shape' alone, each once");
    }
  }

  private String descr() {
    if (skip('[')) {
      throw new InvalidInput(
          source, "a structured array", "plain numbers or text; save every field as an array");
    }
    return string();
  }

  private String string() {
    skipSpaces();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw refused("a quoted text");
    }
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  private boolean truth() {
    skipSpaces();
    boolean truth = text.startsWith("True", at);
    if (!truth && !text.startsWith("False", at)) {
      throw refused("True or False");
    }
    at += truth ? "True".length() : "False".length();
    return truth;
  }

  private int[] tuple() {
    expect('(');
    List<Integer> lengths = new ArrayList<>();
    boolean comma = true;
    while (!skip(')')) {
      if (!comma) {
        throw refused("a comma");
      }
      lengths.add(length());
      comma = skip(',');
    }
    if (lengths.size() == 1 && !comma) {
      throw refused("a tuple of lengths, such as (3,)");
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  private int length() {
    skipSpaces();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.isEmpty()) {
      throw refused("a length that is a whole number of at least 0");
    }
    if (at < text.length() && text.charAt(at) == 'L') {
      at++; // A long integer, as Python 2 wrote it.
    }
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      throw new InvalidInput(
          source,
          "a dimension of length " + Printable.of(digits),
          "at most " + Integer.MAX_VALUE + ", the longest array of Java");
    }
  }

  private void expect(char character) {
    if (!skip(character)) {
      throw refused("'" + character + "'");
    }
  }

  private boolean skip(char character) {
    skipSpaces();
    boolean found = at < text.length() && text.charAt(at) == character;
    at += found ? 1 : 0;
    return found;
  }

  private void skipSpaces() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
      at++;
    }
  }

  private InvalidInput refused(String expected) {
    return new InvalidInput(
        source,
        "the header " + Printable.of(text.strip()),
        expected + " at its character " + (at + 1));
  }
}
