package mlp.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a track's dense layer, cut from its source by the markers that stand in it. */
final class SourceLines {
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
    String resource = "sources/" + track + "/DenseLayer.java";
    try (InputStream in = SourceLines.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Optional.empty();
      }
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(cut(resource, source.lines().toList(), tag));
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
