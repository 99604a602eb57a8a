package mlp.cli.report;

import java.util.Locale;
import mlp.cli.experiment.Figure.Plane;
import mlp.cli.experiment.Figure.Straight;
import mlp.cli.experiment.Figure.Window;

/** The plane as a network of two classes sees it, with straight lines and examples on it. */
final class PlaneFigure {
  private static final double SIDE = 120;
  private static final int FEW = 10; // so few examples are drawn large
  private static final int UNDECIDED = 0xffffff;

  private PlaneFigure() {}

  static String html(Plane plane) {
    int pixels = plane.window().pixels();
    String uri = Png.dataUri(pixels, pixels, (row, column) -> {
      double second = plane.probabilities()[row * pixels + column];
      double sure = Math.abs(2 * second - 1);
      return Png.blend(UNDECIDED, BoundarySection.COLOURS[second < 0.5 ? 0 : 1], 0.7 * sure);
    });
    StringBuilder html = new StringBuilder("<figure><figcaption>" + Html.escape(plane.title())
        + Html.element("small", plane.note()) + "</figcaption>"
        + "<svg class=\"plane\" viewBox=\"0 0 120 120\" role=\"img\" aria-label=\""
        + Html.escape("the plane as the network sees it: " + plane.title() + ", " + plane.note())
        + "\"><image width=\"120\" height=\"120\" href=\"" + uri + "\"/>");
    for (int i = 0; i < plane.lines().size(); i++) {
      html.append(line(plane.lines().get(i), plane.window(), i));
    }
    double size = plane.points().rows() <= FEW ? 3 : 1.2;
    for (int row = 0; row < plane.points().rows(); row++) {
      html.append(String.format(
          Locale.ROOT,
          "<g transform=\"translate(%.1f %.1f) scale(%.1f)\">%s</g>",
          x(plane.window(), plane.points().get(row, 0)),
          y(plane.window(), plane.points().get(row, 1)),
          size,
          BoundarySection.mark(plane.targets().argMax(row), 0, 0)));
    }
    return html.append("</svg></figure>").toString();
  }

  // From the line's point that is nearest to the window's middle as far as the window reaches.
  private static String line(Straight line, Window window, int number) {
    double norm = Math.hypot(line.a(), line.b());
    if (norm == 0) {
      return "";
    }
    double middleX = window.left() + window.size() / 2;
    double middleY = window.bottom() + window.size() / 2;
    double distance = (line.a() * middleX + line.b() * middleY + line.c()) / norm;
    double nearestX = middleX - distance * line.a() / norm;
    double nearestY = middleY - distance * line.b() / norm;
    double alongX = -line.b() / norm * window.size();
    double alongY = line.a() / norm * window.size();
    return String.format(
        Locale.ROOT,
        "<line class=\"unit u%d\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        number % 2,
        x(window, nearestX - alongX),
        y(window, nearestY - alongY),
        x(window, nearestX + alongX),
        y(window, nearestY + alongY));
  }

  private static double x(Window window, double x) {
    return (x - window.left()) / window.size() * SIDE;
  }

  private static double y(Window window, double y) {
    return SIDE - (y - window.bottom()) / window.size() * SIDE;
  }
}
