package mlp.exercises.grading;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Matrix;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Tensor;
import mlp.api.Trace;
import mlp.api.Training;
import mlp.numpy.NumpyMlp;

/** What the reference track, numpy-style, computes: every tensor of its steps. */
public final class Reference {
  private Reference() {}

  /** @return a new network of the reference track, in double precision, with its first weights */
  public static Mlp network(Network network, Training training) {
    return new NumpyMlp(
        network, training, InitialWeights.of(network, training.seed(), DataType.FLOAT64));
  }

  /** @return the first step on a batch of random inputs and classes */
  public static Trace step(Network network, Training training, int rows) {
    return steps(network, training, rows, 1).get(0);
  }

  /** @return the first steps, all on the same batch of random inputs and classes */
  public static List<Trace> steps(Network network, Training training, int rows, int count) {
    Mlp mlp = network(network, training);
    Batch batch = batch(network, training.seed(), rows);
    List<Trace> traces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traces.add(mlp.trace(batch));
    }
    return traces;
  }

  /** @return random inputs and classes that fit the network */
  public static Batch batch(Network network, long seed, int rows) {
    return batch(
        Numbers.normal(seed, rows, network.inputs()),
        Numbers.oneHot(seed, rows, network.outputs()));
  }

  /** @return the rows as a batch in double precision */
  public static Batch batch(double[][] x, double[][] y) {
    return new Batch(matrix(x), matrix(y));
  }

  /** @return a record of two dimensions, as rows: {@code Reference.matrix(trace, "dW2")} */
  public static double[][] matrix(Trace trace, String record) {
    return Values.matrix(tensor(trace, record));
  }

  /** @return a record's numbers, one after another: {@code Reference.vector(trace, "db2")} */
  public static double[] vector(Trace trace, String record) {
    return tensor(trace, record).values().clone();
  }

  private static Tensor tensor(Trace trace, String record) {
    return trace
        .find(record)
        .orElseThrow(() -> new IllegalArgumentException("the trace has no record " + record));
  }

  private static Matrix matrix(double[][] rows) {
    Tensor tensor = Values.tensor("rows", rows);
    return Matrix.of(tensor.shape()[0], tensor.shape()[1], tensor.values());
  }
}
