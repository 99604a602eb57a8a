package mlp.cli.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Numbers as a reader wants them: the digits that matter, in the terminal and on the page alike.
 */
public final class Numbers {
  private static final MathContext DIGITS = new MathContext(3);

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
    BigDecimal rounded =
        size >= 100 ? new BigDecimal(Math.rint(value)) : new BigDecimal(value).round(DIGITS);
    return rounded.toPlainString();
  }

  /** @return a table's cell as text */
  public static String cell(Object cell) {
    return cell instanceof Double number ? of(number) : String.valueOf(cell);
  }
}
