package mlp.lowlevel;

import java.util.List;
import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.DropoutMask;
import mlp.api.Layer;
import mlp.api.Normalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One dense layer: z = xW + b, a = σ(z), and the way back (R1, R2); with batch normalization in the
 * place of b, and dropout behind, where the network has them.
 */
final class DenseLayer {
  final Activation activation;
  final Parameter weights; // W [in,out]
  final Parameter bias; // b [out], or null with batch normalization
  final BatchNormalization normalization; // or null
  final Dropout dropout; // or null

  // What the last batch left behind   [n,out]
  INDArray z;
  INDArray a;
  INDArray da;
  INDArray dz;

  private INDArray ones; // as many as rows   [n,1]

  DenseLayer(
      int number, int in, Layer layer, ParameterVector parameters, long seed, DataType dataType) {
    int out = layer.units();
    activation = layer.activation();
    weights = parameters.next("W" + number, in, out);
    if (layer.normalization() instanceof Normalization.Batch batch) {
      bias = null;
      normalization = new BatchNormalization(number, out, batch, parameters, dataType);
    } else {
      bias = parameters.next("b" + number, out);
      normalization = null;
    }
    dropout = layer.dropout() > 0
        ? new Dropout(new DropoutMask(seed, number, layer.dropout()), out, dataType)
        : null;
    z = NdArrays.uninitialized(dataType, 'f', 1, out);
    a = NdArrays.uninitialized(dataType, 'f', 1, out);
    da = NdArrays.uninitialized(dataType, 'f', 1, out);
    dz = NdArrays.uninitialized(dataType, 'f', 1, out);
    ones = NdArrays.uninitialized(dataType, 'f', 1, 1).assign(1);
  }

  // W, b or W, γ, β
  List<Parameter> parameters() {
    return normalization == null
        ? List.of(weights, bias)
        : List.of(weights, normalization.gamma, normalization.beta);
  }

  // tag::forward[]
  void forward(INDArray x, boolean training) {
    reserve(x.size(0));
    // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
    Blas.gemm(x, weights.values(), z, false, false);
    if (normalization == null) {
      Blas.addRow(z, bias.values(), ones);
    } else {
      normalization.forward(z, training);
    }
    // a = σ(z)   [n,out]   (R6)
    Activations.forward(activation, preActivation(), a);
    if (dropout != null && training) {
      dropout.forward(a);
    }
  }

  // end::forward[]

  // What σ is taken of: z, or what batch normalization makes of it.
  INDArray preActivation() {
    return normalization == null ? z : normalization.out;
  }

  // What the next layer sees: a, or in training what dropout leaves of it.
  INDArray output(boolean training) {
    return dropout != null && training ? dropout.out : a;
  }

  // Where the next layer puts the gradient of that.
  INDArray outputGradient() {
    return dropout == null ? da : dropout.dout;
  }

  // tag::backward[]
  // dz = da ⊙ σ′(z)   [n,out]   (R2, R6)
  void backwardActivation() {
    if (dropout != null) {
      dropout.backward(da);
    }
    if (normalization == null) {
      Activations.backward(activation, z, a, da, dz);
    } else {
      Activations.backward(activation, normalization.out, a, da, normalization.dout);
      normalization.backward(dz);
    }
  }

  void backward(INDArray x) {
    // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]   (R2: dz is divided by the batch size already)
    Blas.gemm(x, dz, weights.gradient(), true, false);
    if (bias != null) {
      // db = Σ over rows of dz   [out]   (R2)
      Blas.sumRows(dz, ones, bias.gradient());
    }
  }

  // The gradient of this layer's inputs, which are the outputs of the layer before.
  void backwardInputs(INDArray dx) {
    // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]   (R2)
    Blas.gemm(dz, weights.values(), dx, false, true);
  }

  // end::backward[]

  private void reserve(long n) {
    z = NdArrays.resized(z, n);
    a = NdArrays.resized(a, n);
    da = NdArrays.resized(da, n);
    dz = NdArrays.resized(dz, n);
    if (ones.size(0) != n) {
      ones = NdArrays.resized(ones, n).assign(1);
    }
  }
}
