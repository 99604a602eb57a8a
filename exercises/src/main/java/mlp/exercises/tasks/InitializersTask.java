package mlp.exercises.tasks;

import java.util.function.DoubleUnaryOperator;

/**
 * How the first weights W [in, out] of a layer are drawn (R7), and what becomes of the variance of
 * signals. No method changes its arguments.
 */
public interface InitializersTask {

  /** The standard deviation of xavier: the variance is 1/in. */
  double xavier(int in, int out);

  /** The standard deviation of glorot-normal: the variance is 2/(in + out). */
  double glorotNormal(int in, int out);

  /** The radius of glorot-uniform, whose variance is that of glorot-normal. */
  double glorotUniform(int in, int out);

  /** The standard deviation of he-normal: the variance is 2/in. */
  double heNormal(int in, int out);

  /** The radius of he-uniform, whose variance is that of he-normal. */
  double heUniform(int in, int out);

  /** The radius of lecun, whose variance is that of xavier. */
  double lecun(int in, int out);

  /**
   * Makes weights of the normal distribution with mean 0.
   *
   * @param deviation their standard deviation
   * @param normals numbers of the standard normal distribution [in, out]
   * @return W, each weight from the number at its place [in, out]
   */
  double[][] normal(double deviation, double[][] normals);

  /**
   * Makes weights of the uniform distribution from −radius to radius.
   *
   * @param radius the largest weight
   * @param uniforms uniform numbers in [0, 1) [in, out]
   * @return W, each weight from the number at its place, 0 becoming −radius [in, out]
   */
  double[][] uniform(double radius, double[][] uniforms);

  /**
   * The variance of what each of L layers sums up, z = a·W without biases (R1), where a is x for
   * the first layer and σ(z) of the layer before for the others.
   *
   * @param x the inputs [n, in]
   * @param weights of the layers, from the first to the last, each [in, out]
   * @param sigma σ
   * @return for each layer Σ(z − mean)²/count over all count = n·out elements of its z [L]
   */
  double[] variances(double[][] x, double[][][] weights, DoubleUnaryOperator sigma);

  /**
   * How much of the variance is left in the last layer: that of its z divided by that of the first
   * layer's z.
   *
   * @param x the inputs [n, in]
   * @param normals numbers of the standard normal distribution for each layer, each [in, out]
   * @param sigma σ
   * @return with weights drawn by xavier, and with weights drawn by he-normal [2]
   */
  double[] left(double[][] x, double[][][] normals, DoubleUnaryOperator sigma);
}
