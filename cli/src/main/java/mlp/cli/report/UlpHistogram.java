package mlp.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mlp.api.DataType;
import mlp.api.Tensor;

/**
 * How many elements of two tensors are how many numbers of the data type apart: none, one, and from
 * there on by powers of ten.
 */
final class UlpHistogram {
  private static final int MISSING = 21; // a number on one side only
  private static final int BINS = 22; // 0, 1, 2 to 9, 10 to 99, … 10¹⁸ and more
  private static final int GAP = -1;
  private static final int WIDTH = 46; // of a bar with its gap
  private static final int HEIGHT = 110;
  private static final int TOP = 20;
  private static final int BOTTOM = 24;

  private final long[] counts = new long[BINS];

  /** @param right as many elements as the left one */
  UlpHistogram(Tensor left, Tensor right, DataType dataType) {
    for (int k = 0; k < left.values().length; k++) {
      counts[bin(dataType.ulps(left.values()[k], right.values()[k]))]++;
    }
  }

  private static int bin(long ulps) {
    if (ulps == Long.MAX_VALUE) {
      return MISSING;
    }
    if (ulps < 2) {
      return (int) ulps;
    }
    return 1 + Long.toString(ulps).length();
  }

  /** @return how many elements lie in a bin */
  long count(int bin) {
    return counts[bin];
  }

  /** @param name of the tensor */
  String html(String name) {
    List<Integer> bins = bins();
    StringBuilder svg =
        new StringBuilder("<figure><figcaption>elements by distance in ulps" + "</figcaption>");
    append(
        svg,
        "<svg class=\"ulps\" viewBox=\"0 0 %d %d\" style=\"width: %dpx\" role=\"img\""
            + " aria-label=\"%s\">",
        WIDTH * bins.size(),
        TOP + HEIGHT + BOTTOM,
        WIDTH * bins.size(),
        Html.escape(description(name)));
    long most = Arrays.stream(counts).max().orElseThrow();
    for (int i = 0; i < bins.size(); i++) {
      if (bins.get(i) == GAP) {
        appendLabel(svg, WIDTH * i, "…");
      } else {
        appendBar(svg, WIDTH * i, bins.get(i), (double) counts[bins.get(i)] / most);
      }
    }
    return svg.append("</svg></figure>").toString();
  }

  // From the first with an element to the last; a gap stands for several empty ones
  private List<Integer> bins() {
    List<Integer> bins = new ArrayList<>();
    int empty = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] == 0) {
        empty++;
        continue;
      }
      if (!bins.isEmpty() && empty > 0) {
        bins.add(empty == 1 ? bin - 1 : GAP);
      }
      bins.add(bin);
      empty = 0;
    }
    return bins;
  }

  private void appendBar(StringBuilder svg, int x, int bin, double share) {
    double height = counts[bin] == 0 ? 0 : Math.max(2, share * HEIGHT);
    append(
        svg,
        "<rect class=\"count\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
        x + 4,
        TOP + HEIGHT - height,
        WIDTH - 8,
        height);
    if (counts[bin] > 0) {
      append(
          svg,
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
          x + WIDTH / 2,
          TOP + HEIGHT - height - 4,
          counts[bin] < 100_000 ? Long.toString(counts[bin]) : counts[bin] / 1000 + "k");
    }
    appendLabel(svg, x, label(bin));
  }

  private static void appendLabel(StringBuilder svg, int x, String label) {
    append(
        svg,
        "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        x + WIDTH / 2,
        TOP + HEIGHT + 17,
        label);
  }

  private static String label(int bin) {
    return switch (bin) {
      case 0 -> "0";
      case 1 -> "1";
      case 2 -> "2–9";
      case 3 -> "10–99";
      case MISSING -> "∞";
      default ->
        "10<tspan class=\"power\" dy=\"-5\">" + (bin - 2) + "</tspan><tspan dy=\"5\">+</tspan>";
    };
  }

  private String description(String name) {
    StringBuilder text = new StringBuilder("how many elements of " + name + " are how far apart");
    String separator = ": ";
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        text.append(separator).append(counts[bin]).append(' ').append(words(bin));
        separator = ", ";
      }
    }
    return text.toString();
  }

  private static String words(int bin) {
    return switch (bin) {
      case 0 -> "equal";
      case 1 -> "by 1 ulp";
      case MISSING -> "without a number on one side";
      default -> "by " + (bin == 2 ? 2 : "1e" + (bin - 2)) + " ulps or more";
    };
  }

  private static void append(StringBuilder builder, String format, Object... values) {
    builder.append(String.format(Locale.ROOT, format, values));
  }
}
