package mlp.numpy;

/** What keeps weights W [in,out] small (R10, R15). */
final class Regularization {
  private Regularization() {}

  // g ← g + λ·W   (R10)
  static void l2(Parameter weights, double lambda) {
    double[] w = weights.values();
    double[] g = weights.gradient();
    for (int i = 0; i < w.length; i++) {
      g[i] += lambda * w[i];
    }
  }

  // W ← W − η·λ·W   (R10)
  static void decay(Parameter weights, double learningRate, double lambda) {
    double[] w = weights.values();
    for (int i = 0; i < w.length; i++) {
      w[i] -= learningRate * lambda * w[i];
    }
  }

  // W[:,j] ← W[:,j]·c/‖W[:,j]‖ where ‖W[:,j]‖ > c   (R15)
  static void maxNorm(Parameter weights, double c) {
    double[] w = weights.values();
    int out = weights.shape()[1];
    double[] squares = new double[out];
    for (int i = 0; i < w.length; i++) {
      squares[i % out] += w[i] * w[i];
    }
    for (int i = 0; i < w.length; i++) {
      double norm = Math.sqrt(squares[i % out]);
      if (norm > c) {
        w[i] *= c / norm;
      }
    }
  }
}
