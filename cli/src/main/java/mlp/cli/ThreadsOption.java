package mlp.cli;

import mlp.api.InvalidInput;
import mlp.api.Threads;

/**
 * The option --threads. Native libraries read the number when they are loaded, so that the launcher
 * hands it over as {@code OMP_NUM_THREADS} before this process begins; numpy-style reads it there,
 * too.
 */
final class ThreadsOption {
  private ThreadsOption() {}

  /**
   * @param asked the option, or null
   * @return the number of threads that all tracks compute with
   * @throws InvalidInput if the process was started for another number
   */
  static int started(Integer asked) {
    if (asked != null && (asked < 1 || asked > 999)) {
      throw new InvalidInput("--threads", asked, "a whole number from 1 to 999");
    }
    int started = Threads.started().orElse(1);
    if (asked != null && asked != started) {
      throw new InvalidInput(
          "--threads",
          asked,
          Threads.VARIABLE + "=" + asked + " in the environment, which the launcher ./mlp sets");
    }
    return started;
  }
}
