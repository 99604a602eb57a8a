package mlp.paper;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The rate of a plateau (R12) as it stands, with all that the plateau has seen. No
 * {@code ISchedule} sees losses: {@link PaperMlp} puts another in its place when the rate changes,
 * and when the network is saved.
 *
 * @param learningRate η
 * @param multiplier by which the plateau has reduced it
 * @param least the least mean loss of a window
 * @param badWindows the windows since then, or since the last reduction
 * @param sum of the losses in the window that is not done
 */
public record PlateauSchedule(
    @JsonProperty("learningRate") double learningRate,
    @JsonProperty("multiplier") double multiplier,
    @JsonProperty("least") double least,
    @JsonProperty("badWindows") double badWindows,
    @JsonProperty("sum") double sum)
    implements ISchedule {

  /** @param state as in a {@link mlp.api.TrainingState} */
  static PlateauSchedule of(double learningRate, double[] state) {
    return new PlateauSchedule(learningRate, state[0], state[1], state[2], state[3]);
  }

  double[] state() {
    return new double[] {multiplier, least, badWindows, sum};
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return learningRate * multiplier;
  }

  @Override
  public PlateauSchedule clone() {
    return this;
  }
}
