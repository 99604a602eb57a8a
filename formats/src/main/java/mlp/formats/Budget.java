package mlp.formats;

import mlp.api.InvalidInput;

/**
 * How much memory the arrays of one file may ask for. It is what keeps a small file that unpacks to
 * a huge one from exhausting the heap.
 */
final class Budget {
  private static final int MIB = 1 << 20;

  private final long limit;
  private long taken;

  Budget(long limit) {
    this.limit = limit;
  }

  /**
   * A quarter of the heap: two files can be compared, each held once as bytes and once as doubles.
   */
  static Budget ofThisJvm() {
    return new Budget(Runtime.getRuntime().maxMemory() / 4);
  }

  /** @return as much as is left, which can be taken without being missing here */
  Budget copy() {
    return new Budget(limit - taken);
  }

  /**
   * Refuses what is too much, and takes nothing.
   *
   * @param source what asks, for the message
   * @throws InvalidInput if less than so many bytes are left
   */
  void require(String source, long bytes) {
    if (bytes > limit - taken) {
      throw new InvalidInput(
          source,
          "data that needs " + (bytes / MIB + 1) + " MiB of memory",
          "at most "
              + (limit - taken) / MIB
              + " MiB, what is left of the quarter of Java's memory that one file may fill; raise it"
              + " with -Xmx");
    }
  }

  /**
   * Takes bytes from what is left.
   *
   * @param source what asks, for the message
   * @throws InvalidInput if less than so many bytes are left
   */
  void take(String source, long bytes) {
    require(source, bytes);
    taken += bytes;
  }
}
