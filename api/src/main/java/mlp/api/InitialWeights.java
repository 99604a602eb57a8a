package mlp.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parameters before training, computed once and handed to every track (R7). */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * Draws W1, W2, … row by row, each layer from a stream of its own; b and β are 0, γ is 1.
   *
   * @param seed the training's seed
   * @param dataType to which the numbers, drawn in double precision, are rounded
   * @return all parameters of the network, in their order
   */
  public static Parameters of(Network network, long seed, DataType dataType) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 1; i <= network.layers().size(); i++) {
      int fanOut = network.layers().get(i - 1).units();
      tensors.add(ofLayer(network, i, seed, dataType));
      if (network.layers().get(i - 1).hasBatchNormalization()) {
        double[] ones = new double[fanOut];
        Arrays.fill(ones, 1);
        tensors.add(new Tensor("gamma" + i, new int[] {fanOut}, ones));
        tensors.add(Tensor.of("beta" + i, new double[fanOut], fanOut));
      } else {
        tensors.add(Tensor.of("b" + i, new double[fanOut], fanOut));
      }
    }
    return new Parameters(tensors);
  }

  /**
   * @param i of the layer, from 1
   * @return the weights of that layer alone, as {@link #of} draws them
   */
  public static Tensor ofLayer(Network network, int i, long seed, DataType dataType) {
    int fanIn = network.fanIn(i);
    int fanOut = network.layers().get(i - 1).units();
    Philox random = new Philox(seed, Philox.Purpose.WEIGHTS, i, 0);
    double[] weights = new double[fanIn * fanOut];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = dataType.round(network.initializer().draw(random, fanIn, fanOut));
    }
    return new Tensor("W" + i, new int[] {fanIn, fanOut}, weights);
  }
}
