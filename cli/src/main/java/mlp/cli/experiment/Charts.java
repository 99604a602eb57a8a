package mlp.cli.experiment;

import java.util.List;
import java.util.function.Function;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Lab.Curves;

/** The charts over epochs that several studies draw. */
final class Charts {
  private static final Axis EPOCH = new Axis("epoch", false);

  private Charts() {}

  /** @return the losses on the training examples, on a logarithmic axis */
  static Chart trainingLosses(List<Curves> trainings) {
    return chart("Training loss", new Axis("loss", true), trainings, Curves::loss);
  }

  static Chart testLosses(List<Curves> trainings, boolean logarithmic) {
    return chart("Test loss", new Axis("loss", logarithmic), trainings, Curves::testLoss);
  }

  static Chart testAccuracies(List<Curves> trainings) {
    return chart("Test accuracy", new Axis("accuracy", false), trainings, Curves::testAccuracy);
  }

  private static Chart chart(
      String title, Axis y, List<Curves> trainings, Function<Curves, double[]> curve) {
    return new Chart(
        title,
        EPOCH,
        y,
        trainings.get(0).epochs(),
        trainings.stream()
            .map(training -> new Line(training.name(), curve.apply(training)))
            .toList());
  }
}
