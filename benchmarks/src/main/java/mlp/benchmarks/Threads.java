package mlp.benchmarks;

/** How many threads the tracks compute with: what {@code OMP_NUM_THREADS} said at the start. */
final class Threads {
  private static final String VARIABLE = "OMP_NUM_THREADS";

  private Threads() {}

  /**
   * @throws IllegalStateException if the process was started for another number: neither OpenMP nor
   *     OpenBLAS takes a new one later
   */
  static void require(int threads) {
    String started = System.getenv(VARIABLE);
    if (!Integer.toString(threads).equals(started)) {
      throw new IllegalStateException("threads: " + threads + " were asked for, but " + VARIABLE
          + " is " + (started == null ? "not set" : started) + "; start with " + VARIABLE + "="
          + threads + ", or by ./mlp bench --threads " + threads);
    }
  }
}
