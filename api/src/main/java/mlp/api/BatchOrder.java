package mlp.api;

/** The order in which an epoch visits the rows of a data set (R14). */
public final class BatchOrder {
  private BatchOrder() {}

  /**
   * Shuffles by Fisher and Yates (Knuth, The Art of Computer Programming, volume 2, algorithm
   * 3.4.2P).
   *
   * @param seed the training's seed
   * @param epoch from 0
   * @param rows how many rows there are
   * @return every row's index once; batch k holds those from k·batchSize on
   */
  public static int[] of(long seed, int epoch, int rows) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    Philox random = new Philox(seed, Philox.Purpose.ORDER, epoch, 0);
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextBelow(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
