package mlp.paper;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * GELU as it is defined, z·Φ(z), by the error function (R6; Hendrycks and Gimpel 2016, section 2).
 */
public final class ExactGelu extends BaseActivationFunction {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double ONE_OVER_SQRT_2_PI = 1 / Math.sqrt(2 * Math.PI);

  // a = z·Φ(z)   [n,units], in the place of z
  @Override
  public INDArray getActivation(INDArray z, boolean training) {
    return z.muli(distribution(z));
  }

  // dz = da·(Φ(z) + z·φ(z))   [n,units]
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray da) {
    INDArray dz = density(z).muli(z).addi(distribution(z)).muli(da);
    return new Pair<>(dz, null);
  }

  // Φ(z) = (1 + erf(z/√2))/2
  private static INDArray distribution(INDArray z) {
    return Nd4j.getExecutioner().exec(new Erf(z.mul(SQRT_HALF))).addi(1).muli(0.5);
  }

  // φ(z) = e^(−z²/2)/√(2π)
  private static INDArray density(INDArray z) {
    return Transforms.exp(z.mul(z).muli(-0.5), false).muli(ONE_OVER_SQRT_2_PI);
  }
}
