package mlp.cli.report;

import mlp.api.Tensor;
import mlp.cli.Outcome;
import mlp.cli.TrackResult;
import mlp.data.DataSet;

/** What each unit of the first layer looks for, where the inputs are images. */
final class WeightsSection {
  private static final int MOST_UNITS = 64;
  private static final int NEGATIVE = 0xb2541a;
  private static final int ZERO = 0xf7f7f5;
  private static final int POSITIVE = 0x1f6aa5;

  private WeightsSection() {}

  static String html(Outcome outcome) {
    DataSet data = outcome.experiment().data();
    if (data.imageRows() == 0) {
      return "";
    }
    TrackResult track = outcome.tracks().get(0);
    Tensor weights = track.mlp().parameters().get("W1");
    int units = weights.shape()[1];
    int shown = Math.min(units, MOST_UNITS);
    StringBuilder html =
        new StringBuilder("<section id=\"weights\"><h2>What the first layer sees</h2><p>");
    html.append("The weights into each ")
        .append(outcome.experiment().network().layers().size() == 1 ? "output" : "hidden")
        .append(
            " unit as an image, each on its own scale: blue speaks for the unit, orange against it,"
                + " white is zero.");
    if (shown < units) {
      html.append(" The first ").append(shown).append(" of ").append(units).append(" units.");
    }
    if (outcome.tracks().size() > 1) {
      html.append(" These are the weights of ")
          .append(Html.escape(track.name()))
          .append(outcome.enlargement().isEmpty() ? "; the other tracks' look the same." : ".");
    }
    html.append("</p><div class=\"weights\">");
    for (int unit = 0; unit < shown; unit++) {
      html.append(image(weights, unit, data));
    }
    return html.append("</div></section>").toString();
  }

  private static String image(Tensor weights, int unit, DataSet data) {
    int units = weights.shape()[1];
    double[] values = weights.values();
    double largest = Double.MIN_NORMAL;
    for (int i = unit; i < values.length; i += units) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    double scale = largest;
    String uri = Png.dataUri(data.imageRows(), data.imageColumns(), (row, column) -> {
      double value = values[(row * data.imageColumns() + column) * units + unit] / scale;
      return Png.blend(ZERO, value < 0 ? NEGATIVE : POSITIVE, Math.abs(value));
    });
    return "<img alt=\"weights into unit " + (unit + 1) + "\" width=\"" + data.imageColumns()
        + "\" height=\"" + data.imageRows() + "\" src=\"" + uri + "\"/>";
  }
}
