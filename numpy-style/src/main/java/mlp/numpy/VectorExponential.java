package mlp.numpy;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * eˣ and eˣ − 1 of a vector, to two units in the last place; where eˣ or its reciprocal is nearly
 * too small for a normal number, it is 0 or infinite. With the whole number n for which x = n·log 2
 * + r and r is smallest, eˣ = 2ⁿ·eʳ, and eʳ − 1 is the beginning of its power series (Muller 2016,
 * Elementary Functions, chapters 3 and 11).
 *
 * <p>Only sums, products and shifts are used. The module's own exponentials have other last bits
 * before the compiler has seen them than after (the JVM's libraries take over), so that a training
 * that was stopped and resumed would end elsewhere.
 *
 * <p>No method is longer than what the compiler always inlines, 35 bytes: a vector that is passed
 * to a method is otherwise made in the heap.
 */
final class VectorExponential {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final boolean IS_DOUBLE = SPECIES.elementSize() == Double.SIZE;
  private static final int MANTISSA_BITS = IS_DOUBLE ? 52 : 23;
  private static final int EXPONENT_BIAS = IS_DOUBLE ? Double.MAX_EXPONENT : Float.MAX_EXPONENT;

  private static final double LOG_2 = Real.of(StrictMath.log(2));
  // log 2 = 0.693147180559945309417232121458…; what the data type drops of it is subtracted after.
  private static final double DROPPED =
      Real.of(StrictMath.log(2) - LOG_2 + Real.of(2.3190468138462996e-17));
  private static final DoubleVector MINUS_LOG_2 = all(-LOG_2);
  private static final DoubleVector MINUS_DROPPED = all(-DROPPED);
  private static final DoubleVector ONE_OVER_LOG_2 = all(Real.of(1 / StrictMath.log(2)));
  // A number so large that its unit in the last place is 1, whose last bits are the exponent of 2⁰:
  // what is added to it is rounded to n, and the last bits become the exponent of 2ⁿ.
  private static final DoubleVector ROUNDER =
      all(Real.of(3 * (1L << MANTISSA_BITS - 1) + EXPONENT_BIAS));
  private static final double MOST = Real.of((EXPONENT_BIAS - 1) * StrictMath.log(2));
  private static final DoubleVector LEAST_X = all(-MOST);
  private static final DoubleVector MOST_X = all(MOST);
  private static final DoubleVector ZERO = all(0);
  private static final DoubleVector INFINITY = all(1 / Real.of(0));

  // Of the power series: 1/2!, 1/3!, …
  private static final DoubleVector ONE = all(1);
  private static final DoubleVector OVER_2 = overFactorial(2);
  private static final DoubleVector OVER_3 = overFactorial(3);
  private static final DoubleVector OVER_4 = overFactorial(4);
  private static final DoubleVector OVER_5 = overFactorial(5);
  private static final DoubleVector OVER_6 = overFactorial(6);
  private static final DoubleVector OVER_7 = overFactorial(7);
  private static final DoubleVector OVER_8 = overFactorial(8);
  private static final DoubleVector OVER_9 = overFactorial(9);
  private static final DoubleVector OVER_10 = overFactorial(10);
  private static final DoubleVector OVER_11 = overFactorial(11);
  private static final DoubleVector OVER_12 = overFactorial(12);
  private static final DoubleVector OVER_13 = overFactorial(13);

  private VectorExponential() {}

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static DoubleVector overFactorial(int k) {
    long factorial = 1;
    for (int i = 2; i <= k; i++) {
      factorial *= i;
    }
    return all(Real.of(1.0 / factorial));
  }

  // eˣ = 2ⁿ·(eʳ − 1) + 2ⁿ
  static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = shifted(x);
    DoubleVector power = power(shifted);
    return extremes(series(remainder(x, shifted)).fma(power, power), x);
  }

  // eˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1), for x ≤ 0
  static DoubleVector expm1OfNegative(DoubleVector x) {
    return expm1(x.max(LEAST_X));
  }

  private static DoubleVector expm1(DoubleVector x) {
    DoubleVector shifted = shifted(x);
    DoubleVector power = power(shifted);
    return series(remainder(x, shifted)).fma(power, power.sub(ONE));
  }

  // n, in the last bits
  private static DoubleVector shifted(DoubleVector x) {
    return x.fma(ONE_OVER_LOG_2, ROUNDER);
  }

  // 2ⁿ
  private static DoubleVector power(DoubleVector shifted) {
    return shifted.reinterpretAsLongs().lanewise(LSHL, MANTISSA_BITS).reinterpretAsDoubles();
  }

  // r = x − n·log 2
  private static DoubleVector remainder(DoubleVector x, DoubleVector shifted) {
    DoubleVector n = shifted.sub(ROUNDER);
    return n.fma(MINUS_DROPPED, n.fma(MINUS_LOG_2, x));
  }

  // eʳ − 1
  private static DoubleVector series(DoubleVector r) {
    return fromSecond(fromFifth(fromNinth(r), r), r).fma(r, ONE).mul(r);
  }

  private static DoubleVector fromNinth(DoubleVector r) {
    return OVER_13.fma(r, OVER_12).fma(r, OVER_11).fma(r, OVER_10).fma(r, OVER_9);
  }

  private static DoubleVector fromFifth(DoubleVector beyond, DoubleVector r) {
    return beyond.fma(r, OVER_8).fma(r, OVER_7).fma(r, OVER_6).fma(r, OVER_5);
  }

  private static DoubleVector fromSecond(DoubleVector beyond, DoubleVector r) {
    return beyond.fma(r, OVER_4).fma(r, OVER_3).fma(r, OVER_2);
  }

  // 0 and ∞ where the exponent has no room for n
  private static DoubleVector extremes(DoubleVector power, DoubleVector x) {
    return infinities(power.blend(ZERO, x.compare(LT, LEAST_X)), x);
  }

  private static DoubleVector infinities(DoubleVector power, DoubleVector x) {
    return power.blend(INFINITY, x.compare(GT, MOST_X));
  }
}
