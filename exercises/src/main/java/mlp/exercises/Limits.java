package mlp.exercises;

/**
 * What a learner's code may use.
 *
 * @param seconds until grading is broken off
 * @param megabytes of heap
 * @param hasVectors whether numpy-style computes with vectors, which starts later and trains faster
 */
public record Limits(int seconds, int megabytes, boolean hasVectors) {
  /** Enough for all that does not train for long. */
  public static final Limits QUICK = new Limits(10, 256, false);

  /** @return limits for an exercise that trains a network of some size */
  public static Limits training(int seconds, int megabytes) {
    return new Limits(seconds, megabytes, true);
  }
}
