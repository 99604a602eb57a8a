package e01;

import mlp.exercises.tasks.DropoutTask;

/** Dropout of one layer's outputs, inverted: what is kept is scaled in training (R9). */
public final class Dropout implements DropoutTask {

  // mask = 1/(1 − p) where u ≥ p, else 0   [n,units]
  @Override
  public double[][] mask(double[][] u, double p) {
    double[][] mask = new double[u.length][u[0].length];
    for (int i = 0; i < mask.length; i++) {
      for (int j = 0; j < mask[i].length; j++) {
        mask[i][j] = u[i][j] >= p ? 1 / (1 - p) : 0;
      }
    }
    return mask;
  }

  // out = a ⊙ mask   [n,units]
  @Override
  public double[][] forward(double[][] a, double[][] mask) {
    double[][] out = new double[a.length][a[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < out[i].length; j++) {
        out[i][j] = a[i][j] * mask[i][j];
      }
    }
    return out;
  }

  // da = dout ⊙ mask   [n,units]
  @Override
  public double[][] backward(double[][] dout, double[][] mask) {
    double[][] da = new double[dout.length][dout[0].length];
    for (int i = 0; i < da.length; i++) {
      for (int j = 0; j < da[i].length; j++) {
        da[i][j] = dout[i][j] * mask[i][j];
      }
    }
    return da;
  }

  // The mean of the mask is 1 already: nothing is left to do.
  @Override
  public double[][] evaluate(double[][] a, double p) {
    return a;
  }
}
