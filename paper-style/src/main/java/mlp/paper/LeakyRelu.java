package mlp.paper;

import static mlp.api.Activation.LEAKY_RELU_SLOPE;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Leaky ReLU with DL4J's forward pass and a derivative that is the slope at 0 and exactly 0.01 left
 * of it (R6; Maas, Hannun and Ng 2013, section 2).
 */
public final class LeakyRelu extends ActivationLReLU {
  /**
   * Has the slope that R6 gives; DL4J calls this constructor, too, when it reads a saved network.
   */
  public LeakyRelu() {
    super(LEAKY_RELU_SLOPE);
  }

  // dz = da for z > 0, else slope·da   [n,units]
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray da) {
    INDArray right = z.gt(0).castTo(z.dataType()).muli(da);
    INDArray left = da.sub(right).muli(LEAKY_RELU_SLOPE);
    return new Pair<>(right.addi(left), null);
  }
}
