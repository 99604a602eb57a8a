package mlp.equivalence.naive;

import static java.lang.Math.sqrt;

import java.util.Arrays;
import mlp.api.DataType;

/** The formulas of batch normalization (R8), and how all naive numbers are rounded. */
abstract class NaiveNormalization {
  final DataType dataType;

  NaiveNormalization(DataType dataType) {
    this.dataType = dataType;
  }

  // μⱼ = Σᵢ zᵢⱼ / n   (R8)
  double[] mean(double[][] z) {
    double[] mean = new double[z[0].length];
    for (int j = 0; j < mean.length; j++) {
      for (double[] row : z) {
        mean[j] += row[j] / z.length;
      }
    }
    return rounded(new double[][] {mean})[0];
  }

  // σ²ⱼ = Σᵢ (zᵢⱼ − μⱼ)² / n   (R8)
  double[] variance(double[][] z, double[] mean) {
    double[] variance = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      for (double[] row : z) {
        variance[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / z.length;
      }
    }
    return rounded(new double[][] {variance})[0];
  }

  // √(σ² + ε)   (R8)
  double deviation(double variance, double epsilon) {
    return sqrt(variance + epsilon);
  }

  // x̂ᵢⱼ = (zᵢⱼ − μⱼ)/√(σ²ⱼ + ε)   (R8)
  double[][] normalize(double[][] z, double[] mean, double[] variance, double epsilon) {
    double[][] xhat = new double[z.length][mean.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        xhat[i][j] = (z[i][j] - mean[j]) / deviation(variance[j], epsilon);
      }
    }
    return rounded(xhat);
  }

  // γⱼx̂ᵢⱼ + βⱼ   (R8)
  double[][] scaleAndShift(double[][] xhat, double[] gamma, double[] beta) {
    double[][] out = new double[xhat.length][gamma.length];
    for (int i = 0; i < xhat.length; i++) {
      for (int j = 0; j < gamma.length; j++) {
        out[i][j] = gamma[j] * xhat[i][j] + beta[j];
      }
    }
    return rounded(out);
  }

  // dγⱼ = Σᵢ doutᵢⱼ x̂ᵢⱼ   (R8)
  double[] gammaGradient(double[][] dout, double[][] xhat) {
    double[] dgamma = new double[dout[0].length];
    for (int j = 0; j < dgamma.length; j++) {
      for (int i = 0; i < dout.length; i++) {
        dgamma[j] += dout[i][j] * xhat[i][j];
      }
    }
    return rounded(new double[][] {dgamma})[0];
  }

  // The three ways of docs/math.md, each by itself: dzᵢ = dx̂ᵢ/s + dσ²·2(zᵢ − μ)/n + dμ/n   (R8)
  double[][] normalizationGradient(
      double[][] dout, double[][] z, double[] mean, double[] variance, double[] gamma, double e) {
    int n = z.length;
    double[][] dz = new double[n][gamma.length];
    for (int j = 0; j < gamma.length; j++) {
      double s = deviation(variance[j], e);
      double dvariance = 0;
      double dmean = 0;
      for (int i = 0; i < n; i++) {
        double dxhat = gamma[j] * dout[i][j];
        dvariance -= dxhat * (z[i][j] - mean[j]) / (2 * s * s * s);
        dmean -= dxhat / s;
      }
      for (int i = 0; i < n; i++) {
        dz[i][j] = gamma[j] * dout[i][j] / s
            + throughVariance(dvariance, z[i][j] - mean[j], n)
            + throughMean(dmean, n);
      }
    }
    return rounded(dz);
  }

  // dσ²·∂σ²/∂zᵢ   (R8)
  double throughVariance(double dvariance, double centered, int n) {
    return dvariance * 2 * centered / n;
  }

  // dμ·∂μ/∂zᵢ   (R8)
  double throughMean(double dmean, int n) {
    return dmean / n;
  }

  // decay·running + (1 − decay)·batch   (R8)
  double[] running(double decay, double[] running, double[] batch) {
    double[] next = new double[running.length];
    for (int j = 0; j < next.length; j++) {
      next[j] = decay * running[j] + (1 - decay) * batch[j];
    }
    return rounded(new double[][] {next})[0];
  }

  double rounded(double value) {
    return dataType.round(value);
  }

  final double[][] rounded(double[][] values) {
    for (double[] row : values) {
      Arrays.setAll(row, j -> rounded(row[j]));
    }
    return values;
  }
}
