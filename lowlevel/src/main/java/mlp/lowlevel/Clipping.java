package mlp.lowlevel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** What is done to the mean gradients of all parameters before anything else uses them (R13). */
final class Clipping {
  private Clipping() {}

  // g ← g·max/‖g‖ where ‖g‖ > max   (R13); returns ‖g‖
  static double byGlobalNorm(Parameter all, double max) {
    INDArray g = all.gradient();
    double norm = g.norm2Number().doubleValue();
    if (norm > max) {
      g.muli(max / norm);
    }
    return norm;
  }

  // g ← min(max(g, −max), max)   (R13)
  static void byValue(Parameter all, double max) {
    INDArray g = all.gradient();
    Nd4j.exec(new ScalarMax(g, null, g, -max));
    Nd4j.exec(new ScalarMin(g, null, g, max));
  }
}
