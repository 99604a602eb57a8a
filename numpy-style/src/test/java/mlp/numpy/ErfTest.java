package mlp.numpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class ErfTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TWO_OVER_SQRT_PI =
      new BigDecimal("1.12837916709551257389615890312154517168810125865799771368817144");

  // erf x = 2/√π · Σₙ (−1)ⁿ x²ⁿ⁺¹ / (n!·(2n + 1)) (Abramowitz and Stegun 1964, 7.1.5): with digits
  // enough, it does not matter that it cancels.
  private static BigDecimal exact(double x) {
    BigDecimal square = new BigDecimal(x).pow(2);
    BigDecimal power = new BigDecimal(x);
    BigDecimal sum = power;
    for (int n = 1; n < 300; n++) {
      power = power.multiply(square).negate().divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS));
    }
    return sum.multiply(TWO_OVER_SQRT_PI);
  }

  @Test
  void isAccurateToSomeUnitsInTheLastPlace() {
    for (double x = 1e-3; x < 6; x += 0.0103) {
      BigDecimal expected = exact(x);
      double error = expected.subtract(new BigDecimal(Erf.erf(x))).abs().doubleValue();
      assertThat(error / Math.ulp(expected.doubleValue())).as("erf(%s)", x).isLessThan(5);
      assertThat(Erf.erf(-x)).isEqualTo(-Erf.erf(x));
    }
  }

  @Test
  void endsInOneAndKeepsWhatIsNoNumber() {
    assertThat(Erf.erf(0)).isZero();
    assertThat(Erf.erf(7)).isEqualTo(1);
    assertThat(Erf.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Erf.erf(Double.NaN)).isNaN();
  }
}
