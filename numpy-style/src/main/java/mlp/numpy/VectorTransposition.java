package mlp.numpy;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows written one number of each after another, a vector of each row at a time: three times,
 * rows that are 1, 2, then 4 apart exchange half of their lanes (Eklundh 1972, A Fast Computer
 * Method for Matrix Transposing).
 *
 * <p>The halves are put together as whole numbers, by their bits: with {@code blend} it takes three
 * times as long on JDK 17, longer than number by number.
 */
final class VectorTransposition {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final LongVector LANES =
      DoubleVector.zero(SPECIES).reinterpretAsLongs().addIndex(1);
  // How far apart the lanes are that rows 1, 2 and 4 apart exchange: 1, 2, 4 of 8, 2, 4, 8 of 16.
  private static final int APART = WIDTH / 8;

  // Lanes that come from the other row, and those that stay.
  private static final LongVector UPPER_1 = upper(APART);
  private static final LongVector UPPER_2 = upper(2 * APART);
  private static final LongVector UPPER_4 = upper(4 * APART);
  private static final VectorShuffle<Long> UP_1 = shuffle(lane -> lane - APART);
  private static final VectorShuffle<Long> DOWN_1 = shuffle(lane -> lane + APART);
  private static final VectorShuffle<Long> UP_2 = shuffle(lane -> lane - 2 * APART);
  private static final VectorShuffle<Long> DOWN_2 = shuffle(lane -> lane + 2 * APART);
  private static final VectorShuffle<Long> UP_4 = shuffle(lane -> lane - 4 * APART);
  private static final VectorShuffle<Long> DOWN_4 = shuffle(lane -> lane + 4 * APART);
  // After the exchanges, lane row·APART + p belongs behind p·8 + row.
  private static final VectorShuffle<Long> INTO_PLACE =
      shuffle(lane -> lane % 8 * APART + lane / 8);

  private VectorTransposition() {}

  // All ones where lane & distance is not 0.
  private static LongVector upper(int distance) {
    return LANES.lanewise(LSHR, Integer.numberOfTrailingZeros(distance)).and(1).neg();
  }

  private static VectorShuffle<Long> shuffle(IntUnaryOperator source) {
    return VectorShuffle.fromOp(
        LANES.species(), lane -> Math.floorMod(source.applyAsInt(lane), WIDTH));
  }

  // to[at + p·8 + row] = from[first + row·line + p] for as many of the first p < k as it returns
  static int eightRows(double[] from, int first, int line, int k, double[] to, int at) {
    int whole = SPECIES.loopBound(k);
    for (int p = 0; p < whole; p += WIDTH) {
      LongVector r0 = DoubleVector.fromArray(SPECIES, from, first + p).reinterpretAsLongs();
      LongVector r1 = DoubleVector.fromArray(SPECIES, from, first + line + p).reinterpretAsLongs();
      LongVector r2 =
          DoubleVector.fromArray(SPECIES, from, first + 2 * line + p).reinterpretAsLongs();
      LongVector r3 =
          DoubleVector.fromArray(SPECIES, from, first + 3 * line + p).reinterpretAsLongs();
      LongVector r4 =
          DoubleVector.fromArray(SPECIES, from, first + 4 * line + p).reinterpretAsLongs();
      LongVector r5 =
          DoubleVector.fromArray(SPECIES, from, first + 5 * line + p).reinterpretAsLongs();
      LongVector r6 =
          DoubleVector.fromArray(SPECIES, from, first + 6 * line + p).reinterpretAsLongs();
      LongVector r7 =
          DoubleVector.fromArray(SPECIES, from, first + 7 * line + p).reinterpretAsLongs();
      LongVector t10 = r0.lanewise(XOR, r1.rearrange(UP_1)).and(UPPER_1);
      r0 = r0.lanewise(XOR, t10);
      r1 = r1.lanewise(XOR, t10.rearrange(DOWN_1));
      LongVector t12 = r2.lanewise(XOR, r3.rearrange(UP_1)).and(UPPER_1);
      r2 = r2.lanewise(XOR, t12);
      r3 = r3.lanewise(XOR, t12.rearrange(DOWN_1));
      LongVector t14 = r4.lanewise(XOR, r5.rearrange(UP_1)).and(UPPER_1);
      r4 = r4.lanewise(XOR, t14);
      r5 = r5.lanewise(XOR, t14.rearrange(DOWN_1));
      LongVector t16 = r6.lanewise(XOR, r7.rearrange(UP_1)).and(UPPER_1);
      r6 = r6.lanewise(XOR, t16);
      r7 = r7.lanewise(XOR, t16.rearrange(DOWN_1));
      LongVector t20 = r0.lanewise(XOR, r2.rearrange(UP_2)).and(UPPER_2);
      r0 = r0.lanewise(XOR, t20);
      r2 = r2.lanewise(XOR, t20.rearrange(DOWN_2));
      LongVector t21 = r1.lanewise(XOR, r3.rearrange(UP_2)).and(UPPER_2);
      r1 = r1.lanewise(XOR, t21);
      r3 = r3.lanewise(XOR, t21.rearrange(DOWN_2));
      LongVector t24 = r4.lanewise(XOR, r6.rearrange(UP_2)).and(UPPER_2);
      r4 = r4.lanewise(XOR, t24);
      r6 = r6.lanewise(XOR, t24.rearrange(DOWN_2));
      LongVector t25 = r5.lanewise(XOR, r7.rearrange(UP_2)).and(UPPER_2);
      r5 = r5.lanewise(XOR, t25);
      r7 = r7.lanewise(XOR, t25.rearrange(DOWN_2));
      LongVector t40 = r0.lanewise(XOR, r4.rearrange(UP_4)).and(UPPER_4);
      r0 = r0.lanewise(XOR, t40);
      r4 = r4.lanewise(XOR, t40.rearrange(DOWN_4));
      LongVector t41 = r1.lanewise(XOR, r5.rearrange(UP_4)).and(UPPER_4);
      r1 = r1.lanewise(XOR, t41);
      r5 = r5.lanewise(XOR, t41.rearrange(DOWN_4));
      LongVector t42 = r2.lanewise(XOR, r6.rearrange(UP_4)).and(UPPER_4);
      r2 = r2.lanewise(XOR, t42);
      r6 = r6.lanewise(XOR, t42.rearrange(DOWN_4));
      LongVector t43 = r3.lanewise(XOR, r7.rearrange(UP_4)).and(UPPER_4);
      r3 = r3.lanewise(XOR, t43);
      r7 = r7.lanewise(XOR, t43.rearrange(DOWN_4));
      r0.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8);
      r1.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + WIDTH);
      r2.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + 2 * WIDTH);
      r3.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + 3 * WIDTH);
      r4.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + 4 * WIDTH);
      r5.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + 5 * WIDTH);
      r6.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + 6 * WIDTH);
      r7.rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8 + 7 * WIDTH);
    }
    return whole;
  }
}
