package mlp.exercises;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of an exercise, which a learner and the program read alike.
 *
 * @param title of its first line
 * @param hints of the section Hints, in their order, as Markdown
 */
public record Page(String title, List<String> hints) {
  private static final Pattern TITLE = Pattern.compile("\\A# \\d\\d\\. (.+)");
  private static final Pattern HINT = Pattern.compile(
      "<details>\\s*<summary>Hint \\d</summary>\\s*(.*?)\\s*</details>", Pattern.DOTALL);

  /** Copies the list. */
  public Page {
    hints = List.copyOf(hints);
  }

  /** @throws IllegalStateException if the page has no title of the form "# 01. Add dropout" */
  static Page of(Exercise exercise) {
    String text = Sources.read(exercise.number() + "-" + exercise.name() + ".md");
    Matcher title = TITLE.matcher(text);
    if (!title.find()) {
      throw new IllegalStateException("the page of " + exercise.number() + " has no title");
    }
    return new Page(
        title.group(1).strip(),
        HINT.matcher(text).results().map(hint -> hint.group(1)).toList());
  }
}
