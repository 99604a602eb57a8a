package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * SiLU with DL4J's forward pass and a derivative without eᶻ, which overflows (R6; Elfwing, Uchibe
 * and Doya 2018).
 */
public final class Silu extends ActivationSwish {
  // dz = da·s(1 + z(1 − s)), s = sigmoid(z)   [n,units]
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray da) {
    INDArray s = Transforms.sigmoid(z, true);
    INDArray dz = s.rsub(1).muli(z).addi(1).muli(s).muli(da);
    return new Pair<>(dz, null);
  }
}
