package mlp.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of lines over the epochs as inline SVG. Lines that lie on one another stay visible: the
 * first is a wide band, each later one is thinner, dashed and on top. Colours, fonts and strokes
 * come from the page's style, so that the chart follows its theme.
 */
final class LineChart {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 270;
  private static final int LEFT = 58;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;
  private static final double MARKERS = 6;

  private final String description;
  private final Scale y;
  private final int epochs;
  private final List<double[]> lines = new ArrayList<>();
  private double reference = Double.NaN;
  private String referenceName;

  /**
   * @param description what the chart shows, for those who do not see it
   * @param epochs the length of every line
   */
  LineChart(String description, Scale y, int epochs) {
    this.description = description;
    this.y = y;
    this.epochs = epochs;
  }

  /** @param values one for each epoch; one that the scale cannot show is left out */
  LineChart line(double[] values) {
    lines.add(values);
    return this;
  }

  /** Adds a horizontal line at a value to compare with. */
  LineChart reference(double value, String name) {
    reference = value;
    referenceName = name;
    return this;
  }

  /**
   * @param names of the lines, in their order
   * @return the key to the lines, as HTML
   */
  static String legend(List<String> names) {
    StringBuilder html = new StringBuilder("<ul class=\"legend\">");
    for (int i = 0; i < names.size(); i++) {
      html.append("<li><svg viewBox=\"0 0 44 16\" aria-hidden=\"true\">")
          .append("<line class=\"line l")
          .append(i % 3)
          .append("\" x1=\"2\" x2=\"42\" y1=\"8\" y2=\"8\"/>")
          .append(marker(i, 22, 8))
          .append("</svg>")
          .append(Html.escape(names.get(i)))
          .append("</li>");
    }
    return html.append("</ul>").toString();
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH,
        HEIGHT,
        Html.escape(description));
    appendGrid(svg);
    if (y.shows(reference)) {
      appendReference(svg);
    }
    for (int i = 0; i < lines.size(); i++) {
      appendLine(svg, i);
    }
    return svg.append("</svg>").toString();
  }

  private void appendGrid(StringBuilder svg) {
    for (Scale.Tick tick : y.ticks()) {
      append(
          svg,
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          LEFT,
          WIDTH - RIGHT,
          py(tick.value()),
          py(tick.value()));
      append(
          svg,
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 8,
          py(tick.value()) + 4,
          tick.label());
    }
    for (Scale.Tick tick : Scale.epochTicks(epochs)) {
      append(
          svg,
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          px((int) tick.value()),
          HEIGHT - BOTTOM + 18,
          tick.label());
    }
    append(
        svg,
        "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">epoch</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 4);
  }

  private void appendReference(StringBuilder svg) {
    append(
        svg,
        "<line class=\"reference\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
        LEFT,
        WIDTH - RIGHT,
        py(reference),
        py(reference));
    append(
        svg,
        "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
        WIDTH - RIGHT,
        py(reference) + 15,
        Html.escape(referenceName));
  }

  private void appendLine(StringBuilder svg, int number) {
    double[] values = lines.get(number);
    StringBuilder path = new StringBuilder();
    StringBuilder markers = new StringBuilder();
    boolean drawing = false;
    // Markers of different lines stand at different epochs, so that none hides another.
    int every = (int) Math.max(1, Math.ceil(epochs / MARKERS));
    int offset = every * (number % 3) / 3;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double value = values[epoch - 1];
      if (!y.shows(value)) {
        drawing = false;
        continue;
      }
      append(path, "%s%.1f %.1f", drawing ? "L" : "M", px(epoch), py(value));
      if ((epoch - 1) % every == offset) {
        markers.append(marker(number, px(epoch), py(value)));
      }
      drawing = true;
    }
    append(svg, "<path class=\"line l%d\" d=\"%s\"/>%s", number % 3, path, markers);
  }

  // Circle, square, triangle: the line is known without its colour.
  private static String marker(int number, double x, double y) {
    StringBuilder svg = new StringBuilder();
    switch (number % 3) {
      case 0 -> append(svg, "<circle class=\"mark m0\" cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\"/>", x, y);
      case 1 ->
        append(
            svg,
            "<rect class=\"mark m1\" x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\"/>",
            x - 4,
            y - 4);
      default -> append(svg, "<path class=\"mark m2\" d=\"M%.1f %.1fl4.5 8h-9z\"/>", x, y - 5);
    }
    return svg.toString();
  }

  private double px(int epoch) {
    double share = epochs == 1 ? 0.5 : (epoch - 1.0) / (epochs - 1);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double py(double value) {
    return TOP + (1 - y.share(value)) * (HEIGHT - TOP - BOTTOM);
  }

  private static void append(StringBuilder builder, String format, Object... values) {
    builder.append(String.format(Locale.ROOT, format, values));
  }
}
