package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** GELU in its tanh form (R6; Hendrycks and Gimpel 2016, section 2). */
public final class TanhGelu extends BaseActivationFunction {
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  // a = z/2·(1 + t)   [n,units], in the place of z
  @Override
  public INDArray getActivation(INDArray z, boolean training) {
    return z.muli(t(z).addi(1)).muli(0.5);
  }

  // dz = da·((1 + t)/2 + z/2·(1 − t²)·√(2/π)(1 + 3·0.044715 z²))   [n,units]
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray da) {
    INDArray t = t(z);
    INDArray inner = z.mul(z).muli(3 * CUBIC).addi(1).muli(SQRT_2_OVER_PI);
    INDArray dz =
        t.mul(t).rsubi(1).muli(inner).muli(z).addi(t).addi(1).muli(0.5).muli(da);
    return new Pair<>(dz, null);
  }

  // t = tanh(√(2/π)(z + 0.044715 z³))
  private static INDArray t(INDArray z) {
    INDArray inner = z.mul(z).muli(CUBIC).addi(1).muli(z).muli(SQRT_2_OVER_PI);
    return Transforms.tanh(inner, false);
  }
}
