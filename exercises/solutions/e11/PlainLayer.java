package e11;

/**
 * What is to be ported: a dense layer and a loss's gradient on plain arrays. Nothing to do here.
 */
final class PlainLayer {
  private PlainLayer() {}

  // z = xW + b   [n,out] = [n,in]·[in,out] + [out]
  static double[][] forward(double[][] x, double[][] w, double[] b) {
    double[][] z = new double[x.length][b.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < b.length; j++) {
        z[i][j] = b[j];
        for (int k = 0; k < w.length; k++) {
          z[i][j] += x[i][k] * w[k][j];
        }
      }
    }
    return z;
  }

  // a = tanh z   [n,out]
  static double[][] activate(double[][] z) {
    double[][] a = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        a[i][j] = Math.tanh(z[i][j]);
      }
    }
    return a;
  }

  // pᵢⱼ = e^(zᵢⱼ − maxᵢ) / Σₖ e^(zᵢₖ − maxᵢ)   [n,out]
  static double[][] softmax(double[][] z) {
    double[][] p = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      double max = z[i][0];
      for (double value : z[i]) {
        max = Math.max(max, value);
      }
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

  // dz = (p − y)/n   [n,out]
  static double[][] outputGradient(double[][] p, double[][] y) {
    double[][] dz = new double[p.length][p[0].length];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p[i].length; j++) {
        dz[i][j] = (p[i][j] - y[i][j]) / p.length;
      }
    }
    return dz;
  }

  // dz = da ⊙ (1 − a²)   [n,out]
  static double[][] activationGradient(double[][] a, double[][] da) {
    double[][] dz = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        dz[i][j] = da[i][j] * (1 - a[i][j] * a[i][j]);
      }
    }
    return dz;
  }

  // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]
  static double[][] weightGradient(double[][] x, double[][] dz) {
    double[][] dw = new double[x[0].length][dz[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < dw.length; k++) {
        for (int j = 0; j < dw[k].length; j++) {
          dw[k][j] += x[i][k] * dz[i][j];
        }
      }
    }
    return dw;
  }

  // db = Σ over rows of dz   [out]
  static double[] biasGradient(double[][] dz) {
    double[] db = new double[dz[0].length];
    for (double[] row : dz) {
      for (int j = 0; j < db.length; j++) {
        db[j] += row[j];
      }
    }
    return db;
  }

  // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]
  static double[][] inputGradient(double[][] dz, double[][] w) {
    double[][] dx = new double[dz.length][w.length];
    for (int i = 0; i < dz.length; i++) {
      for (int k = 0; k < w.length; k++) {
        for (int j = 0; j < dz[i].length; j++) {
          dx[i][k] += dz[i][j] * w[k][j];
        }
      }
    }
    return dx;
  }
}
