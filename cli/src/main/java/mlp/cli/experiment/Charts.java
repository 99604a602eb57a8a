package mlp.cli.experiment;

import java.util.List;
import java.util.function.Function;
import mlp.cli.experiment.Figure.Axis;
import mlp.cli.experiment.Figure.Chart;
import mlp.cli.experiment.Figure.Line;
import mlp.cli.experiment.Lab.Curves;

/** The charts that several studies draw. */
final class Charts {
  private static final Axis EPOCH = new Axis("epoch", false);

  private Charts() {}

  /** @return the losses of several trainings on a logarithmic axis */
  static Chart losses(String title, List<Curves> trainings, Function<Curves, double[]> loss) {
    return overEpochs(title, new Axis("loss", true), trainings, loss);
  }

  static Chart accuracies(String title, List<Curves> trainings) {
    return overEpochs(title, new Axis("accuracy", false), trainings, Curves::testAccuracy);
  }

  private static Chart overEpochs(
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
