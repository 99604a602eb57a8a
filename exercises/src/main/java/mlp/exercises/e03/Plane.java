package mlp.exercises.e03;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The four points of XOR, and how to speak of them. */
final class Plane {
  static final double[][] POINTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  static final double[] XOR = {0, 1, 1, 0};

  private Plane() {}

  static String point(int i) {
    return "(" + number(POINTS[i][0]) + ", " + number(POINTS[i][1]) + ")";
  }

  static String numbers(double[] values) {
    return Arrays.stream(values).mapToObj(Plane::number).collect(Collectors.joining(", "));
  }

  /** @return with four digits at most: −0.125 */
  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return rounded.toPlainString().replace('-', '−');
  }
}
