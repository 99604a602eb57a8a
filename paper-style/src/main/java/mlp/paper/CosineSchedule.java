package mlp.paper;

import mlp.api.LearningRate;
import mlp.api.Schedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A linear warm-up, then half a cosine (R12), which DL4J has not.
 *
 * @param learningRate η
 * @param warmUp w, in iterations
 * @param steps T
 * @param end what is left of η in the end, as a share
 */
public record CosineSchedule(
    @JsonProperty("learningRate") double learningRate,
    @JsonProperty("warmUp") long warmUp,
    @JsonProperty("steps") long steps,
    @JsonProperty("end") double end)
    implements ISchedule {

  @Override
  public double valueAt(int iteration, int epoch) {
    return new LearningRate(learningRate, new Schedule.Cosine(warmUp, steps, end)).at(iteration);
  }

  @Override
  public CosineSchedule clone() {
    return this;
  }
}
