package mlp.numpy;

import mlp.api.Loss;

/** The losses and their gradients: means over the batch (R2 to R5). */
final class Losses {
  private Losses() {}

  // L, from the logits z or the outputs a, and the targets y   [n,outputs]
  static double forward(Loss loss, double[] z, double[] a, double[] y, int n, int outputs) {
    return switch (loss) {
      case SQUARED_ERROR -> squaredError(a, y, n, outputs);
      case SOFTMAX_CROSS_ENTROPY -> softmaxCrossEntropy(z, a, y, n, outputs);
      case SIGMOID_CROSS_ENTROPY -> sigmoidCrossEntropy(z, y, n, outputs);
    };
  }

  // L = Σ (a − y)² / (n·outputs)   (R3)
  private static double squaredError(double[] a, double[] y, int n, int outputs) {
    double sum = 0;
    for (int i = 0; i < n * outputs; i++) {
      sum += (a[i] - y[i]) * (a[i] - y[i]);
    }
    return sum / (n * outputs);
  }

  // L = Σ y (log Σₖ e^(zₖ − max z) − (z − max z)) / n   (R4)
  // where Σₖ e^(zₖ − max z) = 1/max a: the largest a is e⁰ over that sum
  private static double softmaxCrossEntropy(
      double[] z, double[] a, double[] y, int n, int outputs) {
    double sum = 0;
    for (int row = 0; row < n * outputs; row += outputs) {
      double max = z[row];
      double maxA = a[row];
      for (int j = 1; j < outputs; j++) {
        max = Math.max(max, z[row + j]);
        maxA = Math.max(maxA, a[row + j]);
      }
      double logSumExp = -Math.log(maxA);
      for (int j = 0; j < outputs; j++) {
        sum += y[row + j] * (logSumExp - (z[row + j] - max));
      }
    }
    return sum / n;
  }

  // L = Σ (max(z, 0) − z·y + log(1 + e^−|z|)) / (n·outputs)   (R5)
  private static double sigmoidCrossEntropy(double[] z, double[] y, int n, int outputs) {
    double sum = 0;
    for (int i = 0; i < n * outputs; i++) {
      sum += Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i])));
    }
    return sum / (n * outputs);
  }

  // da = 2(a − y) / (n·outputs)   [n,outputs]   (R3)
  static void squaredErrorBackward(double[] a, double[] y, double[] da, int n, int outputs) {
    for (int i = 0; i < n * outputs; i++) {
      da[i] = 2 * (a[i] - y[i]) / (n * outputs);
    }
  }

  // dz = (p − y) / count   [n,outputs], count = n (R4) or n·outputs (R5)
  static void crossEntropyBackward(
      Loss loss, double[] p, double[] y, double[] dz, int n, int outputs) {
    int count = loss == Loss.SOFTMAX_CROSS_ENTROPY ? n : n * outputs;
    for (int i = 0; i < n * outputs; i++) {
      dz[i] = (p[i] - y[i]) / count;
    }
  }

  // y′ = (1 − α)·y + α/k   [n,k]; with the sigmoid's each output is a label of two: k = 2   (R16)
  static void smooth(Loss loss, double[] y, double[] smoothed, double alpha, int n, int outputs) {
    int k = loss == Loss.SOFTMAX_CROSS_ENTROPY ? outputs : 2;
    for (int i = 0; i < n * outputs; i++) {
      smoothed[i] = (1 - alpha) * y[i] + alpha / k;
    }
  }
}
