package mlp.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A chart of lines as inline SVG. Each line has a colour and a marker of its own, so that it is
 * known without its colour. Colours, fonts and strokes come from the page's style, so that the
 * chart follows its theme.
 */
final class LineChart {

  /** How lines are told apart. */
  enum Style {
    /**
     * For up to three lines that may lie on one another: the first is a wide band, each later one
     * is thinner, dashed and on top.
     */
    STRIPED("l", 3),
    /** For up to ten lines that mostly do not. */
    SEPARATE("s", 10);

    private final String letter;
    private final int lines;

    Style(String letter, int lines) {
      this.letter = letter;
      this.lines = lines;
    }

    private String of(int number) {
      return letter + number % lines;
    }
  }

  private static final int WIDTH = 460;
  private static final int HEIGHT = 270;
  private static final int LEFT = 58;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;
  private static final double MARKERS = 6;
  private static final int FEW = 12; // so many places all get a marker

  // From the centre of the place: circle, square, triangle, diamond, plus, triangle that stands on
  // its tip, cross, hexagon, upright bar, hourglass.
  private static final String[] SHAPES = {
    "m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",
    "m-4 -4h8v8h-8z",
    "m0 -5l4.5 8h-9z",
    "m0 -6l5 6l-5 6l-5 -6z",
    "m-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
    "m0 5l4.5 -8h-9z",
    "m0 -2.8l3 -3l2.8 2.8l-3 3l3 3l-2.8 2.8l-3 -3l-3 3l-2.8 -2.8l3 -3l-3 -3l2.8 -2.8z",
    "m-6 0l3 -5h6l3 5l-3 5h-6z",
    "m-2 -6h4v12h-4z",
    "m-4.5 -5.5h9l-9 11h9z"
  };

  private final String description;
  private final Axis x;
  private final Scale y;
  private final double[] places;
  private final Style style;
  private final List<String> names = new ArrayList<>();
  private final List<double[]> lines = new ArrayList<>();
  private double reference = Double.NaN;
  private String referenceName;

  /**
   * @param description what the chart shows, for those who do not see it
   * @param places on the x axis, ascending: one for each value of every line
   */
  LineChart(String description, Axis x, Scale y, double[] places, Style style) {
    this.description = description;
    this.x = x;
    this.y = y;
    this.places = places;
    this.style = style;
  }

  /** @return a chart of striped lines over the epochs 1, 2, … */
  static LineChart overEpochs(String description, Scale y, int epochs) {
    double[] places = IntStream.rangeClosed(1, epochs).asDoubleStream().toArray();
    return new LineChart(description, Axis.ofEpochs(epochs), y, places, Style.STRIPED);
  }

  /** @param values one for each place; one that the scale cannot show is left out */
  LineChart line(String name, double[] values) {
    names.add(name);
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
  static String legend(List<String> names, Style style) {
    StringBuilder html = new StringBuilder("<ul class=\"legend\">");
    for (int i = 0; i < names.size(); i++) {
      html.append("<li><svg viewBox=\"0 0 44 16\" class=\"")
          .append(style.of(i))
          .append("\" aria-hidden=\"true\">")
          .append("<line class=\"line\" x1=\"2\" x2=\"42\" y1=\"8\" y2=\"8\"/>")
          .append(marker(i, style, 22, 8))
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
    for (Scale.Tick tick : x.ticks()) {
      append(
          svg,
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          px(tick.value()),
          HEIGHT - BOTTOM + 18,
          tick.label());
    }
    append(
        svg,
        "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 4,
        Html.escape(x.label()));
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
    // Markers of different lines stand at different places, so that none hides another.
    int every = places.length <= FEW ? 1 : (int) Math.ceil(places.length / MARKERS);
    int offset = every * (number % lines.size()) / lines.size();
    for (int i = 0; i < places.length; i++) {
      double value = values[i];
      if (!y.shows(value)) {
        drawing = false;
        continue;
      }
      append(path, "%s%.1f %.1f", drawing ? "L" : "M", px(places[i]), py(value));
      if (i % every == offset) {
        markers.append(marker(number, style, px(places[i]), py(value)));
      }
      drawing = true;
    }
    append(
        svg,
        "<g class=\"series %s\"><title>%s</title><path class=\"line\" d=\"%s\"/>%s</g>",
        style.of(number),
        Html.escape(names.get(number)),
        path,
        markers);
  }

  private static String marker(int number, Style style, double x, double y) {
    return String.format(
        Locale.ROOT,
        "<path class=\"mark\" d=\"M%.1f %.1f%s\"/>",
        x,
        y,
        SHAPES[number % style.lines]);
  }

  private double px(double place) {
    return LEFT + x.scale().share(place) * (WIDTH - LEFT - RIGHT);
  }

  private double py(double value) {
    return TOP + (1 - y.share(value)) * (HEIGHT - TOP - BOTTOM);
  }

  private static void append(StringBuilder builder, String format, Object... values) {
    builder.append(String.format(Locale.ROOT, format, values));
  }
}
