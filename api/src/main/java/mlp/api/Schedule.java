package mlp.api;

/**
 * How the learning rate η changes from step to step (R12): in step t, from 0, it is η·m(t).
 * {@link LearningRate} computes it.
 */
public sealed interface Schedule {

  /** m(t) = 1. */
  record Constant() implements Schedule {}

  /**
   * m(t) = factor^⌊t/every⌋.
   *
   * @param every steps, at least 1
   * @param factor above 0, at most 1
   */
  record Step(long every, double factor) implements Schedule {
    /** @throws InvalidInput if there is no step or the factor is outside (0, 1] */
    public Step {
      Checks.requireAtLeast("every", every, 1);
      requireFactor(factor);
    }
  }

  /**
   * m(t) = factorᵗ.
   *
   * @param factor above 0, at most 1
   */
  record Exponential(double factor) implements Schedule {
    /** @throws InvalidInput if the factor is outside (0, 1] */
    public Exponential {
      requireFactor(factor);
    }
  }

  /**
   * A linear warm-up, then half a cosine (Loshchilov and Hutter 2017, SGDR, equation 5): m(t) = (t
   * + 1)/w for t < w, the warm-up; else end + (1 − end)·(1 + cos(π·(t − w)/(T − w)))/2, and end
   * from T on.
   *
   * @param warmUp w, at least 0
   * @param steps T, above w
   * @param end in [0, 1)
   */
  record Cosine(long warmUp, long steps, double end) implements Schedule {
    /**
     * @throws InvalidInput if the steps are not more than the warm-up, or the end is no fraction
     */
    public Cosine {
      Checks.requireAtLeast("warmUp", warmUp, 0);
      if (steps <= warmUp) {
        throw new InvalidInput("steps", steps, "more than the warm-up's " + warmUp);
      }
      Checks.requireFraction("end", end);
    }
  }

  /**
   * One cycle (Smith and Topin 2019, Super-Convergence), with the curves of PyTorch's
   * {@code OneCycleLR}: half a cosine from 1/startDivisor up to 1 in step p = peak·T − 1, and
   * another down to 1/(startDivisor·endDivisor) in step T − 1, where it stays.
   *
   * @param steps T, at least 2
   * @param peak the share of the steps that climb, above 0 and below 1, so that 0 < p < T − 1
   * @param startDivisor at least 1
   * @param endDivisor at least 1
   */
  record OneCycle(long steps, double peak, double startDivisor, double endDivisor)
      implements Schedule {
    /** @throws InvalidInput if the peak is not between first and last step, or a divisor below 1 */
    public OneCycle {
      Checks.requireAtLeast("steps", steps, 2);
      if (!(peak * steps > 1 && peak < 1)) {
        throw new InvalidInput("peak", peak, "a number above 1/steps and below 1");
      }
      requireDivisor("startDivisor", startDivisor);
      requireDivisor("endDivisor", endDivisor);
    }

    private static void requireDivisor(String field, double value) {
      if (!(value >= 1 && Double.isFinite(value))) {
        throw new InvalidInput(field, value, "a finite number of at least 1");
      }
    }
  }

  /**
   * Reduce on plateau: the mean training loss of every window of steps is compared with the least
   * so far; when {@code patience + 1} windows in a row are not below (1 − threshold) times that, m
   * is multiplied by the factor and the count begins anew. (PyTorch's {@code ReduceLROnPlateau},
   * called with the window's mean; the least is kept.)
   *
   * @param window steps, at least 1
   * @param patience windows without improvement that are allowed, at least 0
   * @param factor above 0, at most 1
   * @param threshold in [0, 1)
   */
  record Plateau(long window, int patience, double factor, double threshold) implements Schedule {
    /** @throws InvalidInput if there is no step, or factor or threshold is outside its interval */
    public Plateau {
      Checks.requireAtLeast("window", window, 1);
      Checks.requireAtLeast("patience", patience, 0);
      requireFactor(factor);
      Checks.requireFraction("threshold", threshold);
    }
  }

  private static void requireFactor(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new InvalidInput("factor", factor, "a number above 0, at most 1");
    }
  }
}
