package mlp.exercises.e10;

import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.DataType;
import mlp.api.InitialWeights;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.data.DataOptions;
import mlp.data.DataSets;
import mlp.exercises.grading.Values;
import mlp.exercises.grading.Wrong;
import mlp.exercises.tasks.BackpropagationTask;
import mlp.exercises.tasks.BackpropagationTask.Forward;
import mlp.exercises.tasks.BackpropagationTask.Gradients;
import mlp.exercises.tasks.BackpropagationTask.Hidden;
import mlp.exercises.tasks.BackpropagationTask.Parameters;

/** A network of the learner's learns two half circles that reach into each other. */
final class Goal {
  static final int STEPS = 400;
  private static final double RATE = 0.5;
  private static final double LEAST = 0.97;
  private static final long SEED = 7;

  private Goal() {}

  static void require(BackpropagationTask task) {
    Batch points = DataSets.load(
            "moons", DataOptions.defaults().withSamples(200).withSeed(SEED), DataType.FLOAT64)
        .training();
    double[][] x = rows(points.inputs());
    double[][] y = rows(points.targets());
    Parameters parameters = initial();
    double before = task.loss(task.forward(parameters, x, Hidden.TANH).z3(), y);
    for (int i = 0; i < STEPS; i++) {
      Forward forward = task.forward(parameters, x, Hidden.TANH);
      Gradients gradients = task.backward(parameters, forward, x, y, Hidden.TANH);
      parameters = task.update(parameters, gradients, RATE);
    }
    Forward forward = task.forward(parameters, x, Hidden.TANH);
    double after = task.loss(forward.z3(), y);
    double accuracy = accuracy(forward.a3(), y);
    if (!(accuracy >= LEAST)) {
      throw new Wrong(String.format(
          "Your network reaches %.1f%% after %d steps, where %.0f%% are asked; its loss went from"
              + " %.3f to %.3f. Each step by itself is right: does a field of your class keep"
              + " something from one step to the next?",
          100 * accuracy, STEPS, 100 * LEAST, before, after));
    }
  }

  private static Parameters initial() {
    Network network = Network.withInputs(2)
        .layer(16, Activation.TANH)
        .layer(16, Activation.TANH)
        .layer(2, Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
    mlp.api.Parameters drawn = InitialWeights.of(network, SEED, DataType.FLOAT64);
    return new Parameters(
        Values.matrix(drawn.get("W1")),
        drawn.get("b1").values().clone(),
        Values.matrix(drawn.get("W2")),
        drawn.get("b2").values().clone(),
        Values.matrix(drawn.get("W3")),
        drawn.get("b3").values().clone());
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }

  private static double accuracy(double[][] p, double[][] y) {
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      right += (p[i][1] > p[i][0]) == (y[i][1] > y[i][0]) ? 1 : 0;
    }
    return (double) right / p.length;
  }
}
