package e01;

import mlp.exercises.tasks.DropoutTask;

/** Dropout of one layer's outputs. The page 01-add-dropout.md has the formulas. */
public final class Dropout implements DropoutTask {

  @Override
  public double[][] mask(double[][] u, double p) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] forward(double[][] a, double[][] mask) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] backward(double[][] dout, double[][] mask) {
    throw new UnsupportedOperationException("write me");
  }

  @Override
  public double[][] evaluate(double[][] a, double p) {
    throw new UnsupportedOperationException("write me");
  }
}
