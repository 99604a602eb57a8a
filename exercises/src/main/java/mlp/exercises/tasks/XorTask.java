package mlp.exercises.tasks;

/**
 * XOR of two inputs: 1 where just one of them is 1. The four points are the rows (0, 0), (0, 1),
 * (1, 0), (1, 1), in this order. No method changes its arguments.
 */
public interface XorTask {

  /**
   * A network of two inputs, two hidden units and one output, z = x·w1 + b1, a = σ(z), ŷ = a·w2 +
   * b2 (R1).
   *
   * @param w1 the hidden layer's weights [2, 2]: w1[k][j] goes from input k to unit j
   * @param b1 the hidden layer's biases [2]
   * @param w2 the output's weights [2]: w2[j] goes from unit j to the output
   * @param b2 the output's bias
   */
  record Weights(double[][] w1, double[] b1, double[] w2, double b2) {}

  /**
   * One linear unit, z = x·w + b.
   *
   * @param w the weights [2]: one for each input
   * @param b the bias
   */
  record Unit(double[] w, double b) {}

  /**
   * What each unit of a layer sums up (R1).
   *
   * @param x the inputs [n, in]
   * @param w the weights [in, out]
   * @param b the biases [out]
   * @return z = x·w + b [n, out]
   */
  double[][] affine(double[][] x, double[][] w, double[] b);

  /**
   * The one linear unit that gives the same outputs as a network whose hidden units have no
   * activation function: a = z.
   */
  Unit collapse(Weights network);

  /**
   * A linear unit that is right at three of the four points: z &gt; 0 where XOR is 1, z &lt; 0
   * where it is 0. None is right at four.
   */
  Unit threeOfFour();

  /**
   * Counts for each unit how many points lie on the positive side of its line, where z &gt; 0.
   *
   * @param z what the units sum up [n, units]
   * @return the counts [units]
   */
  int[] positives(double[][] z);

  /**
   * Counts the groups into which the units' lines divide the points: two points are in the same
   * group if they lie on the same side, z &gt; 0 or not, of every line.
   *
   * @param z what the units sum up [n, units]
   */
  int groups(double[][] z);

  /** Weights with which the network computes XOR within 0.05, with σ = tanh in its hidden units. */
  Weights tanhNetwork();

  /** Weights with which the network computes XOR exactly, with σ = ReLU in its hidden units. */
  Weights reluNetwork();
}
