package mlp.exercises.grading;

import java.util.ArrayList;
import java.util.List;
import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.BatchOrder;
import mlp.api.Loss;
import mlp.api.Mlp;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.api.Tensor;
import mlp.api.Training;

/**
 * A training of a small network of which numpy-style computes the gradients and a learner's code
 * takes the steps: four inputs, a tanh layer, one output, the squared error.
 */
public final class SmallTraining {
  private static final int INPUTS = 4;

  private final Mlp mlp;
  private final Batch examples;
  private final int batchSize;
  private final long seed;

  /** What becomes of the parameters. */
  @FunctionalInterface
  public interface Step {
    /**
     * @param parameters W1 [in, out], b1 as [1, out], W2, b2
     * @param gradients the mean gradient of each
     * @param t the step, from 0
     * @return the parameters after it
     */
    List<double[][]> after(List<double[][]> parameters, List<double[][]> gradients, int t);
  }

  /** Begins with the first weights of the seed, which also decides the order of the batches. */
  public SmallTraining(int hidden, Batch examples, int batchSize, long seed) {
    Training training = new Training(new Optimizer.Sgd(), 1, batchSize, 1, seed);
    mlp = Reference.network(network(hidden), training);
    this.examples = examples;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /** @return the network, for the reference to train */
  public static Network network(int hidden) {
    return Network.withInputs(INPUTS)
        .layer(hidden, Activation.TANH)
        .layer(1, Activation.IDENTITY)
        .loss(Loss.SQUARED_ERROR);
  }

  /** @return inputs x [rows, 4] */
  public static double[][] inputs(long seed, int rows) {
    return Numbers.normal(seed, rows, INPUTS);
  }

  /** @return y = sin 2x₀ + x₁/2 − x₂x₃/10 + noise·(a normal number) [rows, 1] */
  public static double[][] targets(double[][] x, long seed, double noise) {
    double[][] y = Numbers.normal(seed, x.length, 1);
    for (int i = 0; i < y.length; i++) {
      y[i][0] =
          StrictMath.sin(2 * x[i][0]) + x[i][1] / 2 - x[i][2] * x[i][3] / 10 + noise * y[i][0];
    }
    return y;
  }

  /**
   * Trains on.
   *
   * @return the steps that were taken: fewer than asked if a parameter is no number any more
   */
  public int run(int steps, Step step) {
    int perEpoch = examples.rows() / batchSize;
    for (int t = 0; t < steps; t++) {
      int[] order = BatchOrder.of(seed, t / perEpoch, examples.rows());
      int from = t % perEpoch * batchSize;
      Parameters gradients = mlp.gradients(examples.rows(order, from, from + batchSize));
      List<double[][]> after = step.after(rows(mlp.parameters()), rows(gradients), t);
      if (!areFinite(after)) {
        return t;
      }
      mlp.load(parameters(mlp.parameters(), after));
    }
    return steps;
  }

  /** @return the mean squared error of the network as it is now */
  public double loss(Batch batch) {
    return mlp.loss(batch);
  }

  /** @return W1, b1 as [1, out], W2, b2 as they are now */
  public List<double[][]> parameters() {
    return rows(mlp.parameters());
  }

  /** @return the parameters as tables: a vector is one row */
  public static List<double[][]> rows(Parameters parameters) {
    return parameters.tensors().stream()
        .map(tensor -> tensor.shape().length == 2
            ? Values.matrix(tensor)
            : new double[][] {tensor.values().clone()})
        .toList();
  }

  private static Parameters parameters(Parameters shapes, List<double[][]> values) {
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor shape : shapes.tensors()) {
      Tensor table = Values.tensor(shape.name(), values.get(tensors.size()));
      tensors.add(new Tensor(shape.name(), shape.shape(), table.values()));
    }
    return new Parameters(tensors);
  }

  private static boolean areFinite(List<double[][]> tables) {
    for (double[][] table : tables) {
      for (double[] row : table) {
        for (double value : row) {
          if (!Double.isFinite(value)) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
