package e06;

import mlp.exercises.tasks.SchedulesTask;

/** Learning rates, step by step: η·m(t), t from 0 (R12). */
public final class Schedules implements SchedulesTask {

  // η·factor^⌊t/every⌋; the division of whole numbers leaves the remainder out
  @Override
  public double step(double rate, long every, double factor, long t) {
    return rate * Math.pow(factor, t / every);
  }

  // η·factorᵗ
  @Override
  public double exponential(double rate, double factor, long t) {
    return rate * Math.pow(factor, t);
  }

  // η·(t + 1)/w for t < w, then from η to η·end while t goes from w to T
  @Override
  public double cosine(double rate, long warmUp, long steps, double end, long t) {
    if (t < warmUp) {
      return rate * (t + 1) / warmUp;
    }
    double s = (double) (t - warmUp) / (steps - warmUp);
    return halfCosine(rate, rate * end, s);
  }

  // from η/startDivisor to η in step peak·T − 1, then to η/(startDivisor·endDivisor) in step T − 1
  @Override
  public double oneCycle(
      double rate, long steps, double peak, double startDivisor, double endDivisor, long t) {
    double first = rate / startDivisor;
    double last = first / endDivisor;
    double top = peak * steps - 1;
    if (t <= top) {
      return halfCosine(first, rate, t / top);
    }
    return halfCosine(rate, last, (t - top) / (steps - 1 - top));
  }

  // A large rate covers the way, a small one at the end settles.
  @Override
  public double chosen(long steps, long t) {
    return cosine(0.12, steps / 20, steps, 0, t);
  }

  // end + (start − end)·(1 + cos πs)/2: from start at s = 0 to end at s = 1, where it stays
  private static double halfCosine(double start, double end, double s) {
    return s >= 1 ? end : end + (start - end) * (1 + Math.cos(Math.PI * s)) / 2;
  }
}
