package mlp.numpy;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows written one number of each after another: three times, rows that are 4, 2, then 1
 * apart exchange half of their lanes (Eklundh 1972, A Fast Computer Method for Matrix Transposing).
 *
 * <p>The halves are put together as whole numbers, by their bits: with {@code blend} it takes three
 * times as long on JDK 17. And they are put away between the exchanges: all three in one method are
 * faster, but so long that in some starts of a JVM the compiler leaves vectors in the heap.
 */
final class VectorTransposition {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final LongVector LANES =
      DoubleVector.zero(SPECIES).reinterpretAsLongs().addIndex(1);
  // How far apart the lanes are that rows 1, 2 and 4 apart exchange: 1, 2, 4 of 8, 2, 4, 8 of 16.
  private static final int APART = WIDTH / 8;

  // After the exchanges, lane row·APART + p belongs behind p·8 + row.
  private static final VectorShuffle<Long> INTO_PLACE =
      shuffle(lane -> lane % 8 * APART + lane / 8);

  private static final Exchange ONE = new Exchange(APART);
  private static final Exchange TWO = new Exchange(2 * APART);
  private static final Exchange FOUR = new Exchange(4 * APART);

  private VectorTransposition() {}

  private static VectorShuffle<Long> shuffle(IntUnaryOperator source) {
    return VectorShuffle.fromOp(
        LANES.species(), lane -> Math.floorMod(source.applyAsInt(lane), WIDTH));
  }

  // Of two rows, the upper lanes of the first and the lower lanes of the second change places.
  private static final class Exchange {
    private final LongVector upper; // all ones in the lanes where lane & distance is not 0
    private final VectorShuffle<Long> up;
    private final VectorShuffle<Long> down;

    Exchange(int distance) {
      upper =
          LANES.lanewise(LSHR, Integer.numberOfTrailingZeros(distance)).and(1).neg();
      up = shuffle(lane -> lane - distance);
      down = shuffle(lane -> lane + distance);
    }

    void of(double[] from, int first, int second, int length, double[] to, int one, int other) {
      LongVector upper = this.upper;
      VectorShuffle<Long> up = this.up;
      VectorShuffle<Long> down = this.down;
      for (int p = 0; p < length; p += WIDTH) {
        LongVector low = load(from, first + p);
        LongVector high = load(from, second + p);
        LongVector change = low.lanewise(XOR, high.rearrange(up)).and(upper);
        low.lanewise(XOR, change).reinterpretAsDoubles().intoArray(to, one + p);
        high.lanewise(XOR, change.rearrange(down)).reinterpretAsDoubles().intoArray(to, other + p);
      }
    }
  }

  private static LongVector load(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at).reinterpretAsLongs();
  }

  // to[at + p·8 + row] = from[first + row·line + p] for as many of the first p < k as it returns
  static int eightRows(
      double[] from, int first, int line, int k, double[] scratch, double[] to, int at) {
    int n = SPECIES.loopBound(k);
    for (int row = 0; row < 4; row++) {
      int other = row + 4;
      FOUR.of(from, first + row * line, first + other * line, n, scratch, row * n, other * n);
    }
    for (int half = 0; half < 8; half += 4) {
      for (int row = half; row < half + 2; row++) {
        int other = row + 2;
        TWO.of(scratch, row * n, other * n, n, scratch, row * n, other * n);
      }
    }
    for (int row = 0; row < 8; row += 2) {
      int other = row + 1;
      ONE.of(scratch, row * n, other * n, n, scratch, row * n, other * n);
    }
    for (int row = 0; row < 8; row++) {
      place(scratch, row * n, n, to, at + row * WIDTH);
    }
    return n;
  }

  // Each vector to where it is when eight rows are written number by number.
  private static void place(double[] row, int first, int length, double[] to, int at) {
    for (int p = 0; p < length; p += WIDTH) {
      load(row, first + p).rearrange(INTO_PLACE).reinterpretAsDoubles().intoArray(to, at + p * 8);
    }
  }
}
