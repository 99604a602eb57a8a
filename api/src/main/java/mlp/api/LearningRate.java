package mlp.api;

import java.util.List;

/**
 * The learning rate of one training, step by step (R12). It is computed here, once, and handed to
 * every track: in double precision, by the functions of {@link StrictMath}.
 */
public final class LearningRate {
  /** The tensor of the plateau's multiplier, least mean, bad windows and sum in its window. */
  public static final String STATE = "schedule.plateau";

  private final double base;
  private final Schedule schedule;

  // What the plateau has seen.
  private double multiplier = 1;
  private double least = Double.MAX_VALUE;
  private double badWindows;
  private double sum;

  /** Begins at step 0. */
  public LearningRate(Training training) {
    this(training.learningRate(), training.schedule());
  }

  /** Begins at step 0 with η = base. */
  public LearningRate(double base, Schedule schedule) {
    this.base = base;
    this.schedule = schedule;
  }

  /** @return η·m(step) */
  public double at(long step) {
    return base * multiplier(step);
  }

  private double multiplier(long t) {
    if (schedule instanceof Schedule.Step s) {
      return StrictMath.pow(s.factor(), t / s.every());
    }
    if (schedule instanceof Schedule.Exponential e) {
      return StrictMath.pow(e.factor(), t);
    }
    if (schedule instanceof Schedule.Cosine c) {
      return t < c.warmUp()
          ? (t + 1.0) / c.warmUp()
          : anneal(1, c.end(), (double) (t - c.warmUp()) / (c.steps() - c.warmUp()));
    }
    if (schedule instanceof Schedule.OneCycle o) {
      double first = 1 / o.startDivisor();
      double top = o.peak() * o.steps() - 1;
      double last = o.steps() - 1;
      return t <= top
          ? anneal(first, 1, t / top)
          : anneal(1, first / o.endDivisor(), (t - top) / (last - top));
    }
    return schedule instanceof Schedule.Plateau ? multiplier : 1;
  }

  // end + (start − end)·(1 + cos πs)/2 for s in [0, 1]
  private static double anneal(double start, double end, double share) {
    return share >= 1 ? end : end + (start - end) / 2 * (1 + StrictMath.cos(Math.PI * share));
  }

  /**
   * Takes notice of a step: only the plateau's rate depends on it.
   *
   * @param step from 0
   * @param loss of the step
   */
  public void observe(long step, double loss) {
    if (schedule instanceof Schedule.Plateau plateau) {
      sum += loss;
      if ((step + 1) % plateau.window() == 0) {
        endWindow(plateau, sum / plateau.window());
        sum = 0;
      }
    }
  }

  private void endWindow(Schedule.Plateau plateau, double mean) {
    if (mean < (1 - plateau.threshold()) * least) {
      least = mean;
      badWindows = 0;
    } else if (++badWindows > plateau.patience()) {
      multiplier *= plateau.factor();
      badWindows = 0;
    }
  }

  /** Begins anew at step 0. */
  public void reset() {
    set(1, Double.MAX_VALUE, 0, 0);
  }

  /** @return the tensor {@link #STATE} of a {@link TrainingState}; none without a plateau */
  public List<Tensor> state() {
    return schedule instanceof Schedule.Plateau
        ? List.of(Tensor.of(STATE, new double[] {multiplier, least, badWindows, sum}, 4))
        : List.of();
  }

  /** @param state one that fits the training */
  public void restore(TrainingState state) {
    if (schedule instanceof Schedule.Plateau) {
      set(state.get(STATE).values());
    }
  }

  private void set(double... state) {
    multiplier = state[0];
    least = state[1];
    badWindows = state[2];
    sum = state[3];
  }
}
