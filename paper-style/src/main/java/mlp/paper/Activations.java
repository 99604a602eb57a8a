package mlp.paper;

import mlp.api.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * The activation functions: rule → DL4J setting (R6).
 *
 * <p>An {@code IActivation} computes a = σ(z) in the place of z ({@code getActivation}) and dz = da
 * ⊙ σ′(z) from z and da ({@code backprop}), often in the place of z, too; a caller that still needs
 * z passes a copy.
 *
 * <p>DL4J's tanh and ELU are composed of exponentials: their error is a few units in the last place
 * of 1, not of the result, so that tanh(10⁻¹⁰) is 0 in FLOAT32. Its rational and hard forms of tanh
 * and sigmoid are other functions.
 */
final class Activations {
  private Activations() {}

  static IActivation setting(Activation activation) {
    return switch (activation) {
      // σ = z
      case IDENTITY -> new ActivationIdentity();
      // σ = max(0, z), σ′(0) = 0
      case RELU -> new ActivationReLU();
      // σ = z for z > 0, else slope·z
      case LEAKY_RELU -> new LeakyRelu();
      // σ = 1/(1 + e⁻ᶻ)
      case SIGMOID -> new ActivationSigmoid();
      // σ = tanh z
      case TANH -> new ActivationTanH();
      // σ = z for z > 0, else α(eᶻ − 1), α = 1
      case ELU -> new ActivationELU(1);
      // σ = z·Φ(z)
      case GELU -> new ExactGelu();
      // σ = z/2·(1 + tanh(√(2/π)(z + 0.044715 z³)))
      case GELU_TANH -> new TanhGelu();
      // σ = z·sigmoid(z)
      case SILU -> new Silu();
      // σⱼ = e^zⱼ / Σₖ e^zₖ over a row
      case SOFTMAX -> new StableSoftmax();
    };
  }
}
