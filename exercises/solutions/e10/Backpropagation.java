package e10;

import mlp.exercises.tasks.BackpropagationTask;

/** One training step of a network with two hidden layers, on plain arrays (R1, R2, R4, R6). */
public final class Backpropagation implements BackpropagationTask {

  // x → z1 → a1 → z2 → a2 → z3 → a3
  @Override
  public Forward forward(Parameters parameters, double[][] x, Hidden hidden) {
    double[][] z1 = affine(x, parameters.W1(), parameters.b1());
    double[][] a1 = activation(z1, hidden);
    double[][] z2 = affine(a1, parameters.W2(), parameters.b2());
    double[][] a2 = activation(z2, hidden);
    double[][] z3 = affine(a2, parameters.W3(), parameters.b3());
    return new Forward(z1, a1, z2, a2, z3, softmax(z3));
  }

  // L = Σ y·(log Σₖ e^(zₖ − max z) − (z − max z)) / n   (R4)
  @Override
  public double loss(double[][] z3, double[][] y) {
    double loss = 0;
    for (int i = 0; i < z3.length; i++) {
      double max = max(z3[i]);
      double sum = 0;
      for (double z : z3[i]) {
        sum += Math.exp(z - max);
      }
      for (int j = 0; j < z3[i].length; j++) {
        loss += y[i][j] * (Math.log(sum) - (z3[i][j] - max));
      }
    }
    return loss / z3.length;
  }

  // dz3 → dW3, db3 → da2 → dz2 → dW2, db2 → da1 → dz1 → dW1, db1
  @Override
  public Gradients backward(
      Parameters parameters, Forward forward, double[][] x, double[][] y, Hidden hidden) {
    double[][] dz3 = logitGradient(forward.a3(), y);
    double[][] dW3 = product(transposed(forward.a2()), dz3);
    double[] db3 = sumOfRows(dz3);
    double[][] da2 = product(dz3, transposed(parameters.W3()));
    double[][] dz2 = throughActivation(da2, forward.z2(), forward.a2(), hidden);
    double[][] dW2 = product(transposed(forward.a1()), dz2);
    double[] db2 = sumOfRows(dz2);
    double[][] da1 = product(dz2, transposed(parameters.W2()));
    double[][] dz1 = throughActivation(da1, forward.z1(), forward.a1(), hidden);
    double[][] dW1 = product(transposed(x), dz1);
    double[] db1 = sumOfRows(dz1);
    return new Gradients(dz3, dW3, db3, da2, dz2, dW2, db2, da1, dz1, dW1, db1);
  }

  // θ ← θ − η·dθ   (R11)
  @Override
  public Parameters update(Parameters parameters, Gradients gradients, double rate) {
    return new Parameters(
        minus(parameters.W1(), gradients.dW1(), rate),
        minus(parameters.b1(), gradients.db1(), rate),
        minus(parameters.W2(), gradients.dW2(), rate),
        minus(parameters.b2(), gradients.db2(), rate),
        minus(parameters.W3(), gradients.dW3(), rate),
        minus(parameters.b3(), gradients.db3(), rate));
  }

  // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
  private static double[][] affine(double[][] x, double[][] w, double[] b) {
    double[][] z = product(x, w);
    for (double[] row : z) {
      for (int j = 0; j < b.length; j++) {
        row[j] += b[j];
      }
    }
    return z;
  }

  // a = σ(z)   [n,units]   (R6)
  private static double[][] activation(double[][] z, Hidden hidden) {
    double[][] a = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        a[i][j] = hidden == Hidden.TANH ? Math.tanh(z[i][j]) : Math.max(0, z[i][j]);
      }
    }
    return a;
  }

  // a3 = e^(z − max z) / Σₖ e^(zₖ − max z), row by row   [n,k]   (R6)
  private static double[][] softmax(double[][] z) {
    double[][] p = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      double max = max(z[i]);
      double sum = 0;
      for (int j = 0; j < z[i].length; j++) {
        p[i][j] = Math.exp(z[i][j] - max);
        sum += p[i][j];
      }
      for (int j = 0; j < z[i].length; j++) {
        p[i][j] /= sum;
      }
    }
    return p;
  }

  // dz3 = (a3 − y)/n   [n,k]   (R4)
  private static double[][] logitGradient(double[][] p, double[][] y) {
    int n = p.length;
    double[][] dz = new double[n][p[0].length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < dz[i].length; j++) {
        dz[i][j] = (p[i][j] - y[i][j]) / n;
      }
    }
    return dz;
  }

  // dz = da ⊙ σ′(z)   [n,units]   (R2, R6)
  private static double[][] throughActivation(
      double[][] da, double[][] z, double[][] a, Hidden hidden) {
    double[][] dz = new double[da.length][da[0].length];
    for (int i = 0; i < da.length; i++) {
      for (int j = 0; j < da[i].length; j++) {
        double slope = hidden == Hidden.TANH ? 1 - a[i][j] * a[i][j] : z[i][j] > 0 ? 1 : 0;
        dz[i][j] = da[i][j] * slope;
      }
    }
    return dz;
  }

  // db = Σ dz over the rows   [units]   (R2)
  private static double[] sumOfRows(double[][] dz) {
    double[] sum = new double[dz[0].length];
    for (double[] row : dz) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += row[j];
      }
    }
    return sum;
  }

  private static double[][] minus(double[][] theta, double[][] gradient, double rate) {
    double[][] after = new double[theta.length][];
    for (int i = 0; i < theta.length; i++) {
      after[i] = minus(theta[i], gradient[i], rate);
    }
    return after;
  }

  private static double[] minus(double[] theta, double[] gradient, double rate) {
    double[] after = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      after[j] = theta[j] - rate * gradient[j];
    }
    return after;
  }

  // left·right   [n,m] = [n,k]·[k,m]
  private static double[][] product(double[][] left, double[][] right) {
    double[][] product = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[k].length; j++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  // matrixᵀ   [m,n] of [n,m]
  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  private static double max(double[] row) {
    double max = row[0];
    for (double value : row) {
      max = Math.max(max, value);
    }
    return max;
  }
}
