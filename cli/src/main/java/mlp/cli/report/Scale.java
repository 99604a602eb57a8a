package mlp.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where values lie along an axis.
 *
 * @param least the value at its beginning; above 0 where the scale is logarithmic
 * @param most the value at its end
 * @param logarithmic whether equal ratios, not equal differences, are equally far apart
 */
record Scale(double least, double most, boolean logarithmic) {

  /** A value that gets a label; the label may hold SVG. */
  record Tick(double value, String label) {}

  /** @return a scale from the least to the greatest of the values, rounded outwards */
  static Scale linear(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    double step = step(Math.max(high - low, Math.max(1e-9, Math.abs(high) * 1e-3)));
    return new Scale(Math.floor(low / step) * step, (Math.floor(high / step) + 1) * step, false);
  }

  /** @return a scale of at least three whole powers of ten around all values above 0 */
  static Scale logarithmic(DoubleStream values) {
    double[] sorted = values.filter(value -> value > 0).sorted().toArray();
    // A little below the least, so that it does not lie on the edge.
    double low = Math.floor(Math.log10(sorted[0]) - 0.3);
    double high = Math.ceil(Math.log10(sorted[sorted.length - 1]));
    return new Scale(Math.pow(10, low), Math.pow(10, Math.max(high, low + 3)), true);
  }

  /** Whether the value has a place on the scale. */
  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** @return 0 at the least value, 1 at the greatest */
  double share(double value) {
    return logarithmic
        ? Math.log10(value / least) / Math.log10(most / least)
        : (value - least) / (most - least);
  }

  /** The values that get a line and a label. */
  List<Tick> ticks() {
    return logarithmic ? powers() : multiples();
  }

  /** @return the epochs that get a label: 1, the last, and round numbers between */
  static List<Tick> epochTicks(int epochs) {
    List<Tick> ticks = new ArrayList<>(List.of(new Tick(1, "1")));
    int step = (int) Math.max(1, step(epochs));
    for (int epoch = step; epoch < epochs; epoch += step) {
      if (epoch > 1 && epochs - epoch >= (step + 1) / 2) {
        ticks.add(new Tick(epoch, Integer.toString(epoch)));
      }
    }
    if (epochs > 1) {
      ticks.add(new Tick(epochs, Integer.toString(epochs)));
    }
    return ticks;
  }

  private List<Tick> multiples() {
    double step = step(most - least);
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step)));
    List<Tick> ticks = new ArrayList<>();
    long first = (long) Math.ceil(least / step - 1e-9);
    for (long i = first; i * step <= most + 1e-9 * step; i++) {
      double value = i * step;
      String label = String.format(Locale.ROOT, "%." + decimals + "f", value);
      ticks.add(new Tick(value, label.replace('-', '−')));
    }
    return ticks;
  }

  private List<Tick> powers() {
    int low = (int) Math.round(Math.log10(least));
    int high = (int) Math.round(Math.log10(most));
    int step = Math.max(1, (high - low + 5) / 6);
    List<Tick> ticks = new ArrayList<>();
    for (int power = low; power <= high; power += step) {
      String exponent = Integer.toString(power).replace('-', '−');
      ticks.add(new Tick(
          Math.pow(10, power), "10<tspan class=\"power\" dy=\"-5\">" + exponent + "</tspan>"));
    }
    return ticks;
  }

  // The round number, 1, 2 or 5 times a power of ten, that fits four to nine times.
  private static double step(double range) {
    double power = Math.pow(10, Math.floor(Math.log10(range / 4)));
    return Arrays.stream(new double[] {5, 2, 1})
            .filter(multiple -> multiple * power * 4 <= range)
            .findFirst()
            .orElse(1)
        * power;
  }
}
