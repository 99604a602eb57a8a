package mlp.paper;

import mlp.api.LearningRate;
import mlp.api.Schedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One cycle (R12), which DL4J has with straight lines only ({@code CycleSchedule}).
 *
 * @param learningRate η, the largest rate
 * @param steps T, in iterations
 * @param peak the share of the steps that climb
 * @param startDivisor of the first rate
 * @param endDivisor of the first rate, once more, for the last
 */
public record OneCycleSchedule(
    @JsonProperty("learningRate") double learningRate,
    @JsonProperty("steps") long steps,
    @JsonProperty("peak") double peak,
    @JsonProperty("startDivisor") double startDivisor,
    @JsonProperty("endDivisor") double endDivisor)
    implements ISchedule {

  @Override
  public double valueAt(int iteration, int epoch) {
    Schedule schedule = new Schedule.OneCycle(steps, peak, startDivisor, endDivisor);
    return new LearningRate(learningRate, schedule).at(iteration);
  }

  @Override
  public OneCycleSchedule clone() {
    return this;
  }
}
