package mlp.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Lines of a track's source: of its dense layer by the markers that stand in it, of any of its
 * files by the formula that stands above them.
 */
final class SourceLines {
  private static final int OF_MEMBERS = 2; // so far in stand the members of a class

  private SourceLines() {}

  /**
   * @param track the track's name
   * @param tag between whose markers, {@code // tag::NAME[]} and {@code // end::NAME[]}, the lines
   *     stand
   * @return the lines without their common indentation; empty where the build holds no source of
   *     that track
   * @throws IllegalStateException if a marker is missing
   */
  static Optional<List<String>> of(String track, String tag) {
    String resource = resource(track, "DenseLayer");
    return read(resource).map(lines -> cut(resource, lines, tag));
  }

  /**
   * @param track the track's name
   * @param file the name of a class
   * @param formula in a comment, with the rule's number or without
   * @return the comment and what it stands above, without their common indentation: a member as a
   *     whole, a statement up to the next comment or to the end of its block; empty where there is
   *     no such file or formula
   */
  static Optional<List<String>> below(String track, String file, String formula) {
    return read(resource(track, file))
        .flatMap(lines -> IntStream.range(0, lines.size())
            .filter(i -> isComment(lines.get(i)) && lines.get(i).contains(formula))
            .mapToObj(i -> paragraph(lines, i))
            .findFirst());
  }

  private static List<String> paragraph(List<String> lines, int place) {
    int from = place;
    while (isComment(lines.get(from - 1))) {
      from--;
    }
    int to = place + 1;
    while (isComment(lines.get(to))) {
      to++;
    }
    int indentation = indentation(lines.get(place));
    if (indentation == OF_MEMBERS) {
      String end = " ".repeat(OF_MEMBERS) + "}";
      to += lines.subList(to, lines.size()).indexOf(end) + 1;
    } else {
      while (indentation(lines.get(to)) >= indentation && !isComment(lines.get(to))) {
        to++;
      }
      if (lines.get(to - 1).endsWith("{")) {
        to--; // what begins here stands below the next comment
      }
    }
    return String.join("\n", lines.subList(from, to)).stripIndent().lines().toList();
  }

  private static boolean isComment(String line) {
    String code = line.strip();
    return code.startsWith("//") && !code.endsWith("[]");
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String resource(String track, String file) {
    return "sources/" + track + "/" + file + ".java";
  }

  private static Optional<List<String>> read(String resource) {
    try (InputStream in = SourceLines.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cut(String resource, List<String> lines, String tag) {
    int from = place(resource, lines, "// tag::" + tag + "[]");
    int to = place(resource, lines, "// end::" + tag + "[]");
    List<String> cut = new ArrayList<>(lines.subList(from + 1, to));
    while (!cut.isEmpty() && cut.get(cut.size() - 1).isBlank()) {
      cut.remove(cut.size() - 1);
    }
    return String.join("\n", cut).stripIndent().lines().toList();
  }

  private static int place(String resource, List<String> lines, String marker) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(marker)) {
        return i;
      }
    }
    throw new IllegalStateException(resource + " has no line " + marker);
  }
}
