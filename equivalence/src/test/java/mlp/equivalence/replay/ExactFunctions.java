package mlp.equivalence.replay;

import java.math.BigDecimal;
import java.math.MathContext;
import mlp.api.Activation;

/** The functions of R6 by their series, in decimals of so many digits that none is wrong. */
final class ExactFunctions {
  private static final MathContext DIGITS = new MathContext(120);
  private static final BigDecimal SMALLEST = new BigDecimal("1e-110");
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = new BigDecimal(2);
  private static final BigDecimal CUBIC = new BigDecimal("0.044715");
  private static final BigDecimal PI = pi();

  private ExactFunctions() {}

  static BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, DIGITS);
  }

  static BigDecimal over(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS);
  }

  // Σ xᵏ/k!, of x/2¹² and then squared 12 times
  static BigDecimal exp(BigDecimal x) {
    BigDecimal small = over(x, new BigDecimal(1 << 12));
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int k = 1; term.abs().compareTo(SMALLEST) > 0; k++) {
      term = over(times(term, small), new BigDecimal(k));
      sum = sum.add(term, DIGITS);
    }
    for (int k = 0; k < 12; k++) {
      sum = times(sum, sum);
    }
    return sum;
  }

  // Newton's y ← y − 1 + x·e^−y, which doubles the digits
  static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
    for (int k = 0; k < 4; k++) {
      y = y.subtract(ONE).add(times(x, exp(y.negate())), DIGITS);
    }
    return y;
  }

  // 16·arctan(1/5) − 4·arctan(1/239) (Machin)
  private static BigDecimal pi() {
    return arctanOfReciprocal(5)
        .multiply(new BigDecimal(16))
        .subtract(arctanOfReciprocal(239).multiply(new BigDecimal(4)));
  }

  private static BigDecimal arctanOfReciprocal(int n) {
    BigDecimal power = over(ONE, new BigDecimal(n));
    BigDecimal sum = power;
    for (int k = 3; power.abs().compareTo(SMALLEST) > 0; k += 2) {
      power = over(power.negate(), new BigDecimal(n * n));
      sum = sum.add(over(power, new BigDecimal(k)), DIGITS);
    }
    return sum;
  }

  static BigDecimal sigmoid(BigDecimal z) {
    return over(ONE, ONE.add(exp(z.negate())));
  }

  private static BigDecimal tanh(BigDecimal z) {
    return times(TWO, sigmoid(times(TWO, z))).subtract(ONE);
  }

  private static BigDecimal density(BigDecimal z) {
    return over(exp(over(times(z, z), TWO).negate()), times(TWO, PI).sqrt(DIGITS));
  }

  // 1/2 + Σ (−1)ᵏ z²ᵏ⁺¹/(2ᵏ k! (2k + 1))/√(2π)
  private static BigDecimal below(BigDecimal z) {
    BigDecimal power = z;
    BigDecimal sum = z;
    for (int k = 1; power.abs().compareTo(SMALLEST) > 0; k++) {
      power = over(times(power, times(z, z)).negate(), new BigDecimal(2 * k));
      sum = sum.add(over(power, new BigDecimal(2 * k + 1)), DIGITS);
    }
    return over(ONE, TWO).add(over(sum, times(TWO, PI).sqrt(DIGITS)), DIGITS);
  }

  private static BigDecimal inner(BigDecimal z) {
    BigDecimal cube = times(times(z, z), times(z, CUBIC));
    return tanh(times(over(TWO, PI).sqrt(DIGITS), z.add(cube)));
  }

  // σ(z)   (R6)
  static BigDecimal value(Activation activation, BigDecimal z) {
    boolean isPositive = z.signum() > 0;
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> z.max(BigDecimal.ZERO);
      case LEAKY_RELU -> isPositive ? z : times(new BigDecimal("0.01"), z);
      case SIGMOID -> sigmoid(z);
      case TANH -> tanh(z);
      case ELU -> isPositive ? z : exp(z).subtract(ONE);
      case GELU -> times(z, below(z));
      case GELU_TANH -> times(over(z, TWO), ONE.add(inner(z)));
      case SILU -> times(z, sigmoid(z));
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  // σ′(z)   (R6)
  static BigDecimal slope(Activation activation, BigDecimal z) {
    boolean isPositive = z.signum() > 0;
    BigDecimal s = sigmoid(z);
    BigDecimal square = times(z, z);
    BigDecimal t = activation == Activation.GELU_TANH ? inner(z) : tanh(z);
    BigDecimal complement = ONE.subtract(times(t, t));
    return switch (activation) {
      case IDENTITY -> ONE;
      case RELU -> isPositive ? ONE : BigDecimal.ZERO;
      case LEAKY_RELU -> isPositive ? ONE : new BigDecimal("0.01");
      case SIGMOID -> times(s, ONE.subtract(s));
      case TANH -> complement;
      case ELU -> isPositive ? ONE : exp(z);
      case GELU -> below(z).add(times(z, density(z)));
      case GELU_TANH ->
        over(ONE.add(t), TWO)
            .add(times(
                times(over(z, TWO), complement),
                times(
                    over(TWO, PI).sqrt(DIGITS),
                    ONE.add(times(times(new BigDecimal(3), CUBIC), square)))));
      case SILU -> times(s, ONE.add(times(z, ONE.subtract(s))));
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }
}
