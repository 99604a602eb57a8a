package mlp.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mlp.cli.Outcome;
import mlp.cli.TrackResult;
import mlp.cli.Wording;

/** Which classes are taken for which, after the last epoch. */
final class ConfusionSection {
  /** A matrix of more classes than this is too small to read. */
  private static final int MOST_CLASSES = 20;

  private ConfusionSection() {}

  static String html(Outcome outcome) {
    List<TrackResult> tracks = outcome.tracks();
    int classes = tracks.get(0).finalTest().confusion().length;
    if (classes == 0 || classes > MOST_CLASSES) {
      return "";
    }
    boolean same = tracks.stream()
        .allMatch(track -> Arrays.deepEquals(
            track.finalTest().confusion(), tracks.get(0).finalTest().confusion()));
    StringBuilder html =
        new StringBuilder("<section id=\"confusion\"><h2>Confusion matrices</h2><p>");
    html.append("Rows are the true classes of the test examples, columns what the network says;"
        + " the diagonal is right.");
    if (same && tracks.size() > 1) {
      html.append(" One matrix stands for ")
          .append(Wording.all(tracks.size()))
          .append(" tracks: theirs are the same.");
    }
    html.append("</p><div class=\"matrices\">");
    for (TrackResult track : same ? tracks.subList(0, 1) : tracks) {
      html.append(matrix(
          same && tracks.size() > 1 ? Wording.all(tracks.size()) + " tracks" : track.name(),
          track,
          outcome));
    }
    return html.append("</div></section>").toString();
  }

  private static String matrix(String title, TrackResult track, Outcome outcome) {
    int[][] confusion = track.finalTest().confusion();
    List<String> classes = outcome.experiment().data().classes();
    StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\">"
        + "<table class=\"confusion\"><caption>" + Html.escape(title) + "</caption><thead><tr>"
        + "<td></td>");
    for (int column = 0; column < confusion.length; column++) {
      html.append("<th scope=\"col\">")
          .append(Html.escape(name(classes, column)))
          .append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < confusion.length; row++) {
      html.append("<tr><th scope=\"row\">")
          .append(Html.escape(name(classes, row)))
          .append("</th>");
      int sum = Arrays.stream(confusion[row]).sum();
      for (int column = 0; column < confusion.length; column++) {
        html.append(cell(confusion[row][column], sum, row == column));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>").toString();
  }

  private static String cell(int count, int sum, boolean right) {
    if (count == 0) {
      return "<td class=\"zero\">·</td>";
    }
    // A single mistake among hundreds must still be seen: its shade begins at a fifth.
    double share = right ? (double) count / sum : Math.min(1, 0.2 + 2.0 * count / sum);
    return String.format(
        Locale.ROOT,
        "<td class=\"%s\" style=\"--share: %.2f\">%d</td>",
        right ? "right" : "wrong",
        share,
        count);
  }

  private static String name(List<String> classes, int index) {
    return classes.isEmpty() ? Integer.toString(index) : classes.get(index);
  }
}
