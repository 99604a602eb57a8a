package mlp.api;

/**
 * The counter-based random generator Philox4x64-10 (Salmon, Moraes, Dror and Shaw 2011). Its words
 * are those of {@code numpy.random.Philox(key=[seed, purpose], counter=[0, a, b, 0])}, so that a
 * Python user can make every weight and order again. No two streams of different seed, purpose, a
 * or b use the same counter under the same key.
 */
public final class Philox {
  /** What a stream is drawn for: the second word of the key. */
  public enum Purpose {
    /** First weights; a is the layer, from 1. */
    WEIGHTS,
    /** The order of rows; a is the epoch, from 0. */
    ORDER,
    /** Made-up data sets; a says what is drawn. */
    DATA,
    /** Dropout masks; a is the layer, from 1, b the step, from 0. */
    DROPOUT
  }

  private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
  private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
  private static final long WEYL_0 = 0x9E3779B97F4A7C15L;
  private static final long WEYL_1 = 0xBB67AE8584CAA73BL;
  private static final int ROUNDS = 10;

  private final long key0;
  private final long key1;
  private final long counter1;
  private final long counter2;
  private long counter0;
  private final long[] words = new long[4];
  private int used = 4;

  /**
   * @param seed the training's seed
   * @param a which of the purpose's streams
   * @param b which of a's streams
   */
  public Philox(long seed, Purpose purpose, long a, long b) {
    key0 = seed;
    key1 = purpose.ordinal();
    counter1 = a;
    counter2 = b;
  }

  /** @return the next word: 64 random bits */
  public long nextWord() {
    if (used == 4) {
      counter0++; // NumPy counts before it draws: the first block has counter 1.
      fillWords();
      used = 0;
    }
    return words[used++];
  }

  /**
   * @return the next word's upper 53 bits as a number in [0, 1), as NumPy's
   *     {@code Generator.random}
   */
  public double nextUniform() {
    return (nextWord() >>> 11) * 0x1p-53;
  }

  /**
   * A standard normal number from the next two words (Box and Muller 1958), by the functions of
   * {@link StrictMath}, which give the same bits on every machine.
   *
   * @return √(−2 ln(1 − u₁))·cos(2πu₂)
   */
  public double nextNormal() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextUniform()));
    return radius * StrictMath.cos(2 * Math.PI * nextUniform());
  }

  /**
   * A whole number below a bound: the upper half of the 128-bit product of the next word and the
   * bound. Its bias is below bound/2⁶⁴.
   *
   * @param bound at least 1
   * @return from 0 to bound − 1
   */
  public int nextBelow(int bound) {
    return (int) upperHalf(nextWord(), bound);
  }

  /**
   * Brings an array into random order, each as likely as any other, by Fisher and Yates (Knuth, The
   * Art of Computer Programming, volume 2, algorithm 3.4.2P).
   */
  public void shuffle(int[] array) {
    for (int i = array.length - 1; i > 0; i--) {
      int j = nextBelow(i + 1);
      int kept = array[i];
      array[i] = array[j];
      array[j] = kept;
    }
  }

  private void fillWords() {
    long c0 = counter0;
    long c1 = counter1;
    long c2 = counter2;
    long c3 = 0;
    long k0 = key0;
    long k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long upper0 = upperHalf(MULTIPLIER_0, c0);
      long lower0 = MULTIPLIER_0 * c0;
      long upper1 = upperHalf(MULTIPLIER_1, c2);
      long lower1 = MULTIPLIER_1 * c2;
      c0 = upper1 ^ c1 ^ k0;
      c1 = lower1;
      c2 = upper0 ^ c3 ^ k1;
      c3 = lower0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }

  /**
   * The upper 64 bits of the unsigned 128-bit product; Math.unsignedMultiplyHigh came with JDK 18.
   */
  private static long upperHalf(long x, long y) {
    return Math.multiplyHigh(x, y) + ((x >> 63) & y) + ((y >> 63) & x);
  }
}
