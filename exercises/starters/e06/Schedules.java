package e06;

import mlp.exercises.tasks.SchedulesTask;

/** Learning rates, step by step. The page 06-learning-rate-schedules.md has the formulas. */
public final class Schedules implements SchedulesTask {

  @Override
  public double step(double rate, long every, double factor, long t) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double exponential(double rate, double factor, long t) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double cosine(double rate, long warmUp, long steps, double end, long t) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double oneCycle(
      double rate, long steps, double peak, double startDivisor, double endDivisor, long t) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double chosen(long steps, long t) {
    throw new UnsupportedOperationException("write me");
  }

  // end + (start − end)·(1 + cos πs)/2: from start at s = 0 to end at s = 1, where it stays
  private static double halfCosine(double start, double end, double s) {
    throw new UnsupportedOperationException("write me");
  }
}
