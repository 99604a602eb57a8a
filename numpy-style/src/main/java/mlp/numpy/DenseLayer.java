package mlp.numpy;

import java.util.Arrays;
import java.util.List;
import mlp.api.Activation;
import mlp.api.DropoutMask;
import mlp.api.Layer;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Training;

/**
 * One dense layer: z = xW + b, a = σ(z), and the way back (R1, R2); with batch normalization in the
 * place of b, and dropout behind, where the network has them.
 */
final class DenseLayer {
  final int in;
  final int out;
  final Activation activation;
  final Parameter weights; // W [in,out]
  final Parameter bias; // b [out], or null with batch normalization
  final BatchNormalization normalization; // or null
  final Dropout dropout; // or null
  private final MatrixProduct product;

  // What the last batch left behind   [n,out]; the arrays may be longer than n·out.
  double[] z = {};
  double[] a = {};
  double[] da = {};
  double[] dz = {};

  DenseLayer(int number, int in, Layer layer, Training training, MatrixProduct product) {
    this.product = product;
    Optimizer optimizer = training.optimizer();
    this.in = in;
    out = layer.units();
    activation = layer.activation();
    weights = Parameter.zeros("W" + number, optimizer, in, out);
    if (layer.normalization() instanceof Normalization.Batch batch) {
      bias = null;
      normalization = new BatchNormalization(number, out, batch, optimizer);
    } else {
      bias = Parameter.zeros("b" + number, optimizer, out);
      normalization = null;
    }
    dropout = layer.dropout() > 0
        ? new Dropout(new DropoutMask(training.seed(), number, layer.dropout()), out)
        : null;
  }

  // W, b or W, γ, β
  List<Parameter> parameters() {
    return normalization == null
        ? List.of(weights, bias)
        : List.of(weights, normalization.gamma, normalization.beta);
  }

  // tag::forward[]
  void forward(double[] x, int n, boolean training) {
    reserve(n);
    if (normalization == null) {
      // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
      product.multiplyAndAdd(x, weights.values(), bias.values(), z, n, in, out);
    } else {
      // z = xW   [n,out] = [n,in]·[in,out]   (R8)
      product.multiply(x, weights.values(), z, n, in, out);
      normalization.forward(z, n, training);
    }
    // a = σ(z)   [n,out]   (R6)
    Activations.forward(activation, preActivation(), a, n, out);
    if (dropout != null && training) {
      dropout.forward(a, n);
    }
  }

  // end::forward[]

  // What σ is taken of: z, or what batch normalization makes of it.
  double[] preActivation() {
    return normalization == null ? z : normalization.out;
  }

  // What the next layer sees: a, or in training what dropout leaves of it.
  double[] output(boolean training) {
    return dropout != null && training ? dropout.out : a;
  }

  // Where the next layer puts the gradient of that.
  double[] outputGradient() {
    return dropout == null ? da : dropout.dout;
  }

  // tag::backward[]
  // dz = da ⊙ σ′(z)   [n,out]   (R2, R6)
  void backwardActivation(int n) {
    if (dropout != null) {
      dropout.backward(da, n);
    }
    if (normalization == null) {
      Activations.backward(activation, z, a, da, dz, n * out);
    } else {
      Activations.backward(activation, normalization.out, a, da, normalization.dout, n * out);
      normalization.backward(dz, n);
    }
  }

  void backward(double[] x, int n) {
    // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]   (R2: dz is divided by the batch size already)
    product.multiplyTransposedLeft(x, dz, weights.gradient(), n, in, out);
    if (bias != null) {
      // db = Σ over rows of dz   [out]   (R2)
      sumRows(dz, n, bias.gradient());
    }
  }

  // The gradient of this layer's inputs, which are the outputs of the layer before.
  void backwardInputs(double[] dx, int n) {
    // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]   (R2)
    product.multiplyTransposedRight(dz, weights.values(), dx, n, in, out);
  }

  // end::backward[]

  private static void sumRows(double[] dz, int n, double[] sums) {
    int columns = sums.length;
    int done = MatrixProduct.HAS_VECTORS ? VectorSums.ofRows(dz, n, columns, sums) : 0;
    Arrays.fill(sums, done, columns, 0);
    for (int i = 0; i < n; i++) {
      for (int j = done; j < columns; j++) {
        sums[j] += dz[i * columns + j];
      }
    }
  }

  private void reserve(int n) {
    if (z.length < n * out) {
      z = new double[n * out];
      a = new double[n * out];
      da = new double[n * out];
      dz = new double[n * out];
    }
  }
}
