package mlp.numpy;

import java.util.List;

/** What is done to the mean gradients before anything else uses them (R13). */
final class Clipping {
  private Clipping() {}

  // g ← g·max/‖g‖ where ‖g‖ > max   (R13); returns ‖g‖ = √(Σ over all gradients of g²)
  static double byGlobalNorm(List<Parameter> parameters, double max) {
    double squares = 0;
    for (Parameter parameter : parameters) {
      for (double g : parameter.gradient()) {
        squares += g * g;
      }
    }
    double norm = Math.sqrt(squares);
    if (norm > max) {
      double scale = max / norm;
      for (Parameter parameter : parameters) {
        double[] g = parameter.gradient();
        for (int i = 0; i < g.length; i++) {
          g[i] *= scale;
        }
      }
    }
    return norm;
  }

  // g ← min(max(g, −max), max)   (R13)
  static void byValue(List<Parameter> parameters, double max) {
    for (Parameter parameter : parameters) {
      double[] g = parameter.gradient();
      for (int i = 0; i < g.length; i++) {
        g[i] = Math.min(Math.max(g[i], -max), max);
      }
    }
  }
}
