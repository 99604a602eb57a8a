package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Softmax over each row, with the row's largest logit taken off first, whatever its sign (R6). */
public final class StableSoftmax extends BaseActivationFunction {
  // aⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z)   [n,units], in the place of z
  @Override
  public INDArray getActivation(INDArray z, boolean training) {
    z.subiColumnVector(z.max(true, 1));
    Transforms.exp(z, false);
    return z.diviColumnVector(z.sum(true, 1));
  }

  // dzⱼ = aⱼ(daⱼ − Σₖ daₖ·aₖ)   [n,units]
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray da) {
    INDArray a = getActivation(z.dup(), true);
    INDArray dz = da.subColumnVector(da.mul(a).sum(true, 1)).muli(a);
    return new Pair<>(dz, null);
  }
}
