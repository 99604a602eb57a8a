package mlp.exercises.e02;

/** The example of the page: four rows of two units. ε = 1, so that every root is a whole number. */
final class Example {
  static final double[][] Z = {{5, 6}, {1, -6}, {1, -6}, {1, -2}};
  static final double[] MEAN = {2, -2};
  static final double[] VARIANCE = {3, 24};
  static final double EPSILON = 1;
  static final double[][] XHAT = {{1.5, 1.6}, {-0.5, -0.8}, {-0.5, -0.8}, {-0.5, 0}};
  static final double[] GAMMA = {2, -1};
  static final double[] BETA = {1, 3};
  static final double[][] OUT = {{4, 1.4}, {0, 3.8}, {0, 3.8}, {0, 3}};
  static final double[][] DOUT = {{1, 1}, {0, -1}, {-1, 2}, {2, 2}};
  static final double[] DBETA = {2, 4};
  static final double[] DGAMMA = {1, 0.8};
  static final double[][] DZ = {{0.125, 0.064}, {-0.375, 0.368}, {-1.375, -0.232}, {1.625, -0.2}};

  static final String GIVEN_Z = "z = [[5, 6], [1, −6], [1, −6], [1, −2]]";
  static final String GIVEN_DOUT = "dout = [[1, 1], [0, −1], [−1, 2], [2, 2]]";
  static final String GIVEN_XHAT = "x̂ = [[1.5, 1.6], [−0.5, −0.8], [−0.5, −0.8], [−0.5, 0]]";

  private Example() {}
}
