package mlp.paper;

/** Softmax cross-entropy from the logits, by log-sum-exp; nothing is clipped (R4). */
public final class SoftmaxCrossEntropy extends CrossEntropy {
  // Σ y (log Σₖ e^(zₖ − max z) − (z − max z)) over a row
  @Override
  double exampleLoss(double[] z, double[] y, int from, int to) {
    double max = z[from];
    for (int j = from; j < to; j++) {
      max = Math.max(max, z[j]);
    }
    double exponentials = 0;
    for (int j = from; j < to; j++) {
      exponentials += Math.exp(z[j] - max);
    }
    double logSumExp = Math.log(exponentials);
    double loss = 0;
    for (int j = from; j < to; j++) {
      loss += y[j] * (logSumExp - (z[j] - max));
    }
    return loss;
  }

  @Override
  int divisor(int outputs) {
    return 1;
  }
}
