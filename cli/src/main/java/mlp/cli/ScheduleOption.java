package mlp.cli;

import java.util.Arrays;
import mlp.api.InvalidInput;
import mlp.api.Schedule;

/**
 * {@code --schedule NAME:NUMBERS}. Users count in epochs, a {@link Schedule} in steps; the whole
 * training is what a cosine or a cycle spans.
 */
final class ScheduleOption {
  static final String DESCRIPTION = "How the learning rate changes; E counts epochs:"
      + " constant, step:E,FACTOR (every E epochs), exponential:FACTOR (each epoch),"
      + " cosine[:E_WARM_UP[,END]], one-cycle[:PEAK] (at that share of the training),"
      + " plateau[:E_PATIENCE[,FACTOR]]. Default: ${DEFAULT-VALUE}";

  private final String text;
  private final String name;
  private final double[] numbers;

  /** @throws InvalidInput if what stands behind the colon are not numbers */
  ScheduleOption(String text) {
    this.text = text;
    int colon = text.indexOf(':');
    name = colon < 0 ? text : text.substring(0, colon);
    try {
      numbers = colon < 0
          ? new double[0]
          : Arrays.stream(text.substring(colon + 1).split(",", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
    } catch (NumberFormatException e) {
      throw refused("numbers behind the colon, separated by commas");
    }
  }

  /**
   * @param epochs of the training
   * @param stepsPerEpoch of the data at hand
   * @throws InvalidInput if there is no such schedule, or it does not take these numbers
   */
  Schedule schedule(int epochs, long stepsPerEpoch) {
    long steps = epochs * stepsPerEpoch;
    return switch (name) {
      case "constant" -> {
        requireNumbers(0, 0, "constant");
        yield new Schedule.Constant();
      }
      case "step" -> {
        requireNumbers(2, 2, "step:EPOCHS,FACTOR, as in step:10,0.5");
        yield new Schedule.Step(Math.max(1, Math.round(numbers[0] * stepsPerEpoch)), numbers[1]);
      }
      case "exponential" -> {
        requireNumbers(1, 1, "exponential:FACTOR, as in exponential:0.9");
        yield new Schedule.Exponential(Math.pow(numbers[0], 1.0 / stepsPerEpoch));
      }
      case "cosine" -> {
        requireNumbers(0, 2, "cosine, cosine:WARM_UP or cosine:WARM_UP,END, as in cosine:1,0.01");
        yield new Schedule.Cosine(Math.round(number(0, 0) * stepsPerEpoch), steps, number(1, 0));
      }
      case "one-cycle" -> {
        requireNumbers(0, 1, "one-cycle or one-cycle:PEAK, as in one-cycle:0.3");
        yield new Schedule.OneCycle(steps, number(0, 0.3), 25, 1e4);
      }
      case "plateau" -> {
        requireNumbers(0, 2, "plateau, plateau:PATIENCE or plateau:PATIENCE,FACTOR");
        double patience = number(0, 2);
        if (patience != Math.rint(patience)) {
          throw refused("a whole number of epochs of patience, as in plateau:2");
        }
        yield new Schedule.Plateau(stepsPerEpoch, (int) patience, number(1, 0.5), 1e-4);
      }
      default -> throw refused("one of constant, step, exponential, cosine, one-cycle, plateau");
    };
  }

  private double number(int index, double usual) {
    return index < numbers.length ? numbers[index] : usual;
  }

  private void requireNumbers(int least, int most, String form) {
    if (numbers.length < least || numbers.length > most) {
      throw refused(form);
    }
  }

  private InvalidInput refused(String expected) {
    return new InvalidInput("--schedule", '"' + text + '"', expected);
  }
}
