package mlp.cli.report;

import java.util.Locale;
import mlp.api.Matrix;
import mlp.cli.Outcome;
import mlp.cli.TrackResult;

/** Which class the network gives to each point of the plane, where the inputs are points. */
final class BoundarySection {
  private static final int PIXELS = 120;
  private static final int MOST_POINTS = 300;
  /** Okabe and Ito's colours, which most colour-blind people tell apart. */
  static final int[] COLOURS = {
    0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0xf0e442, 0x777777
  };

  private BoundarySection() {}

  static String html(Outcome outcome) {
    int inputs = outcome.experiment().network().inputs();
    if (inputs != 2 || !outcome.tracks().get(0).hasAccuracy()) {
      return "";
    }
    Plane plane = Plane.around(outcome.experiment().data().test().inputs());
    StringBuilder html = new StringBuilder("<section id=\"boundaries\"><h2>Decision boundaries</h2>"
        + "<p>The colour of a place is the class that the network gives to it, paler where it is less"
        + " sure; the marks are test examples, one shape for each class.</p>"
        + "<div class=\"planes\">");
    String points = points(outcome, plane);
    for (TrackResult track : outcome.tracks()) {
      html.append(figure(track, plane, points, outcome));
    }
    return html.append("</div></section>").toString();
  }

  private static String figure(TrackResult track, Plane plane, String points, Outcome outcome) {
    Matrix outputs = track.mlp().predict(plane.grid().as(outcome.experiment().dataType()));
    String uri = Png.dataUri(PIXELS, PIXELS, (row, column) -> {
      int place = row * PIXELS + column;
      int best = outputs.argMax(place);
      double sure = Math.max(0, Math.min(1, outputs.get(place, best)));
      return Png.blend(0xffffff, COLOURS[best % COLOURS.length], 0.15 + 0.5 * sure);
    });
    return "<figure><figcaption>" + Html.escape(track.name()) + "</figcaption>"
        + "<svg class=\"plane\" viewBox=\"0 0 " + PIXELS + " " + PIXELS + "\" role=\"img\""
        + " aria-label=\"decision regions of " + Html.escape(track.name()) + "\">"
        + "<image width=\"" + PIXELS + "\" height=\"" + PIXELS + "\" href=\"" + uri + "\"/>"
        + points + "</svg></figure>";
  }

  private static String points(Outcome outcome, Plane plane) {
    Matrix inputs = outcome.experiment().data().test().inputs();
    Matrix targets = outcome.experiment().data().test().targets();
    StringBuilder svg = new StringBuilder();
    for (int row = 0; row < Math.min(inputs.rows(), MOST_POINTS); row++) {
      double x = (inputs.get(row, 0) - plane.left()) / plane.size() * PIXELS;
      double y = PIXELS - (inputs.get(row, 1) - plane.bottom()) / plane.size() * PIXELS;
      svg.append(mark(targets.argMax(row), x, y));
    }
    return svg.toString();
  }

  /** @return an example of a class: a circle, a square or a triangle in its colour */
  static String mark(int label, double x, double y) {
    String shape = switch (label % 3) {
      case 0 -> "<circle cx=\"%1$.1f\" cy=\"%2$.1f\" r=\"1.5\" fill=\"#%3$06x\"/>";
      case 1 -> "<path d=\"M%1$.1f %2$.1fm-1.4 -1.4h2.8v2.8h-2.8z\" fill=\"#%3$06x\"/>";
      default -> "<path d=\"M%1$.1f %2$.1fm0 -1.8l1.8 3.2h-3.6z\" fill=\"#%3$06x\"/>";
    };
    int colour = Png.blend(0x000000, COLOURS[label % COLOURS.length], 0.75);
    return String.format(Locale.ROOT, shape, x, y, colour);
  }

  /** A square part of the plane. */
  private record Plane(double left, double bottom, double size) {

    static Plane around(Matrix points) {
      double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
      double[] most = {-Double.MAX_VALUE, -Double.MAX_VALUE};
      for (int row = 0; row < points.rows(); row++) {
        for (int axis = 0; axis < 2; axis++) {
          least[axis] = Math.min(least[axis], points.get(row, axis));
          most[axis] = Math.max(most[axis], points.get(row, axis));
        }
      }
      double size = 1.1 * Math.max(1e-6, Math.max(most[0] - least[0], most[1] - least[1]));
      return new Plane((least[0] + most[0] - size) / 2, (least[1] + most[1] - size) / 2, size);
    }

    // The centres of the pixels, row by row from the top.
    Matrix grid() {
      double[] points = new double[PIXELS * PIXELS * 2];
      for (int i = 0; i < PIXELS * PIXELS; i++) {
        points[2 * i] = left + (i % PIXELS + 0.5) / PIXELS * size;
        points[2 * i + 1] = bottom + size - (i / PIXELS + 0.5) / PIXELS * size;
      }
      return Matrix.of(PIXELS * PIXELS, 2, points);
    }
  }
}
