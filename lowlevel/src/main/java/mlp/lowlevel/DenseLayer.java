package mlp.lowlevel;

import mlp.api.Activation;
import mlp.api.DataType;
import mlp.api.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One dense layer: z = xW + b, a = σ(z), and the way back (R1, R2). */
final class DenseLayer {
  final Activation activation;
  final Parameter weights; // W [in,out]
  final Parameter bias; // b [out]

  // What the last batch left behind   [n,out]
  INDArray z;
  INDArray a;
  INDArray da;
  INDArray dz;

  DenseLayer(
      int number, int in, int out, Activation activation, Optimizer optimizer, DataType dataType) {
    this.activation = activation;
    weights = Parameter.zeros("W" + number, optimizer, dataType, in, out);
    bias = Parameter.zeros("b" + number, optimizer, dataType, out);
    z = NdArrays.uninitialized(dataType, 'f', 1, out);
    a = NdArrays.uninitialized(dataType, 'f', 1, out);
    da = NdArrays.uninitialized(dataType, 'f', 1, out);
    dz = NdArrays.uninitialized(dataType, 'f', 1, out);
  }

  // tag::forward[]
  void forward(INDArray x) {
    reserve(x.size(0));
    // z = xW + b   [n,out] = [n,in]·[in,out] + [out]   (R1)
    Nd4j.gemm(x, weights.values(), z, false, false, 1, 0);
    z.addi(bias.values());
    // a = σ(z)   [n,out]   (R6)
    Activations.forward(activation, z, a);
  }

  // end::forward[]

  // tag::backward[]
  // dz = da ⊙ σ′(z)   [n,out]   (R2, R6)
  void backwardActivation() {
    Activations.backward(activation, z, a, da, dz);
  }

  void backward(INDArray x) {
    // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]   (R2: dz is divided by the batch size already)
    Nd4j.gemm(x, dz, weights.gradient(), true, false, 1, 0);
    // db = Σ over rows of dz   [out]   (R2)
    dz.sum(bias.gradient(), 0);
  }

  // The gradient of this layer's inputs, which are the outputs of the layer before.
  void backwardInputs(INDArray dx) {
    // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]   (R2)
    Nd4j.gemm(dz, weights.values(), dx, false, true, 1, 0);
  }

  // end::backward[]

  private void reserve(long n) {
    z = NdArrays.resized(z, n);
    a = NdArrays.resized(a, n);
    da = NdArrays.resized(da, n);
    dz = NdArrays.resized(dz, n);
  }
}
