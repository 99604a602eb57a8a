package mlp.equivalence.naive;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;
import static java.lang.Math.tanh;

import java.util.Arrays;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.DropoutMask;
import mlp.api.Loss;

/**
 * The mathematics of the rules, one number after the other, as a first reader of the rules would
 * write it. All is computed in double precision and rounded to the data type when it is stored.
 * Each method can be replaced by a wrong one.
 */
class NaiveFormulas extends NaiveNormalization {
  NaiveFormulas(DataType dataType) {
    super(dataType);
  }

  // zᵢⱼ = Σₖ xᵢₖ wₖⱼ + bⱼ   (R1)
  double[][] affine(double[][] x, double[][] w, double[] b) {
    double[][] z = new double[x.length][b.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < b.length; j++) {
        for (int k = 0; k < w.length; k++) {
          z[i][j] += x[i][k] * w[k][j];
        }
        z[i][j] += b[j];
      }
    }
    return rounded(z);
  }

  // a = σ(z)   (R6)
  double[][] activate(Activation activation, double[][] z) {
    double[][] a = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      a[i] = activation == Activation.SOFTMAX
          ? softmax(z[i])
          : Arrays.stream(z[i]).map(zij -> value(activation, zij)).toArray();
    }
    return rounded(a);
  }

  // softmax(z)ⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z)   (R6)
  double[] softmax(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double sum = Arrays.stream(z).map(zk -> exp(zk - max)).sum();
    return Arrays.stream(z).map(zj -> exp(zj - max) / sum).toArray();
  }

  // σ(z)   (R6)
  double value(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> max(z, 0);
      case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
      case SIGMOID -> sigmoid(z);
      case TANH -> tanh(z);
      case ELU -> z > 0 ? z : Math.expm1(z);
      case GELU -> z * NaiveNormal.below(z);
      case GELU_TANH -> z / 2 * (1 + tanh(sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
      case SILU -> z * sigmoid(z);
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  // σ′(z)   (R6); a = σ(z) is at hand for a formula that prefers it
  double slope(Activation activation, double z, double a) {
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : 0.01;
      case SIGMOID -> sigmoid(z) * sigmoid(-z);
      case TANH -> 1 - tanh(z) * tanh(z);
      case ELU -> z > 0 ? 1 : exp(z);
      case GELU -> NaiveNormal.below(z) + z * NaiveNormal.density(z);
      case GELU_TANH -> {
        double t = tanh(sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z));
        yield (1 + t) / 2 + z / 2 * (1 - t * t) * sqrt(2 / Math.PI) * (1 + 0.134145 * z * z);
      }
      case SILU -> sigmoid(z) + z * sigmoid(z) * sigmoid(-z);
      case SOFTMAX -> throw new IllegalArgumentException("softmax belongs to a row");
    };
  }

  private static double sigmoid(double z) {
    return 1 / (1 + exp(-z));
  }

  // L   (R2 to R5)
  double loss(Loss loss, double[][] z, double[][] a, double[][] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        sum += switch (loss) {
          // (a − y)², mean over batch and outputs
          case SQUARED_ERROR -> (a[i][j] - y[i][j]) * (a[i][j] - y[i][j]) / y[i].length;
          // −y log p, mean over the batch
          case SOFTMAX_CROSS_ENTROPY -> y[i][j] * (logSumExp(z[i]) - z[i][j]);
          // −y log p − (1 − y) log(1 − p), mean over batch and outputs
          case SIGMOID_CROSS_ENTROPY -> sigmoidCrossEntropy(z[i][j], y[i][j]) / y[i].length;
        };
      }
    }
    return rounded(sum / y.length);
  }

  // log Σₖ e^zₖ   (R4)
  double logSumExp(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    return max + log(Arrays.stream(z).map(zk -> exp(zk - max)).sum());
  }

  // −y log p − (1 − y) log(1 − p) = max(z, 0) − zy + log(1 + e^−|z|)   (R5)
  double sigmoidCrossEntropy(double z, double y) {
    return max(z, 0) - z * y + log1p(exp(-abs(z)));
  }

  // da = 2(a − y)/(n·outputs)   (R3)
  double[][] squaredErrorGradient(double[][] a, double[][] y) {
    double[][] da = new double[y.length][y[0].length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        da[i][j] = 2 * (a[i][j] - y[i][j]) / (y.length * y[i].length);
      }
    }
    return rounded(da);
  }

  // dz = (p − y)/n   (R4) or (p − y)/(n·outputs)   (R5)
  double[][] crossEntropyGradient(Loss loss, double[][] p, double[][] y) {
    int count = loss == Loss.SOFTMAX_CROSS_ENTROPY ? y.length : y.length * y[0].length;
    double[][] dz = new double[y.length][y[0].length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        dz[i][j] = (p[i][j] - y[i][j]) / count;
      }
    }
    return rounded(dz);
  }

  // dz = da · σ′(z)   (R6)
  double[][] activationGradient(Activation activation, double[][] z, double[][] a, double[][] da) {
    double[][] dz = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        dz[i][j] = da[i][j] * slope(activation, z[i][j], a[i][j]);
      }
    }
    return rounded(dz);
  }

  // dWₖⱼ = Σᵢ xᵢₖ dzᵢⱼ
  double[][] weightGradient(double[][] x, double[][] dz) {
    double[][] dw = new double[x[0].length][dz[0].length];
    for (int k = 0; k < dw.length; k++) {
      for (int j = 0; j < dw[k].length; j++) {
        for (int i = 0; i < x.length; i++) {
          dw[k][j] += x[i][k] * dz[i][j];
        }
      }
    }
    return rounded(dw);
  }

  // dbⱼ = Σᵢ dzᵢⱼ
  double[] biasGradient(double[][] dz) {
    double[] db = new double[dz[0].length];
    for (double[] row : dz) {
      for (int j = 0; j < db.length; j++) {
        db[j] += row[j];
      }
    }
    return rounded(new double[][] {db})[0];
  }

  // dxᵢₖ = Σⱼ dzᵢⱼ wₖⱼ
  double[][] inputGradient(double[][] dz, double[][] w) {
    double[][] dx = new double[dz.length][w.length];
    for (int i = 0; i < dx.length; i++) {
      for (int k = 0; k < w.length; k++) {
        for (int j = 0; j < dz[i].length; j++) {
          dx[i][k] += dz[i][j] * w[k][j];
        }
      }
    }
    return rounded(dx);
  }

  // 1/(1 − p) where kept, else 0   (R9)
  double[][] mask(DropoutMask drawn, long step, int rows, int units) {
    boolean[] kept = new boolean[rows * units];
    drawn.draw(step, kept);
    double[][] mask = new double[rows][units];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < units; j++) {
        mask[i][j] = kept[i * units + j] ? 1 / (1 - drawn.p()) : 0;
      }
    }
    return rounded(mask);
  }

  // out = a ⊙ mask   (R9)
  double[][] drop(double[][] a, double[][] mask) {
    return product(a, mask);
  }

  // da = dout ⊙ mask   (R9)
  double[][] dropGradient(double[][] dout, double[][] mask) {
    return product(dout, mask);
  }

  private double[][] product(double[][] u, double[][] v) {
    double[][] product = new double[u.length][u[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < u[i].length; j++) {
        product[i][j] = u[i][j] * v[i][j];
      }
    }
    return rounded(product);
  }

  // y′ = (1 − α)·y + α/k   (R16)
  double[][] smoothed(Loss loss, double[][] y, double alpha) {
    double k = loss == Loss.SOFTMAX_CROSS_ENTROPY ? y[0].length : 2;
    double[][] smoothed = new double[y.length][y[0].length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        smoothed[i][j] = (1 - alpha) * y[i][j] + alpha / k;
      }
    }
    return rounded(smoothed);
  }
}
