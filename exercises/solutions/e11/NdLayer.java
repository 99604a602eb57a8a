package e11;

import mlp.exercises.tasks.Nd4jLayerTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** PlainLayer in operations on whole arrays. */
public final class NdLayer implements Nd4jLayerTask {

  // z = xW + b   [n,out] = [n,in]·[in,out] + [out]
  @Override
  public INDArray forward(INDArray x, INDArray w, INDArray b) {
    return x.mmul(w).addiRowVector(b);
  }

  // a = tanh z   [n,out]
  @Override
  public INDArray activate(INDArray z) {
    return Transforms.tanh(z, true);
  }

  // pᵢⱼ = e^(zᵢⱼ − maxᵢ) / Σₖ e^(zᵢₖ − maxᵢ)   [n,out]
  @Override
  public INDArray softmax(INDArray z) {
    INDArray max = z.max(true, 1);
    INDArray e = Transforms.exp(z.sub(max), false);
    return e.divi(e.sum(true, 1));
  }

  // dz = (p − y)/n   [n,out]
  @Override
  public INDArray outputGradient(INDArray p, INDArray y) {
    return p.sub(y).divi(p.size(0));
  }

  // dz = da ⊙ (1 − a²)   [n,out]
  @Override
  public INDArray activationGradient(INDArray a, INDArray da) {
    return a.mul(a).rsubi(1).muli(da);
  }

  // dW = xᵀ·dz   [in,out] = [in,n]·[n,out]
  @Override
  public INDArray weightGradient(INDArray x, INDArray dz) {
    return Nd4j.gemm(x, dz, true, false);
  }

  // db = Σ over rows of dz   [out]
  @Override
  public INDArray biasGradient(INDArray dz) {
    return dz.sum(0);
  }

  // dx = dz·Wᵀ   [n,in] = [n,out]·[out,in]
  @Override
  public INDArray inputGradient(INDArray dz, INDArray w) {
    return Nd4j.gemm(dz, w, false, true);
  }
}
