package mlp.cli.experiment;

import java.util.List;
import java.util.Optional;
import mlp.api.Matrix;

/** Something to look at. */
public sealed interface Figure {

  /** What it shows. */
  String title();

  /**
   * What an axis measures.
   *
   * @param logarithmic whether equal ratios, not equal differences, are equally far apart
   */
  record Axis(String label, boolean logarithmic) {}

  /**
   * A quantity at each place of a chart.
   *
   * @param values one for each place; NaN where there is none
   */
  record Line(String name, double[] values) {}

  /** A value to compare the lines with. */
  record Reference(String name, double value) {}

  /**
   * Lines over the same places.
   *
   * @param places on the x axis, ascending
   */
  record Chart(
      String title,
      Axis x,
      Axis y,
      double[] places,
      List<Line> lines,
      Optional<Reference> reference)
      implements Figure {
    /** Copies the list. */
    public Chart {
      lines = List.copyOf(lines);
    }

    /** A chart without a reference. */
    public Chart(String title, Axis x, Axis y, double[] places, List<Line> lines) {
      this(title, x, y, places, lines, Optional.empty());
    }
  }

  /**
   * What wholes are made of.
   *
   * @param parts the names of the parts, the same for every whole
   */
  record Shares(String title, List<String> parts, List<Whole> wholes) implements Figure {
    /** Copies the lists. */
    public Shares {
      parts = List.copyOf(parts);
      wholes = List.copyOf(wholes);
    }
  }

  /**
   * A whole and its parts.
   *
   * @param shares one for each part, 1 in all
   */
  record Whole(String name, double[] shares) {}

  /** The straight line a·x + b·y + c = 0. */
  record Straight(double a, double b, double c) {}

  /**
   * A square of the plane, coloured by the probability of the second of two classes.
   *
   * @param note a figure that belongs to it
   * @param window which part of the plane
   * @param probabilities one for each pixel of the window
   * @param lines straight lines across it
   * @param points examples [rows, 2]
   * @param targets their classes [rows, 2]
   */
  record Plane(
      String title,
      String note,
      Window window,
      double[] probabilities,
      List<Straight> lines,
      Matrix points,
      Matrix targets)
      implements Figure {
    /** Copies the list. */
    public Plane {
      lines = List.copyOf(lines);
    }
  }

  /** A square of the plane in pixels. */
  record Window(double left, double bottom, double size, int pixels) {

    /** @return the centres of the pixels [pixels², 2], row by row from the top */
    public Matrix centres() {
      double[] points = new double[pixels * pixels * 2];
      for (int i = 0; i < pixels * pixels; i++) {
        points[2 * i] = left + (i % pixels + 0.5) / pixels * size;
        points[2 * i + 1] = bottom + size - (i / pixels + 0.5) / pixels * size;
      }
      return Matrix.of(pixels * pixels, 2, points);
    }
  }
}
