package mlp.paper;

import mlp.api.Schedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * The schedules: rule → DL4J setting (R12). DL4J asks an {@code ISchedule} for the rate of each
 * iteration, which counts from 0. A plateau depends on losses, which no {@code ISchedule} sees:
 * {@link PaperMlp} sets the network's learning rate when it changes.
 */
final class Schedules {
  private Schedules() {}

  /** @return null where the rate is set directly */
  static ISchedule setting(Schedule schedule, double learningRate) {
    if (schedule instanceof Schedule.Step step) {
      // η·factor^⌊t/every⌋
      return new StepSchedule(ScheduleType.ITERATION, learningRate, step.factor(), step.every());
    }
    if (schedule instanceof Schedule.Exponential exponential) {
      // η·factorᵗ
      return new ExponentialSchedule(ScheduleType.ITERATION, learningRate, exponential.factor());
    }
    if (schedule instanceof Schedule.Cosine cosine) {
      // η·(t + 1)/w, then half a cosine
      return new CosineSchedule(learningRate, cosine.warmUp(), cosine.steps(), cosine.end());
    }
    if (schedule instanceof Schedule.OneCycle cycle) {
      // half a cosine up, another down
      return new OneCycleSchedule(
          learningRate, cycle.steps(), cycle.peak(), cycle.startDivisor(), cycle.endDivisor());
    }
    return null;
  }
}
