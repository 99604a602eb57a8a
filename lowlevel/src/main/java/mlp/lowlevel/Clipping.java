package mlp.lowlevel;

import java.util.List;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** What is done to the mean gradients before anything else uses them (R13). */
final class Clipping {
  private Clipping() {}

  // g ← g·max/‖g‖ where ‖g‖ > max   (R13); returns ‖g‖ = √(Σ over all gradients of g²)
  static double byGlobalNorm(List<Parameter> parameters, double max) {
    double squares = 0;
    for (Parameter parameter : parameters) {
      double norm = parameter.gradient().norm2Number().doubleValue();
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares);
    if (norm > max) {
      for (Parameter parameter : parameters) {
        parameter.gradient().muli(max / norm);
      }
    }
    return norm;
  }

  // g ← min(max(g, −max), max)   (R13)
  static void byValue(List<Parameter> parameters, double max) {
    for (Parameter parameter : parameters) {
      Nd4j.exec(new ScalarMax(parameter.gradient(), null, parameter.gradient(), -max));
      Nd4j.exec(new ScalarMin(parameter.gradient(), null, parameter.gradient(), max));
    }
  }
}
