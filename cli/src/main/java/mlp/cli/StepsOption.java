package mlp.cli;

import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mlp.api.InvalidInput;

/** {@code --steps 0,1,10-20}: single steps of a training, and ranges of them. */
final class StepsOption {
  static final String LABEL = "STEP|FROM-TO,…";

  private static final Pattern PART = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");
  private static final int MOST = 1_000_000;

  private StepsOption() {}

  /**
   * @return the steps, from 0, at least one
   * @throws InvalidInput if the text is no list of steps, a range goes down, or they are more than
   *     anybody has room for
   */
  static TreeSet<Long> parse(String text) {
    TreeSet<Long> steps = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = PART.matcher(part.strip());
      if (!range.matches()) {
        throw refused(text, "steps counted from 0, and ranges of them, as 0,1,10-20");
      }
      long from = Long.parseLong(range.group(1));
      long to = range.group(2) == null ? from : Long.parseLong(range.group(2));
      if (to < from) {
        throw refused(text, "ranges that go up, as " + to + "-" + from);
      }
      if (to - from >= MOST - steps.size()) {
        throw refused(text, String.format(Locale.ROOT, "at most %,d steps", MOST));
      }
      for (long step = from; step <= to; step++) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static InvalidInput refused(String text, String expected) {
    return new InvalidInput("--steps", '"' + text + '"', expected);
  }
}
