package mlp.cli;

import java.util.List;
import mlp.api.InvalidInput;
import mlp.api.Schedule;

/**
 * A schedule as users write it: its name and, behind a colon, its numbers. Lengths are in steps, or
 * in epochs where it says so: step:500,0.5 or step:10epochs,0.5. What has to end with the training
 * ends with it, so that nobody has to count its steps.
 *
 * @param text as the user wrote it
 * @param stepsPerEpoch of the training
 * @param epochs of the training
 */
record ScheduleText(String text, long stepsPerEpoch, int epochs) {
  /** What users may write. */
  static final String FORMS =
      "constant, step:EVERY,FACTOR, exponential:FACTOR, cosine[:WARMUP[,END]],"
          + " one-cycle[:PEAK], plateau[:WINDOW[,PATIENCE[,FACTOR[,THRESHOLD]]]]";

  // Of PyTorch's OneCycleLR.
  private static final String USUAL_PEAK = "0.3";
  private static final double START_DIVISOR = 25;
  private static final double END_DIVISOR = 1e4;

  /**
   * @return the schedule
   * @throws InvalidInput if the text has none of the {@link #FORMS}, or a number cannot be used
   */
  Schedule schedule() {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    List<String> numbers =
        colon < 0 ? List.of() : List.of(text.substring(colon + 1).split(",", -1));
    return switch (name) {
      case "constant" -> {
        requireCount(numbers, 0, 0);
        yield new Schedule.Constant();
      }
      case "step" -> {
        requireCount(numbers, 2, 2);
        yield new Schedule.Step(length(numbers.get(0)), number(numbers.get(1)));
      }
      case "exponential" -> {
        requireCount(numbers, 1, 1);
        yield new Schedule.Exponential(number(numbers.get(0)));
      }
      case "cosine" -> {
        requireCount(numbers, 0, 2);
        yield new Schedule.Cosine(
            length(get(numbers, 0, "0")), steps(), number(get(numbers, 1, "0")));
      }
      case "one-cycle" -> {
        requireCount(numbers, 0, 1);
        yield new Schedule.OneCycle(
            steps(), number(get(numbers, 0, USUAL_PEAK)), START_DIVISOR, END_DIVISOR);
      }
      case "plateau" -> {
        requireCount(numbers, 0, 4);
        yield new Schedule.Plateau(
            length(get(numbers, 0, "1epoch")),
            wholeNumber(get(numbers, 1, "2")),
            number(get(numbers, 2, "0.5")),
            number(get(numbers, 3, "1e-4")));
      }
      default -> throw refused();
    };
  }

  private long steps() {
    return stepsPerEpoch * epochs;
  }

  private void requireCount(List<String> numbers, int least, int most) {
    if (numbers.size() < least || numbers.size() > most) {
      throw refused();
    }
  }

  private static String get(List<String> numbers, int index, String usual) {
    return index < numbers.size() ? numbers.get(index) : usual;
  }

  private long length(String number) {
    String inEpochs = number.replaceFirst("epochs?$", "");
    return inEpochs.equals(number) ? wholeNumber(number) : wholeNumber(inEpochs) * stepsPerEpoch;
  }

  private int wholeNumber(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw refused();
    }
  }

  private double number(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw refused();
    }
  }

  private InvalidInput refused() {
    return new InvalidInput(
        "--schedule",
        '"' + text + '"',
        "one of " + FORMS + ", with lengths in steps or, as in 2epochs, in epochs");
  }
}
