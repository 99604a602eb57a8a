package mlp.exercises.e04;

import java.util.List;
import mlp.api.Activation;
import mlp.exercises.e04.Sigma.Mistake;
import mlp.exercises.e04.Sigma.Pair;

/** The seven activation functions (R6), with the mistakes that are made with them. */
final class Sigmas {
  private static final double FACTOR = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  private Sigmas() {}

  static List<Sigma> all() {
    return List.of(ofSigmoid(), ofTanh(), ofRelu(), ofLeakyRelu(), ofElu(), ofSilu(), ofGelu());
  }

  private static Sigma ofSigmoid() {
    return new Sigma(
        "sigmoid",
        Activation.SIGMOID,
        task -> new Pair(task::sigmoid, task::sigmoidDerivative),
        new Pair(Sigmas::sigmoid, z -> sigmoid(z) * (1 - sigmoid(z))),
        List.of(
            new Mistake(
                "The sign in the exponent is wrong: 1/(1 + e⁻ᶻ) goes up with z, yours goes down.",
                z -> 1 / (1 + Math.exp(z))),
            new Mistake(
                "The sign between 1 and e⁻ᶻ is wrong: 1/(1 + e⁻ᶻ).", z -> 1 / (1 - Math.exp(-z))),
            new Mistake("This is tanh: sigmoid goes from 0 to 1.", Math::tanh)),
        List.of(
            new Mistake(
                "You put z where σ(z) belongs: σ′(z) = σ(z)·(1 − σ(z)). The short form s(1 − s)"
                    + " takes s = σ(z), and your argument is z.",
                z -> z * (1 - z)),
            new Mistake(
                "You took σ of σ(z): the argument of sigmoidDerivative is z, and σ is taken once.",
                z -> sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))),
            new Mistake(
                "A factor is missing: σ′ = σ·(1 − σ), and this is 1 − σ.", z -> 1 - sigmoid(z)),
            new Mistake(
                "This is 1 − σ², the form of tanh: for the sigmoid σ′ = σ·(1 − σ).",
                z -> 1 - sigmoid(z) * sigmoid(z))));
  }

  private static Sigma ofTanh() {
    return new Sigma(
        "tanh",
        Activation.TANH,
        task -> new Pair(task::tanh, task::tanhDerivative),
        new Pair(Math::tanh, z -> 1 - Math.tanh(z) * Math.tanh(z)),
        List.of(
            new Mistake("This is the sigmoid: tanh goes from −1 to 1.", Sigmas::sigmoid),
            new Mistake(
                "This is 2·sigmoid(z) − 1 = tanh(z/2): tanh z is 2·sigmoid(2z) − 1.",
                z -> Math.tanh(z / 2)),
            new Mistake("This is tan, which repeats itself: tanh is Math.tanh.", Math::tan)),
        List.of(
            new Mistake(
                "You put z where tanh z belongs: σ′(z) = 1 − (tanh z)². The short form 1 − t²"
                    + " takes t = tanh z, and your argument is z.",
                z -> 1 - z * z),
            new Mistake("The square is missing: σ′ = 1 − (tanh z)².", z -> 1 - Math.tanh(z)),
            new Mistake(
                "This is t·(1 − t), the form of the sigmoid: for tanh σ′ = 1 − t².",
                z -> Math.tanh(z) * (1 - Math.tanh(z)))));
  }

  private static Sigma ofRelu() {
    return new Sigma(
        "relu",
        Activation.RELU,
        task -> new Pair(task::relu, task::reluDerivative),
        new Pair(z -> Math.max(0, z), z -> z > 0 ? 1 : 0),
        List.of(
            new Mistake("This is min(0, z): ReLU keeps what is above 0.", z -> Math.min(0, z)),
            new Mistake("This is |z|: below 0 ReLU gives 0.", Math::abs),
            new Mistake("This is the step, 0 or 1: above 0 ReLU gives z.", z -> z > 0 ? 1 : 0)),
        List.of(
            new Mistake(
                "At z = 0 your derivative is 1: at the bend it could be any number from 0 to 1,"
                    + " and R6 says 0, as all three tracks and PyTorch do.",
                z -> z >= 0 ? 1 : 0),
            new Mistake(
                "At z = 0 your derivative is ½: R6 says 0, as all three tracks and PyTorch do.",
                z -> z > 0 ? 1 : z == 0 ? 0.5 : 0),
            new Mistake("Below 0 ReLU is flat, so that σ′ is 0 there, and not −1.", Math::signum)));
  }

  private static Sigma ofLeakyRelu() {
    return new Sigma(
        "leakyRelu",
        Activation.LEAKY_RELU,
        task -> new Pair(task::leakyRelu, task::leakyReluDerivative),
        new Pair(z -> z > 0 ? z : 0.01 * z, z -> z > 0 ? 1 : 0.01),
        List.of(
            new Mistake("This is ReLU: below 0 the leaky one gives 0.01·z.", z -> Math.max(0, z)),
            new Mistake(
                "Below 0 you give 0.01, and not 0.01·z: the value goes on falling, slowly.",
                z -> z > 0 ? z : 0.01),
            new Mistake(
                "Below 0 the sign is wrong: 0.01·z is below 0 as z is.",
                z -> z > 0 ? z : -0.01 * z),
            new Mistake("The slope below 0 is 0.01 here (R6), not 0.1.", z -> z > 0 ? z : 0.1 * z),
            new Mistake(
                "This is min(z, 0.01·z), with both sides exchanged: take the larger one.",
                z -> Math.min(z, 0.01 * z))),
        List.of(
            new Mistake(
                "This is ReLU's derivative: below 0 the leaky one has the slope 0.01, so that some"
                    + " gradient comes through.",
                z -> z > 0 ? 1 : 0),
            new Mistake(
                "Below 0 you give 0.01·z, the value: its derivative is 0.01.",
                z -> z > 0 ? 1 : 0.01 * z),
            new Mistake(
                "At z = 0 your derivative is 1: R6 says 0.01 there, for z > 0 alone it is 1.",
                z -> z >= 0 ? 1 : 0.01)));
  }

  private static Sigma ofElu() {
    return new Sigma(
        "elu",
        Activation.ELU,
        task -> new Pair(task::elu, task::eluDerivative),
        new Pair(z -> z > 0 ? z : Math.expm1(z), z -> z > 0 ? 1 : Math.exp(z)),
        List.of(
            new Mistake(
                "The −1 is missing: without it ELU jumps from 1 to 0 where z = 0.",
                z -> z > 0 ? z : Math.exp(z)),
            new Mistake("You took eᶻ − 1 above 0, too: there ELU is z.", Math::expm1),
            new Mistake(
                "The sign in the exponent is wrong: below 0 ELU is eᶻ − 1, which goes to −1.",
                z -> z > 0 ? z : Math.expm1(-z)),
            new Mistake(
                "The sign below 0 is wrong: eᶻ − 1, and not 1 − eᶻ.",
                z -> z > 0 ? z : -Math.expm1(z))),
        List.of(
            new Mistake(
                "Below 0 you give eᶻ − 1, the value: its derivative is eᶻ.",
                z -> z > 0 ? 1 : Math.expm1(z)),
            new Mistake("You took eᶻ above 0, too: there σ′ is 1.", Math::exp),
            new Mistake(
                "This is ReLU's derivative: below 0 that of ELU is eᶻ.", z -> z > 0 ? 1 : 0)));
  }

  private static Sigma ofSilu() {
    return new Sigma(
        "silu",
        Activation.SILU,
        task -> new Pair(task::silu, task::siluDerivative),
        new Pair(z -> z * sigmoid(z), z -> sigmoid(z) * (1 + z * (1 - sigmoid(z)))),
        List.of(
            new Mistake("The factor z is missing: SiLU is z·sigmoid(z).", Sigmas::sigmoid),
            new Mistake("This is z·tanh z: SiLU is z·sigmoid(z).", z -> z * Math.tanh(z)),
            new Mistake(
                "This is z·sigmoid(1.702·z), an approximation of GELU: SiLU is z·sigmoid(z).",
                z -> z * sigmoid(1.702 * z))),
        List.of(
            new Mistake(
                "You differentiated one factor alone, the z: the product rule gives"
                    + " 1·s + z·s′ with s = sigmoid(z), s′ = s(1 − s).",
                Sigmas::sigmoid),
            new Mistake(
                "You differentiated one factor alone, the sigmoid: the product rule gives"
                    + " 1·s + z·s′ with s = sigmoid(z), s′ = s(1 − s).",
                z -> z * sigmoid(z) * (1 - sigmoid(z))),
            new Mistake(
                "A factor z is missing: the product rule gives 1·s + z·s′ with s′ = s(1 − s).",
                z -> sigmoid(z) * (2 - sigmoid(z))),
            new Mistake(
                "This is s(1 − s), the derivative of the sigmoid alone: SiLU has the factor z, and"
                    + " the product rule two terms, 1·s + z·s(1 − s).",
                z -> sigmoid(z) * (1 - sigmoid(z)))));
  }

  private static Sigma ofGelu() {
    return new Sigma(
        "gelu",
        Activation.GELU_TANH,
        task -> new Pair(task::gelu, task::geluDerivative),
        new Pair(
            z -> z / 2 * (1 + t(z)), z -> (1 + t(z)) / 2 + z / 2 * (1 - t(z) * t(z)) * inner(z, 3)),
        List.of(
            new Mistake("The factor ½ is missing: z/2·(1 + t).", z -> z * (1 + t(z))),
            new Mistake(
                "z stands there squared where its third power belongs: z + 0.044715·z³.",
                z -> z / 2 * (1 + Math.tanh(FACTOR * (z + CUBIC * z * z)))),
            new Mistake(
                "The factor before the bracket is √(2/π), and not √(2π).",
                z -> z / 2 * (1 + Math.tanh(Math.sqrt(2 * Math.PI) * (z + CUBIC * z * z * z)))),
            new Mistake(
                "The root is missing: the factor before the bracket is √(2/π).",
                z -> z / 2 * (1 + Math.tanh(2 / Math.PI * (z + CUBIC * z * z * z)))),
            new Mistake(
                "This is z·sigmoid(1.702·z), another approximation: asked is the form with tanh.",
                z -> z * sigmoid(1.702 * z)),
            new Mistake("This is SiLU, z·sigmoid(z).", z -> z * sigmoid(z))),
        List.of(
            new Mistake(
                "The second term of the product rule is missing: z/2·(1 + t) depends on z through"
                    + " t, too.",
                z -> (1 + t(z)) / 2),
            new Mistake(
                "The derivative of the bracket, √(2/π)(1 + 3·0.044715·z²), is missing in the second"
                    + " term: the chain rule goes on inside tanh.",
                z -> (1 + t(z)) / 2 + z / 2 * (1 - t(z) * t(z))),
            new Mistake(
                "The derivative of z³ is 3·z²: the factor 3 is missing.",
                z -> (1 + t(z)) / 2 + z / 2 * (1 - t(z) * t(z)) * inner(z, 1)),
            new Mistake(
                "The factor √(2/π) is missing in the second term.",
                z -> (1 + t(z)) / 2 + z / 2 * (1 - t(z) * t(z)) * inner(z, 3) / FACTOR),
            new Mistake(
                "The square of t is missing: the derivative of tanh is 1 − t².",
                z -> (1 + t(z)) / 2 + z / 2 * (1 - t(z)) * inner(z, 3))));
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double t(double z) {
    return Math.tanh(FACTOR * (z + CUBIC * z * z * z));
  }

  private static double inner(double z, double power) {
    return FACTOR * (1 + power * CUBIC * z * z);
  }
}
