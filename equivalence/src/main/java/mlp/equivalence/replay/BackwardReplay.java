package mlp.equivalence.replay;

import mlp.api.Activation;
import mlp.api.Loss;
import mlp.api.Normalization;

/** What each operation on the way back gives for the inputs that were recorded. */
final class BackwardReplay {
  private final Records records;
  private final int n;

  BackwardReplay(Records records) {
    this.records = records;
    n = records.rows();
  }

  private Grid grid(int length) {
    return new Grid(length, records.dataType());
  }

  // dŷ = 2(ŷ − y)/(n·k)   [n,k]   (R3)
  Expected outputGradient() {
    double[] a = records.get("a" + records.layers());
    double[] y = records.get("y");
    Grid da = grid(y.length);
    for (int k = 0; k < y.length; k++) {
      double value = 2 * (a[k] - y[k]) / y.length;
      da.set(k, value, 5, Math.abs(value));
    }
    return da.of("da" + records.layers(), "R3", "da = 2(a − y)/(n·k)");
  }

  // dz = (p − y)/n, or /(n·k)   [n,k]   (R4, R5)
  private Expected logitGradient() {
    Loss loss = records.network().loss();
    int i = records.layers();
    int outputs = records.network().outputs();
    double[] z = records.get(records.preActivation(i));
    double[] y = records.get(records.targets());
    int count = loss == Loss.SOFTMAX_CROSS_ENTROPY ? n : n * outputs;
    Grid p = grid(z.length);
    if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
      ForwardReplay.softmax(z, outputs, p);
    } else {
      for (int k = 0; k < z.length; k++) {
        double value = ActivationFormula.sigmoid(z[k]);
        p.set(k, value, ActivationFormula.ROUNDINGS, value);
      }
    }
    Grid dz = grid(z.length);
    for (int k = 0; k < z.length; k++) {
      double value = (p.values[k] - y[k]) / count;
      dz.set(k, value, 4, Math.abs(value));
      dz.widen(k, p.bounds[k] / count);
    }
    String formula = loss == Loss.SOFTMAX_CROSS_ENTROPY ? "dz = (p − y)/n" : "dz = (p − y)/(n·k)";
    return dz.of("dz" + i, ForwardReplay.rule(loss), formula);
  }

  // dx = dz·Wᵀ   [n,in], the gradient of what layer i takes   (R2)
  Expected inputGradient(int i) {
    int in = records.units(i - 1);
    int out = records.units(i);
    double[] dz = records.get("dz" + i);
    double[] w = records.get("W" + i);
    Grid dx = grid(n * in);
    for (int row = 0; row < n; row++) {
      for (int p = 0; p < in; p++) {
        ExactSum sum = new ExactSum();
        for (int j = 0; j < out; j++) {
          sum.addProduct(dz[row * out + j], w[p * out + j]);
        }
        dx.set(row * in + p, sum, out + 1);
      }
    }
    return dx.of(records.inputGradient(i), "R2", "dx = dz·Wᵀ");
  }

  // da = dout ⊙ mask   [n,units]   (R9)
  Expected beforeDropout(int i) {
    double[] dout = records.get("ddrop" + i + ".out");
    double[] mask = records.get("drop" + i + ".mask");
    Grid da = grid(dout.length);
    for (int k = 0; k < dout.length; k++) {
      da.set(k, dout[k] * mask[k], 2, Math.abs(dout[k] * mask[k]));
    }
    return da.of("da" + i, "R9", "da = dout ⊙ mask");
  }

  // dz = da ⊙ σ′(z)   [n,out]   (R2, R6), or with batch normalization that of its output
  Expected activationGradient(int i) {
    boolean isOutput = i == records.layers();
    if (isOutput && records.network().loss() != Loss.SQUARED_ERROR) {
      return logitGradient();
    }
    Activation activation = records.layer(i).activation();
    double[] z = records.get(records.preActivation(i));
    double[] da = records.get("da" + i);
    Grid dz = grid(z.length);
    for (int k = 0; k < z.length; k++) {
      double slope = ActivationFormula.derivative(activation, z[k]);
      double magnitude = ActivationFormula.magnitudeOfDerivative(activation, z[k]);
      dz.set(k, da[k] * slope, ActivationFormula.ROUNDINGS + 3, Math.abs(da[k]) * magnitude);
    }
    String record = records.layer(i).hasBatchNormalization() ? "dbn" + i + ".out" : "dz" + i;
    return dz.of(record, "R6", "dz = da ⊙ σ′(z)");
  }

  // dγ = Σ dout ⊙ x̂   [out]   (R8)
  Expected scaleGradient(int i) {
    int out = records.units(i);
    double[] dout = records.get("dbn" + i + ".out");
    double[] xhat = records.get("bn" + i + ".xhat");
    Grid dgamma = grid(out);
    for (int j = 0; j < out; j++) {
      ExactSum sum = new ExactSum();
      for (int row = 0; row < n; row++) {
        sum.addProduct(dout[row * out + j], xhat[row * out + j]);
      }
      dgamma.set(j, sum, n + 2);
    }
    return dgamma.of("dgamma" + i, "R8", "dγ = Σ dout ⊙ x̂");
  }

  // dβ or db = Σ over the rows   [out]   (R2, R8)
  Expected columnSums(int i, String record, String of, String rule) {
    int out = records.units(i);
    double[] gradient = records.get(of);
    Grid sums = grid(out);
    for (int j = 0; j < out; j++) {
      ExactSum sum = new ExactSum();
      for (int row = 0; row < n; row++) {
        sum.add(gradient[row * out + j]);
      }
      sums.set(j, sum, n + 1);
    }
    return sums.of(record, rule, "the sum over the rows");
  }

  // dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)   [n,out]   (R8)
  Expected normalizationGradient(int i) {
    int out = records.units(i);
    double epsilon = ((Normalization.Batch) records.layer(i).normalization()).epsilon();
    double[] dout = records.get("dbn" + i + ".out");
    double[] xhat = records.get("bn" + i + ".xhat");
    double[] var = records.get("bn" + i + ".var");
    double[] gamma = records.get("gamma" + i);
    Expected dgamma = scaleGradient(i);
    Expected dbeta = columnSums(i, "dbeta" + i, "dbn" + i + ".out", "R8");
    Grid dz = grid(n * out);
    for (int k = 0; k < n * out; k++) {
      int j = k % out;
      double factor = gamma[j] / Math.sqrt(var[j] + epsilon);
      double shift = dbeta.values()[j] / n;
      double tilt = xhat[k] * dgamma.values()[j] / n;
      double magnitude = Math.abs(dout[k]) + Math.abs(shift) + Math.abs(tilt);
      dz.set(k, factor * (dout[k] - shift - tilt), 16, Math.abs(factor) * magnitude);
      double ofSums = dbeta.bounds()[j] + Math.abs(xhat[k]) * dgamma.bounds()[j];
      dz.widen(k, Math.abs(factor) * ofSums / n);
    }
    return dz.of("dz" + i, "R8", "dz = γ/√(σ² + ε)·(dout − dβ/n − x̂·dγ/n)");
  }

  // dW = xᵀ·dz   [in,out]   (R2)
  Expected weightGradient(int i) {
    int in = records.units(i - 1);
    int out = records.units(i);
    double[] x = records.get(records.input(i));
    double[] dz = records.get("dz" + i);
    Grid dw = grid(in * out);
    for (int p = 0; p < in; p++) {
      for (int j = 0; j < out; j++) {
        ExactSum sum = new ExactSum();
        for (int row = 0; row < n; row++) {
          sum.addProduct(x[row * in + p], dz[row * out + j]);
        }
        dw.set(p * out + j, sum, n + 1);
      }
    }
    return dw.of("dW" + i, "R2", "dW = xᵀ·dz");
  }
}
