package mlp.exercises.e12;

import mlp.api.Batch;
import mlp.api.Loss;
import mlp.api.Network;
import mlp.api.Philox;
import mlp.api.Training;
import mlp.exercises.grading.Numbers;
import mlp.exercises.grading.Reference;

/** The rows on which steps are taken; those of a step are always the same. */
final class Batches {
  private Batches() {}

  /**
   * @return x [rows, inputs] from N(0, scale²), y [rows, outputs] a class a row, or labels of 0, 1
   */
  static Batch of(Network network, Training training, long step, int rows, double scale) {
    Philox random = new Philox(training.seed(), Philox.Purpose.DATA, 3, step);
    double[][] x = Numbers.fill(rows, network.inputs(), () -> scale * random.nextNormal());
    return Reference.batch(x, targets(network, random, rows));
  }

  private static double[][] targets(Network network, Philox random, int rows) {
    int outputs = network.outputs();
    if (network.loss() == Loss.SIGMOID_CROSS_ENTROPY) {
      return Numbers.fill(rows, outputs, () -> random.nextBelow(2));
    }
    double[][] classes = new double[rows][outputs];
    for (double[] row : classes) {
      row[random.nextBelow(outputs)] = 1;
    }
    return classes;
  }
}
