package mlp.paper;

/** Sigmoid cross-entropy from the logits, stable for large z of either sign (R5). */
public final class SigmoidCrossEntropy extends CrossEntropy {
  // Σ (max(z, 0) − z·y + log(1 + e^−|z|)) over a row
  @Override
  double exampleLoss(double[] z, double[] y, int from, int to) {
    double loss = 0;
    for (int j = from; j < to; j++) {
      loss += Math.max(z[j], 0) - z[j] * y[j] + Math.log1p(Math.exp(-Math.abs(z[j])));
    }
    return loss;
  }

  @Override
  int divisor(int outputs) {
    return outputs;
  }
}
