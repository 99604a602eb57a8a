package mlp.cli;

import mlp.api.InvalidInput;

/**
 * The option --threads. Native libraries read the number when they are loaded, so that the launcher
 * hands it over as {@code OMP_NUM_THREADS} before this process begins; numpy-style reads it there,
 * too.
 */
final class ThreadsOption {
  private static final String VARIABLE = "OMP_NUM_THREADS";

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
    String value = System.getenv(VARIABLE);
    int started = value != null && value.matches("[1-9]\\d{0,2}") ? Integer.parseInt(value) : 1;
    if (asked != null && asked != started) {
      throw new InvalidInput(
          "--threads",
          asked,
          VARIABLE + "=" + asked + " in the environment, which the launcher ./mlp sets");
    }
    return started;
  }
}
