package mlp.exercises;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A typical wrong answer: the solution with some text replaced.
 *
 * @param name what is wrong
 * @param expected words that the explanation of the first failed point shall contain
 * @param isForked whether it would do harm to the tests' own JVM
 * @param replacements in their order
 */
record WrongAnswer(
    String name, List<String> expected, boolean isForked, List<Replacement> replacements) {
  private static final Pattern REPLACEMENT = Pattern.compile(
      "^(?:(\\S+\\.java)\\n)?<<<\\n(.*?)\\n===\\n(.*?)\\n?>>>$",
      Pattern.DOTALL | Pattern.MULTILINE);

  /**
   * A text of the solution, and what stands in its place.
   *
   * @param file or null, for the only one
   */
  record Replacement(String file, String old, String replacement) {}

  /** Reads wrong/e01.txt. */
  static List<WrongAnswer> of(Exercise exercise) throws IOException {
    String resource = "/wrong/" + exercise.packageName() + ".txt";
    try (InputStream in = WrongAnswer.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<WrongAnswer> answers = new ArrayList<>();
      String[] entries = text.split("(?m)^## ");
      for (int i = 1; i < entries.length; i++) {
        answers.add(parse(entries[i]));
      }
      return answers;
    }
  }

  private static WrongAnswer parse(String entry) {
    List<String> head = entry.substring(0, entry.indexOf("<<<")).lines().toList();
    List<Replacement> replacements = new ArrayList<>();
    Matcher matcher = REPLACEMENT.matcher(entry);
    while (matcher.find()) {
      replacements.add(new Replacement(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return new WrongAnswer(
        head.get(0).strip(),
        head.stream()
            .filter(line -> line.startsWith("expect:"))
            .map(line -> line.substring("expect:".length()).strip())
            .toList(),
        head.contains("forked"),
        replacements);
  }

  /** @return the solution's files with the text replaced */
  Map<String, String> files(Exercise exercise) {
    Map<String, String> files = new LinkedHashMap<>(Sources.solution(exercise));
    for (Replacement each : replacements) {
      String file = each.file == null ? exercise.files().get(0) : each.file;
      String source = files.get(file);
      if (source == null || !source.contains(each.old)) {
        throw new IllegalArgumentException(
            name + ": the solution's " + file + " does not contain\n" + each.old);
      }
      int at = source.indexOf(each.old);
      files.put(
          file,
          source.substring(0, at) + each.replacement + source.substring(at + each.old.length()));
    }
    return files;
  }
}
