package mlp.data;

/** How the features of a data set are brought to a common range; targets are never scaled. */
public enum Scaling {
  /** x′ = x. */
  NONE,
  /**
   * x′ = (x − min)/(max − min) with each column's least and largest value in the training part;
   * pixels, whose range is known, are divided by the brightest. Values of the test part may lie
   * outside [0, 1].
   */
  UNIT,
  /** x′ = (x − mean)/σ with each column's mean and biased deviation in the training part. */
  STANDARDIZE
}
