package mlp.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The names of constants as users write them, in JSON and on the command line: LEAKY_RELU is
 * leaky-relu.
 */
public final class Labels {
  private Labels() {}

  /** @return the constant's name in lower case, with hyphens */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @return all names of the type, separated by commas */
  public static <E extends Enum<E>> String all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Labels::of).collect(Collectors.joining(", "));
  }

  /**
   * @param field what the text was given for, for the message
   * @return the constant whose name the text is
   * @throws InvalidInput if there is none; the message lists all names
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String field, String text) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(text)) {
        return constant;
      }
    }
    throw new InvalidInput(field, '"' + text + '"', "one of " + all(type));
  }
}
