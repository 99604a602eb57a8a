package mlp.benchmarks;

import java.util.Arrays;
import mlp.api.Labels;
import mlp.api.Network;
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

  private final int batchSize;
  private final int[] widths;

  Workload(int batchSize, int... widths) {
    this.batchSize = batchSize;
    this.widths = widths;
  }

  /** @return the workload of this name: {@code mnist} */
  public static Workload named(String name) {
    return Labels.parse(Workload.class, "workload", name);
  }

  /** @return the rows of a batch */
  public int batchSize() {
    return batchSize;
  }

  /** @return the network, as yet without weights */
  public Network network() {
    int last = widths.length - 1;
    return Subject.classifier(widths[0], widths[last], Arrays.copyOfRange(widths, 1, last));
  }

  /** @return plain gradient descent */
  public Training training() {
    return Subject.descent(batchSize);
  }

  /** @return the network and its batch, for one track to be timed */
  Subject subject(String track, String dataType) {
    return Subject.of(track, dataType, network(), training(), batchSize);
  }

  /**
   * Additions and multiplications of a training step's matrix products: two for each weight and row
   * on the way forward, two for the gradient of each weight, and two for the gradient of each
   * layer's inputs but the first one's.
   */
  public double flops() {
    double flops = 0;
    for (int i = 1; i < widths.length; i++) {
      flops += (i == 1 ? 4.0 : 6.0) * batchSize * widths[i - 1] * widths[i];
    }
    return flops;
  }
}
