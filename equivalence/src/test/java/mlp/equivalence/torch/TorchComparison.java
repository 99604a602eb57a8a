package mlp.equivalence.torch;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Labels;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import mlp.api.TrainingState;
import mlp.equivalence.Difference;
import mlp.equivalence.Tolerances;

/**
 * Trains a track as PyTorch was trained, and compares all that was recorded, step by step: to
 * within what rounding may do, 1.8e-13 in float64 and 9.5e-5 in float32 after 20 steps.
 */
final class TorchComparison {
  /** What is compared: the columns of the table of differences. */
  enum Kind {
    OUTPUTS,
    LOSS,
    GRADIENTS,
    UPDATE,
    PARAMETERS,
    STATISTICS
  }

  /** Takes notice of every difference, before it is judged. */
  interface Listener {
    void compared(Kind kind, int step, Difference difference);
  }

  private final TorchCase expected;
  private final Mlp mlp;
  private final String track;
  private final Listener listener;

  private TorchComparison(TorchCase expected, Mlp mlp, String track, Listener listener) {
    this.expected = expected;
    this.mlp = mlp;
    this.track = track;
    this.listener = listener;
  }

  static void run(TorchCase expected, Track track, DataType dataType, Listener listener) {
    run(expected, expected.network(), expected.training(), track, dataType, listener);
  }

  /**
   * @param network the expected one, or one that it shall be told from
   * @param training the expected one, or one that it shall be told from
   */
  static void run(
      TorchCase expected,
      Network network,
      Training training,
      Track track,
      DataType dataType,
      Listener listener) {
    Mlp mlp = track.create(network, training, expected.initial(), dataType);
    TorchComparison comparison = new TorchComparison(expected, mlp, track.name(), listener);
    for (int step = 0; step < TorchCase.STEPS; step++) {
      comparison.step(step);
    }
  }

  private void step(int step) {
    Batch batch = expected.batch(step).as(mlp.dataType());
    if (!TorchCase.isRecorded(step)) {
      compareTrainingLoss(step, mlp.step(batch));
      return;
    }
    compareOutputs(step);
    compare(Kind.LOSS, step, "loss", expected.number("loss", step), mlp.loss(batch));
    compareTrainingLoss(step, mlp.trainingLoss(batch));
    Map<String, int[]> shapes = mlp.network().parameterShapes();
    List<Tensor> gradients = mlp.gradients(batch).tensors();
    compare(Kind.GRADIENTS, step, expected.recorded("gradients", shapes, step), gradients);
    compareUpdate(step, mlp.trace(batch));
    TrainingState state = mlp.state();
    List<Tensor> parameters = state.parameters(mlp.network()).tensors();
    compare(Kind.PARAMETERS, step, expected.recorded("parameters", shapes, step), parameters);
    Map<String, int[]> statistics = mlp.network().statisticsShapes();
    if (!statistics.isEmpty()) {
      List<Tensor> running = statistics.keySet().stream().map(state::get).toList();
      compare(Kind.STATISTICS, step, expected.recorded("statistics", statistics, step), running);
    }
  }

  private void compareTrainingLoss(int step, double loss) {
    compare(Kind.LOSS, step, "training loss", expected.trainingLoss(step), loss);
  }

  private void compareOutputs(int step) {
    Tensor outputs = expected.outputs(step);
    Matrix predicted = mlp.predict(TorchCase.inputs().as(mlp.dataType()));
    Tensor actual = new Tensor("outputs", outputs.shape(), predicted.toDoubles());
    compare(Kind.OUTPUTS, step, List.of(outputs), List.of(actual));
  }

  private void compareUpdate(int step, Trace trace) {
    compareTrainingLoss(step, trace.find("loss").orElseThrow().values()[0]);
    trace.find("clip.norm").ifPresent(norm -> {
      compare(Kind.UPDATE, step, norm.name(), expected.number("clip-norm", step), norm.values()[0]);
    });
    trace.find("learningRate").ifPresent(rate -> {
      compare(Kind.UPDATE, step, rate.name(), expected.learningRate(step), rate.values()[0]);
    });
  }

  private void compare(Kind kind, int step, String name, double torch, double actual) {
    compare(kind, step, List.of(Tensor.scalar(name, torch)), List.of(Tensor.scalar(name, actual)));
  }

  private void compare(Kind kind, int step, List<Tensor> torch, List<Tensor> actual) {
    double tolerance = Tolerances.rounding(mlp.dataType(), step + 1);
    for (int i = 0; i < torch.size(); i++) {
      Difference difference = Difference.of(torch.get(i), actual.get(i), mlp.dataType());
      listener.compared(kind, step, difference);
      if (difference.exceeds(tolerance)) {
        fail("%s, step %d, %s: %s"
            .formatted(
                expected, step, Labels.of(kind), difference.describe("PyTorch", track, tolerance)));
      }
    }
  }
}
