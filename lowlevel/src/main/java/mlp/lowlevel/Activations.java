package mlp.lowlevel;

import static mlp.api.Activation.LEAKY_RELU_SLOPE;

import mlp.api.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ELU;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The activation functions and their derivatives, element by element (R6).
 *
 * <p>ND4J 1.0.0-M2.1 has operations of the same names that are something else: its LeakyReLU
 * derivative is 1 at 0, its swish derivative is NaN for a large z (1000; in float32, 88), its GELU
 * is z·sigmoid(1.702 z), its PreciseGELU is up to 0.03 away from the tanh form, and its scalar max
 * turns NaN into a number. What is used here was compared with the formulas: all of it is accurate
 * to a few roundings, but tanh and ELU to roundings of 1, so that they lose digits of a z near 0.
 */
final class Activations {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double ONE_OVER_SQRT_2_PI = 1 / Math.sqrt(2 * Math.PI);

  private Activations() {}

  // a = σ(z)   [n,units]   (R6)
  static void forward(Activation activation, INDArray z, INDArray a) {
    if (activation == Activation.SOFTMAX) {
      softmax(z, a);
      return;
    }
    value(activation, z, a);
  }

  // dz = da ⊙ σ′(z)   [n,units]   (R6)
  static void backward(Activation activation, INDArray z, INDArray a, INDArray da, INDArray dz) {
    derivative(activation, z, a, dz);
    dz.muli(da);
  }

  private static void value(Activation activation, INDArray z, INDArray a) {
    switch (activation) {
      // σ = z
      case IDENTITY -> a.assign(z);
      // σ = max(0, z)
      case RELU -> Nd4j.exec(new RectifiedLinear(z, a, 0.0));
      // σ = z for z > 0, else slope·z
      case LEAKY_RELU -> Nd4j.exec(new LeakyReLU(z, a, LEAKY_RELU_SLOPE));
      // σ = 1/(1 + e⁻ᶻ)
      case SIGMOID -> sigmoid(z, a);
      // σ = tanh z
      case TANH -> Nd4j.exec(new Tanh(z, a));
      // σ = z for z > 0, else eᶻ − 1
      case ELU -> Nd4j.exec(new ELU(z, a, 1.0));
      // σ = z·Φ(z)
      case GELU -> normalDistribution(z, a).muli(z);
      // σ = z/2·(1 + t)
      case GELU_TANH -> geluTanh(z, a).addi(1).muli(z).muli(0.5);
      // σ = z·sigmoid(z)
      case SILU -> sigmoid(z, a).muli(z);
      case SOFTMAX ->
        throw new IllegalArgumentException("softmax belongs to a row, not to an element");
    }
  }

  private static void derivative(Activation activation, INDArray z, INDArray a, INDArray dz) {
    switch (activation) {
      // σ′ = 1
      case IDENTITY -> dz.assign(1);
      // σ′ = 1 for z > 0, else 0
      case RELU -> step(z, dz);
      // σ′ = 1 for z > 0, else slope
      case LEAKY_RELU -> Nd4j.exec(new ScalarMax(step(z, dz), null, dz, LEAKY_RELU_SLOPE));
      // σ′ = σ(1 − σ)
      case SIGMOID -> a.rsub(1, dz).muli(a);
      // σ′ = 1 − σ²
      case TANH -> a.mul(a, dz).rsubi(1);
      // σ′ = 1 for z > 0, else eᶻ: e^min(z, 0)
      case ELU -> Nd4j.exec(new Exp(Nd4j.exec(new ScalarMin(z, null, dz, 0)), dz));
      // σ′ = Φ(z) + z·φ(z)
      case GELU -> geluDerivative(z, dz);
      // σ′ = (1 + t)/2 + z/2·(1 − t²)·√(2/π)(1 + 3·0.044715 z²)
      case GELU_TANH -> geluTanhDerivative(z, dz);
      // σ′ = s(1 + z(1 − s)), s = sigmoid(z)
      case SILU -> siluDerivative(z, dz);
      case SOFTMAX ->
        throw new IllegalArgumentException("softmax has no derivative by element: see Losses");
    }
  }

  // 1 for z > 0, else 0
  private static INDArray step(INDArray z, INDArray result) {
    return Nd4j.exec(new Step(z, result, 0.0));
  }

  private static INDArray sigmoid(INDArray z, INDArray result) {
    return Nd4j.exec(new Sigmoid(z, result));
  }

  private static void siluDerivative(INDArray z, INDArray dz) {
    try (INDArray s = sigmoid(z, z.ulike())) {
      s.rsub(1, dz).muli(z).addi(1).muli(s);
    }
  }

  // Φ(z) = (1 + erf(z/√2))/2
  private static INDArray normalDistribution(INDArray z, INDArray result) {
    return Nd4j.exec(new Erf(z.mul(SQRT_HALF, result), result)).addi(1).muli(0.5);
  }

  // φ(z) = e^(−z²/2)/√(2π)
  private static INDArray normalDensity(INDArray z, INDArray result) {
    return Nd4j.exec(new Exp(z.mul(z, result).muli(-0.5), result)).muli(ONE_OVER_SQRT_2_PI);
  }

  private static void geluDerivative(INDArray z, INDArray dz) {
    try (INDArray density = normalDensity(z, z.ulike())) {
      normalDistribution(z, dz).addi(density.muli(z));
    }
  }

  // t = tanh(√(2/π)(z + 0.044715 z³))
  private static INDArray geluTanh(INDArray z, INDArray result) {
    z.mul(0.044715, result).muli(z).muli(z).addi(z).muli(SQRT_2_OVER_PI);
    return Nd4j.exec(new Tanh(result, result));
  }

  private static void geluTanhDerivative(INDArray z, INDArray dz) {
    INDArray t = geluTanh(z, dz);
    try (INDArray inner = z.mul(3 * 0.044715).muli(z).addi(1).muli(SQRT_2_OVER_PI);
        INDArray slope = t.mul(t).rsubi(1).muli(inner).muli(z).muli(0.5)) {
      t.addi(1).muli(0.5).addi(slope);
    }
  }

  // aⱼ = e^(zⱼ − max z) / Σₖ e^(zₖ − max z) over each row   [n,units]   (R6)
  private static void softmax(INDArray z, INDArray a) {
    Nd4j.exec(new SoftMax(z, a, 1));
  }
}
