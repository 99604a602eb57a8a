package mlp.formats;

/** Text from a file, made fit for a message: one line, not long, nothing that steers a terminal. */
final class Printable {
  private static final int LONGEST = 120;

  private Printable() {}

  /** @return the text with invisible characters escaped, cut after 120 characters */
  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    if (isVisible(point)) {
      shown.appendCodePoint(point);
    } else {
      shown.append(String.format("\\u%04x", point));
    }
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
