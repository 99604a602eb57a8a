package mlp.equivalence.naive;

/** Puts something else in the place of a quantity that {@link HookedMlp} has computed. */
@FunctionalInterface
public interface Hook {
  /**
   * @param step the quantities so far, this one's name among what it tells
   * @param right what was computed from them: not to be changed
   * @return what the step shall go on with, which is then rounded to the data type; or the very
   *     array {@code right}
   */
  double[][] replace(Quantities step, double[][] right);
}
