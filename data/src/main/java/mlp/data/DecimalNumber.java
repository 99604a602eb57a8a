package mlp.data;

/** Numbers as people write them; {@link Double#parseDouble} also takes 1f, 0x1p3 and NaN. */
final class DecimalNumber {
  private DecimalNumber() {}

  /** @return the number, infinite where it is too large; NaN if the text is none */
  static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }
}
