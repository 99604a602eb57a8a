package mlp.api;

import java.util.OptionalInt;

/**
 * With how many threads this process was started to compute: what {@code OMP_NUM_THREADS} says,
 * which native libraries read when they are loaded, NumPy's and PyTorch's as well as ND4J's.
 */
public final class Threads {
  /** The environment variable. */
  public static final String VARIABLE = "OMP_NUM_THREADS";

  private Threads() {}

  /** @return a number from 1 to 999; empty where the variable is not set to one */
  public static OptionalInt started() {
    String value = System.getenv(VARIABLE);
    return value != null && value.matches("[1-9]\\d{0,2}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }
}
