package mlp.api;

import java.util.stream.IntStream;

/** The order in which an epoch visits the rows of a data set (R14). */
public final class BatchOrder {
  private BatchOrder() {}

  /**
   * Shuffles the rows by {@link Philox#shuffle}.
   *
   * @param seed the training's seed
   * @param epoch from 0
   * @param rows how many rows there are
   * @return every row's index once; batch k holds those from k·batchSize on
   */
  public static int[] of(long seed, int epoch, int rows) {
    int[] order = IntStream.range(0, rows).toArray();
    new Philox(seed, Philox.Purpose.ORDER, epoch, 0).shuffle(order);
    return order;
  }
}
