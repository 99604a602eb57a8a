package mlp.cli.report;

import java.util.Arrays;
import java.util.List;
import mlp.cli.experiment.Numbers;

/**
 * The horizontal axis of a chart, from its first place to its last.
 *
 * @param label what it measures
 * @param scale where a place lies: 0 at the left, 1 at the right
 * @param ticks the places that get a label
 */
record Axis(String label, Scale scale, List<Scale.Tick> ticks) {
  private static final int FEW = 11; // so many places all get a label

  /** @return the epochs 1, 2, …; a single one stands in the middle */
  static Axis ofEpochs(int epochs) {
    Scale scale = epochs == 1 ? new Scale(0, 2, false) : new Scale(1, epochs, false);
    return new Axis("epoch", scale, Scale.epochTicks(epochs));
  }

  /**
   * @param places ascending, at least two; above 0 where the axis is logarithmic
   * @return an axis with a label at each place, or at round numbers where the places are many
   */
  static Axis through(String label, double[] places, boolean logarithmic) {
    Scale scale = new Scale(places[0], places[places.length - 1], logarithmic);
    List<Scale.Tick> ticks = places.length > FEW
        ? scale.ticks()
        : Arrays.stream(places)
            .mapToObj(place -> new Scale.Tick(place, Numbers.place(place)))
            .toList();
    return new Axis(label, scale, ticks);
  }
}
