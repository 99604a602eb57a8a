package mlp.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import mlp.api.EpochResult;
import mlp.api.Matrix;
import mlp.api.Tensor;
import mlp.equivalence.Difference;
import mlp.equivalence.Tolerances;

/**
 * Whether tracks whose parameters agree also tell the same losses and predictions. Parameters that
 * agree do not prove it: what only evaluates takes no part in training.
 */
final class OutputComparison {
  private static final int ROWS = 1000;

  /** Outputs carry the roundings of the weights through every layer, and add their own. */
  private static final int HEADROOM = 64;

  private OutputComparison() {}

  /** @return what differs first between the first track and another, in words; none if nothing */
  static Optional<String> firstDifference(Experiment experiment, List<TrackResult> tracks) {
    TrackResult first = tracks.get(0);
    return tracks.stream()
        .skip(1)
        .flatMap(other -> difference(experiment, first, other).stream())
        .findFirst();
  }

  private static Optional<String> difference(
      Experiment experiment, TrackResult first, TrackResult second) {
    double tolerance =
        HEADROOM * Tolerances.rounding(experiment.dataType(), first.mlp().steps());
    int epochs = Math.min(first.epochs().size(), second.epochs().size());
    for (int epoch = 0; epoch < epochs; epoch++) {
      EpochResult left = first.epochs().get(epoch);
      EpochResult right = second.epochs().get(epoch);
      String after = " after epoch " + (epoch + 1);
      if (differ(left.loss(), right.loss(), tolerance)) {
        return words(first, second, "training loss" + after, left.loss(), right.loss());
      }
      if (differ(left.test().loss(), right.test().loss(), tolerance)) {
        double loss = left.test().loss();
        return words(first, second, "test loss" + after, loss, right.test().loss());
      }
    }
    if (first.mlp().steps() != second.mlp().steps()) {
      return Optional.empty(); // They ended early, after different epochs.
    }
    Difference predictions = predictions(experiment, first, second);
    return differ(predictions.left(), predictions.right(), tolerance)
        ? words(
            first,
            second,
            "prediction " + predictions.place() + " of the test examples",
            predictions.left(),
            predictions.right())
        : Optional.empty();
  }

  private static Difference predictions(
      Experiment experiment, TrackResult first, TrackResult second) {
    Matrix inputs = experiment.data().test().inputs();
    int rows = Math.min(ROWS, inputs.rows());
    Matrix some = inputs.rows(IntStream.range(0, rows).toArray(), 0, rows);
    return Difference.of(
        tensor(first.mlp().predict(some)),
        tensor(second.mlp().predict(some)),
        experiment.dataType());
  }

  private static Tensor tensor(Matrix matrix) {
    return Tensor.of("predictions", matrix.toDoubles(), matrix.rows(), matrix.columns());
  }

  private static boolean differ(double left, double right, double tolerance) {
    return !(Math.abs(left - right)
        <= tolerance * Math.max(1, Math.max(Math.abs(left), Math.abs(right))));
  }

  private static Optional<String> words(
      TrackResult first, TrackResult second, String what, double left, double right) {
    return Optional.of(String.format(
        Locale.ROOT,
        "the %s is %.6g in %s and %.6g in %s",
        what,
        left,
        first.name(),
        right,
        second.name()));
  }
}
