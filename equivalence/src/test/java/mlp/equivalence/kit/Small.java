package mlp.equivalence.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.Layer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Track;
import mlp.api.Training;
import org.assertj.core.data.Offset;

/** Networks so small that a step can be worked out by hand, and what is asked of them. */
final class Small {
  /** One input, one identity output, squared error: with x = 1 and y = 0, dW = db = 2(W + b). */
  static final Network ONE_WEIGHT =
      Network.withInputs(1).layer(1, Activation.IDENTITY).loss(Loss.SQUARED_ERROR);

  private Small() {}

  static Training training(Optimizer optimizer, double rate) {
    return new Training(optimizer, rate, 2, 1, 0);
  }

  static Training sgd(double rate) {
    return training(new Optimizer.Sgd(), rate);
  }

  /** A hidden layer with batch normalization. */
  static Layer normalized(int units, Activation activation, double decay, double epsilon) {
    return new Layer(units, activation, new Normalization.Batch(decay, epsilon), 0);
  }

  /** @param values of the parameters, in the network's order */
  static Mlp create(
      Track track, Network network, Training training, DataType type, double[]... values) {
    return track.create(network, training, parameters(network, type, values), type);
  }

  private static Parameters parameters(Network network, DataType type, double[]... values) {
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, int[]> each : network.parameterShapes().entrySet()) {
      double[] rounded = values[tensors.size()].clone();
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = type.round(rounded[i]);
      }
      tensors.add(Tensor.of(each.getKey(), rounded, each.getValue()));
    }
    return new Parameters(tensors);
  }

  static Batch batch(DataType type, int rows, double[] x, double[] y) {
    return new Batch(matrix(type, rows, x), matrix(type, rows, y));
  }

  static Matrix matrix(DataType type, int rows, double... values) {
    return Matrix.of(rows, values.length / rows, values).as(type);
  }

  static double[] values(double... values) {
    return values;
  }

  static double[] record(Trace trace, String name) {
    return trace
        .find(name)
        .orElseThrow(() -> new AssertionError("trace: no record " + name))
        .values();
  }

  static void assertNear(Trace trace, String name, Offset<Double> offset, double... expected) {
    assertThat(record(trace, name)).as(name).containsExactly(expected, offset);
  }

  static void assertNear(
      Parameters parameters, String name, Offset<Double> offset, double... expected) {
    assertThat(parameters.get(name).values()).as(name).containsExactly(expected, offset);
  }
}
