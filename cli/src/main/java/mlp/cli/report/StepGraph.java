package mlp.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mlp.api.Network;
import mlp.cli.Wording;
import mlp.cli.report.StepLayout.Box;
import mlp.equivalence.diagnosis.RecordVerdict;

/** The operations of a step as a picture: what is computed from what, and what came of it. */
final class StepGraph {
  private static final double READABLE = 0.9; // so far it may be made smaller to fit
  private static final double AROUND = 26; // how far a line goes around what is in its way

  private static final double BULGE = 12;

  private final List<RecordVerdict> records;
  private final Map<String, RecordVerdict> byName;
  private final StepLayout layout;
  private final StepInputs inputs;

  /** @param records of one step */
  StepGraph(Network network, List<RecordVerdict> records) {
    this.records = records;
    byName = records.stream()
        .collect(Collectors.toMap(RecordVerdict::record, record -> record, (a, b) -> a));
    layout = new StepLayout(
        network.layers().size(), records.stream().map(RecordVerdict::record).toList());
    inputs = new StepInputs(network, byName.keySet());
  }

  String html() {
    StringBuilder svg = new StringBuilder("<div class=\"scroll\" tabindex=\"0\">");
    append(
        svg,
        "<svg class=\"step\" viewBox=\"0 0 %.0f %.0f\" style=\"max-width: %.0fpx; min-width:"
            + " %.0fpx\" role=\"group\" aria-label=\"%s\">",
        layout.width(),
        layout.height(),
        layout.width(),
        READABLE * layout.width(),
        Html.escape(description()));
    layout.groups().forEach(group -> appendGroup(svg, group));
    layout
        .bands()
        .forEach((band, y) ->
            append(svg, "<text class=\"band\" x=\"4\" y=\"%.0f\">%s</text>", y + 4, band.label()));
    for (Box box : layout.boxes().values()) {
      for (String input : inputs.of(box.record())) {
        appendLine(svg, layout.boxes().get(input), box);
      }
    }
    layout.boxes().values().forEach(box -> appendBox(svg, box));
    return svg.append("</svg></div>").toString();
  }

  private String description() {
    String offRules = records.stream()
        .filter(RecordVerdict::isFault)
        .map(RecordVerdict::record)
        .collect(Collectors.joining(", "));
    return "The " + Wording.count(records.size(), "record")
        + " of the step, from what is given to the update; "
        + (offRules.isEmpty() ? "none is off the rules" : "off the rules: " + offRules)
        + ". Each is a link to its figures.";
  }

  private void appendGroup(StringBuilder svg, StepLayout.Group group) {
    append(
        svg,
        "<rect class=\"group\" x=\"%.1f\" y=\"4\" width=\"%.1f\" height=\"%.1f\" rx=\"8\"/>",
        group.x() - 14,
        group.width() + 28,
        layout.height() - 10);
    append(svg, "<text class=\"band\" x=\"%.1f\" y=\"22\">%s</text>", group.x() - 4, group.label());
  }

  private void appendBox(StringBuilder svg, Box box) {
    RecordVerdict record = byName.get(box.record());
    VerdictMark mark = VerdictMark.of(record);
    String name = Html.escape(box.record());
    append(
        svg,
        "<a href=\"#record-%s\" class=\"%s\"><title>%s: %s, largest difference %s, bound %s</title>"
            + "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\" rx=\"5\"/>"
            + "<text x=\"%.1f\" y=\"%.1f\">%s %s</text></a>",
        name,
        mark.style(),
        name,
        mark.word(),
        DiffNumbers.of(record.maxAbsoluteDifference()),
        DiffNumbers.of(record.bound()),
        box.x(),
        box.y(),
        box.width(),
        StepLayout.BOX,
        box.x() + 7,
        box.middle() + 4,
        mark.sign(),
        Html.escape(box.label()));
  }

  private void appendLine(StringBuilder svg, Box from, Box to) {
    String path = from.rank() == to.rank()
        ? withinColumn(from, to)
        : from.rank() < to.rank()
            ? across(from.right(), from, to.x(), to)
            : across(from.x(), from, to.right(), to);
    append(
        svg,
        "<path class=\"flow %s\" d=\"%s\"/>",
        VerdictMark.of(byName.get(from.record())).style(),
        path);
  }

  // A line to a neighbour goes straight there, one to a farther box around what is between.
  private String withinColumn(Box from, Box to) {
    boolean isNext = layout.boxes().values().stream()
        .filter(box -> box.rank() == from.rank())
        .noneMatch(box -> (box.y() - from.y()) * (box.y() - to.y()) < 0);
    boolean isDown = to.y() > from.y();
    double x = from.x() + Math.min(from.width(), to.width()) / 2;
    if (isNext) {
      return String.format(
          Locale.ROOT,
          "M%.1f %.1fV%.1f",
          x,
          isDown ? from.y() + StepLayout.BOX : from.y(),
          isDown ? to.y() : to.y() + StepLayout.BOX);
    }
    double bulge = from.x() - BULGE;
    return String.format(
        Locale.ROOT,
        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
        from.x(),
        from.middle(),
        bulge,
        from.middle(),
        bulge,
        to.middle(),
        to.x(),
        to.middle());
  }

  // A line to the next column goes straight there, one to a farther column around what is between.
  private static String across(double fromX, Box from, double toX, Box to) {
    double third = (toX - fromX) / 3;
    boolean isNext = Math.abs(from.rank() - to.rank()) == 1;
    double bend = isNext ? (toX - fromX) / 2 : third;
    double around = isNext ? 0 : -AROUND;
    return String.format(
        Locale.ROOT,
        "M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f",
        fromX,
        from.middle(),
        fromX + bend,
        from.middle() + around,
        toX - bend,
        to.middle() + around,
        toX,
        to.middle());
  }

  private static void append(StringBuilder builder, String format, Object... values) {
    builder.append(String.format(Locale.ROOT, format, values));
  }
}
