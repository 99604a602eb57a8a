package mlp.benchmarks;

import mlp.api.Activation;
import mlp.api.Batch;
import mlp.api.Initializer;
import mlp.api.Loss;
import mlp.api.Matrix;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Philox;
import mlp.api.Training;

/** The networks that are timed: ReLU, softmax cross-entropy, plain SGD, on made-up examples. */
public enum Workload {
  /** 2-8-2, batch 4: nothing but the fixed cost of a step. */
  XOR(4, 2, 8, 2),
  /** 64-32-10, batch 32: the size of the digits. */
  SMALL(32, 64, 32, 10),
  /** 784-256-128-10, batch 128. */
  MNIST(128, 784, 256, 128, 10),
  /** 784-1024-1024-10, batch 512: nothing but arithmetic. */
  WIDE(512, 784, 1024, 1024, 10);

  private static final long SEED = 1;

  private final int batchSize;
  private final int[] widths;

  Workload(int batchSize, int... widths) {
    this.batchSize = batchSize;
    this.widths = widths;
  }

  Network network() {
    Network.Builder builder =
        Network.withInputs(widths[0]).initializer(Initializer.Scaled.HE_NORMAL);
    for (int i = 1; i < widths.length - 1; i++) {
      builder.layer(widths[i], Activation.RELU);
    }
    return builder
        .layer(widths[widths.length - 1], Activation.SOFTMAX)
        .loss(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  Training training() {
    return new Training(new Optimizer.Sgd(), 0.01, batchSize, 1, SEED);
  }

  /** Uniform inputs in [0, 1), each with one class at random, in FLOAT64. */
  Batch batch() {
    int classes = widths[widths.length - 1];
    Philox random = new Philox(SEED, Philox.Purpose.DATA, 0, 0);
    double[] x = new double[batchSize * widths[0]];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextUniform();
    }
    double[] y = new double[batchSize * classes];
    for (int row = 0; row < batchSize; row++) {
      y[row * classes + random.nextBelow(classes)] = 1;
    }
    return new Batch(Matrix.of(batchSize, widths[0], x), Matrix.of(batchSize, classes, y));
  }
}
