package mlp.numpy;

import java.util.Arrays;
import mlp.api.Activation;
import mlp.api.Optimizer;

/** One dense layer: z = xW + b, a = σ(z), and the way back (R1, R2). */
final class DenseLayer {
  final int in;
  final int out;
  final Activation activation;
  final Parameter weights; // W [in,out]
  final Parameter bias; // b [out]

  // What the last batch left behind   [n,out]; the arrays may be longer than n·out.
  double[] z = {};
  double[] a = {};
  double[] da = {};
  double[] dz = {};

  DenseLayer(int number, int in, int out, Activation activation, Optimizer optimizer) {
    this.in = in;
    this.out = out;
    this.activation = activation;
    weights = Parameter.zeros("W" + number, optimizer, in, out);
    bias = Parameter.zeros("b" + number, optimizer, out);
  }

  // tag::forward[]
  void forward(double[] x, int n) {
    reserve(n);
    // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
    MatrixProduct.multiply(x, weights.values(), z, n, in, out);
    double[] b = bias.values();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < out; j++) {
        z[i * out + j] += b[j];
      }
    }
    // a = σ(z)   [n,out]   (R6)
    Activations.forward(activation, z, a, n, out);
  }

  // end::forward[]

  // tag::backward[]
  // dz = da ⊙ σ′(z)   [n,out]   (R2, R6)
  void backwardActivation(int n) {
    Activations.backward(activation, z, a, da, dz, n * out);
  }

  void backward(double[] x, int n) {
    // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]   (R2: dz is divided by the batch size already)
    MatrixProduct.multiplyTransposedLeft(x, dz, weights.gradient(), n, in, out);
    // db = Σ over rows of dz   [out]   (R2)
    double[] db = bias.gradient();
    Arrays.fill(db, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < out; j++) {
        db[j] += dz[i * out + j];
      }
    }
  }

  // The gradient of this layer's inputs, which are the outputs of the layer before.
  void backwardInputs(double[] dx, int n) {
    // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]   (R2)
    MatrixProduct.multiplyTransposedRight(dz, weights.values(), dx, n, in, out);
  }

  // end::backward[]

  private void reserve(int n) {
    if (z.length < n * out) {
      z = new double[n * out];
      a = new double[n * out];
      da = new double[n * out];
      dz = new double[n * out];
    }
  }
}
