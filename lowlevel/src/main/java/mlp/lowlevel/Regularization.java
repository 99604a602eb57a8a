package mlp.lowlevel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** What keeps weights W [in,out] small (R10, R15). */
final class Regularization {
  private Regularization() {}

  // g ← g + λ·W   (R10)
  static void l2(Parameter weights, double lambda) {
    weights.gradient().addi(weights.values().mul(lambda, weights.update()));
  }

  // W ← W − η·λ·W   (R10)
  static void decay(Parameter weights, double learningRate, double lambda) {
    weights.values().subi(weights.values().mul(learningRate * lambda, weights.update()));
  }

  // W[:,j] ← W[:,j]·c/‖W[:,j]‖ where ‖W[:,j]‖ > c   (R15)
  static void maxNorm(Parameter weights, double c) {
    try (INDArray norms = weights.values().norm2(0);
        INDArray scales = norms.rdiv(c)) {
      // A column of zeros has the scale ∞, and keeps 1 like every column that is short enough.
      Nd4j.exec(new ScalarMin(scales, null, scales, 1.0));
      weights.values().muli(scales);
    }
  }
}
