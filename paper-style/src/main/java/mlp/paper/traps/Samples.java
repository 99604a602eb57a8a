package mlp.paper.traps;

import mlp.api.Batch;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Philox;
import mlp.api.Training;

/** The rows on which the traps are shown; those of a step are always the same. */
enum Samples {
  /** Inputs from N(0, 1). */
  STANDARDIZED,
  /** Inputs as gray values are: 0 … 255. */
  GRAY;

  /** @return x [batchSize, inputs]; in y [batchSize, outputs] one class a row, or labels of 0, 1 */
  Batch batch(Network network, Training training, long step) {
    Philox random = new Philox(training.seed(), Philox.Purpose.DATA, 0, step);
    int n = training.batchSize();
    double[] x = new double[n * network.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = this == GRAY ? random.nextBelow(256) : random.nextNormal();
    }
    double[] y = new double[n * network.outputs()];
    if (network.loss() == Loss.SIGMOID_CROSS_ENTROPY) {
      for (int i = 0; i < y.length; i++) {
        y[i] = random.nextBelow(2);
      }
    } else {
      for (int row = 0; row < n; row++) {
        y[row * network.outputs() + random.nextBelow(network.outputs())] = 1;
      }
    }
    return new Batch(Matrix.of(n, network.inputs(), x), Matrix.of(n, network.outputs(), y));
  }
}
