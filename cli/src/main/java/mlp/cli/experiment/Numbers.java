package mlp.cli.experiment;

import java.util.Locale;

/**
 * Numbers as a reader wants them: the digits that matter, in the terminal and on the page alike.
 */
public final class Numbers {
  private Numbers() {}

  /** @return three digits, with an exponent where the number is very large or small: 2.73e-6 */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e5)) {
      return String.format(Locale.ROOT, "%.2e", value)
          .replaceFirst("e([+-])0*", "e$1")
          .replace("e+", "e");
    }
    int decimals = size == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** @return a place on an axis: a whole number without decimals */
  public static String place(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : of(value);
  }

  /** @return a table's cell as text */
  public static String cell(Object cell) {
    return cell instanceof Double number ? of(number) : String.valueOf(cell);
  }
}
