package mlp.exercises.tasks;

import java.util.function.DoubleUnaryOperator;

/**
 * Activation functions σ and their derivatives σ′ (R6), and how much gradient passes through layers
 * that use them. All are finite and right for z from −1000 to 1000. No method changes its
 * arguments.
 */
public interface ActivationsTask {

  /** σ(z) = 1/(1 + e⁻ᶻ). */
  double sigmoid(double z);

  /** σ′(z) of {@link #sigmoid}. */
  double sigmoidDerivative(double z);

  /** σ(z) = tanh z. */
  double tanh(double z);

  /** σ′(z) of {@link #tanh}. */
  double tanhDerivative(double z);

  /** σ(z) = max(0, z). */
  double relu(double z);

  /** σ′(z) of {@link #relu}. */
  double reluDerivative(double z);

  /** σ(z) = z for z &gt; 0, else 0.01·z. */
  double leakyRelu(double z);

  /** σ′(z) of {@link #leakyRelu}. */
  double leakyReluDerivative(double z);

  /** σ(z) = z for z &gt; 0, else eᶻ − 1. */
  double elu(double z);

  /** σ′(z) of {@link #elu}. */
  double eluDerivative(double z);

  /** σ(z) = z·sigmoid(z). */
  double silu(double z);

  /** σ′(z) of {@link #silu}. */
  double siluDerivative(double z);

  /** σ(z) = z/2·(1 + tanh(√(2/π)(z + 0.044715 z³))), the form that needs no erf. */
  double gelu(double z);

  /** σ′(z) of {@link #gelu}. */
  double geluDerivative(double z);

  /**
   * How much of a gradient arrives in each of L layers, a₀ = x, z = a₍ₗ₋₁₎·W, a = σ(z), without
   * biases (R1, R2).
   *
   * @param x the inputs [n, in]
   * @param weights of the layers, from the first to the last, each [in, out]
   * @param sigma σ
   * @param derivative σ′
   * @param dz ∂L/∂z of the last layer [n, out]
   * @return for each layer, from the first to the last, ‖dz‖ divided by that of the last layer [L]
   */
  double[] passed(
      double[][] x,
      double[][][] weights,
      DoubleUnaryOperator sigma,
      DoubleUnaryOperator derivative,
      double[][] dz);

  /**
   * How much arrives in the first layer, with each of the seven activation functions in the order
   * of this interface.
   *
   * @param x the inputs [n, in]
   * @param weights of the layers, each [in, out]
   * @param dz ∂L/∂z of the last layer [n, out]
   * @return the first number of {@link #passed} for each activation function [7]
   */
  double[] compare(double[][] x, double[][][] weights, double[][] dz);
}
