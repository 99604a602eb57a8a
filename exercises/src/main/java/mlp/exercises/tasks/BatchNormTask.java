package mlp.exercises.tasks;

/**
 * Batch normalization of one layer (R8). Tables have n rows, one for each example, and a column for
 * each unit; arrays [units] have a number for each unit. No method changes its arguments.
 */
public interface BatchNormTask {

  /**
   * The mean of each unit over the batch.
   *
   * @param z what the layer's affine map gives [n, units]
   * @return μ [units]
   */
  double[] mean(double[][] z);

  /**
   * The variance of each unit over the batch.
   *
   * @param z [n, units]
   * @param mean μ, from {@link #mean} [units]
   * @return σ² [units]
   */
  double[] variance(double[][] z, double[] mean);

  /**
   * Shifts and stretches each unit to the mean 0 and the variance 1.
   *
   * @param z [n, units]
   * @param mean μ [units]
   * @param variance σ² [units]
   * @param epsilon ε, above 0
   * @return x̂ [n, units]
   */
  double[][] normalize(double[][] z, double[] mean, double[] variance, double epsilon);

  /**
   * Gives each unit the scale and the shift that the network has learned for it.
   *
   * @param xhat x̂, from {@link #normalize} [n, units]
   * @param gamma γ, the scales [units]
   * @param beta β, the shifts [units]
   * @return out, of which the activation is taken [n, units]
   */
  double[][] scaleAndShift(double[][] xhat, double[] gamma, double[] beta);

  /**
   * What is kept for evaluation, after a step of training: called once with the means and once with
   * the variances.
   *
   * @param running what was kept before the step [units]
   * @param batch μ or σ² of the step's batch [units]
   * @param decay how much of the old value is kept, in [0, 1)
   * @return what is kept after the step [units]
   */
  double[] updateRunning(double[] running, double[] batch, double decay);

  /**
   * When the network is used and not trained: no example may depend on the others in its batch.
   *
   * @param z [n, units]; n may be 1
   * @param runningMean from {@link #updateRunning} [units]
   * @param runningVariance from {@link #updateRunning} [units]
   * @param gamma γ [units]
   * @param beta β [units]
   * @param epsilon ε
   * @return out [n, units]
   */
  double[][] evaluate(
      double[][] z,
      double[] runningMean,
      double[] runningVariance,
      double[] gamma,
      double[] beta,
      double epsilon);

  /**
   * The gradient of the shifts.
   *
   * @param dout ∂L/∂out [n, units]
   * @return dβ = ∂L/∂β [units]
   */
  double[] dbeta(double[][] dout);

  /**
   * The gradient of the scales.
   *
   * @param dout ∂L/∂out [n, units]
   * @param xhat x̂, as in the forward pass [n, units]
   * @return dγ = ∂L/∂γ [units]
   */
  double[] dgamma(double[][] dout, double[][] xhat);

  /**
   * The gradient of what was normalized, in training: μ and σ² depend on z, too.
   *
   * @param dout ∂L/∂out [n, units]
   * @param xhat x̂, as in the forward pass [n, units]
   * @param variance σ² of the batch [units]
   * @param gamma γ [units]
   * @param epsilon ε
   * @return dz = ∂L/∂z [n, units]
   */
  double[][] dz(
      double[][] dout, double[][] xhat, double[] variance, double[] gamma, double epsilon);
}
