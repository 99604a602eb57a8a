package mlp.exercises.tasks;

/**
 * Learning rates that change from step to step (R12). Each method gives the rate of one step; steps
 * are counted from 0.
 */
public interface SchedulesTask {

  /**
   * Falls by a factor after every so many steps, and is constant between.
   *
   * @param rate η, the rate of step 0
   * @param every the steps from one fall to the next, at least 1
   * @param factor by which the rate is multiplied at each fall, in (0, 1]
   * @param t the step, from 0
   * @return the rate of step t
   */
  double step(double rate, long every, double factor, long t);

  /**
   * Falls by a factor in every step.
   *
   * @param rate η, the rate of step 0
   * @param factor in (0, 1]
   * @param t the step, from 0
   * @return the rate of step t
   */
  double exponential(double rate, double factor, long t);

  /**
   * Climbs in a straight line during the warm-up, then falls along half a cosine.
   *
   * @param rate η, the largest rate
   * @param warmUp w, the steps of the warm-up; 0 for none
   * @param steps T, the steps of the whole training, more than w
   * @param end the last rate, as a share of η, in [0, 1)
   * @param t the step, from 0; T or more behind the end
   * @return the rate of step t
   */
  double cosine(double rate, long warmUp, long steps, double end, long t);

  /**
   * Climbs along half a cosine and falls along another.
   *
   * @param rate η, the largest rate
   * @param steps T, the steps of the whole training, at least 2
   * @param peak the share of the steps that climb, above 1/T and below 1
   * @param startDivisor the first rate is η divided by it
   * @param endDivisor the last rate is the first divided by it
   * @param t the step, from 0; T or more behind the end
   * @return the rate of step t
   */
  double oneCycle(
      double rate, long steps, double peak, double startDivisor, double endDivisor, long t);

  /**
   * The schedule that you choose for the training of the goal.
   *
   * @param steps T, the steps of the whole training
   * @param t the step, from 0
   * @return the rate of step t
   */
  double chosen(long steps, long t);
}
