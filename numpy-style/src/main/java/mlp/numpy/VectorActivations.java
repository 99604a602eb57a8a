package mlp.numpy;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static mlp.api.Activation.LEAKY_RELU_SLOPE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import mlp.api.Activation;

/**
 * The activations and derivatives by {@code jdk.incubator.vector}, by the formulas that stand in
 * {@link Activations}: a vector at a time, as far as the numbers fill whole vectors. The compiler
 * does not turn comparisons into vectors by itself, nor the functions of {@code Math}.
 *
 * <p>Each loop has a method of its own, for the compiler to see one at a time. The exact GELU is
 * not among them: the error function takes a loop for each number.
 */
final class VectorActivations {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final DoubleVector ZERO = DoubleVector.zero(SPECIES);
  private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);
  private static final DoubleVector SLOPE =
      DoubleVector.broadcast(SPECIES, Real.of(LEAKY_RELU_SLOPE));

  private VectorActivations() {}

  // a = σ(z) of as many of the first numbers as it returns
  static int forward(Activation activation, double[] z, double[] a, int length) {
    int whole = SPECIES.loopBound(length);
    switch (activation) {
      case RELU -> relu(z, a, whole);
      case LEAKY_RELU -> leakyRelu(z, a, whole);
      case SIGMOID -> sigmoid(z, a, whole);
      case TANH -> tanh(z, a, whole);
      case ELU -> elu(z, a, whole);
      case GELU_TANH -> geluTanh(z, a, whole);
      case SILU -> silu(z, a, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  // dz = da ⊙ σ′(z) of as many of the first numbers as it returns
  static int backward(
      Activation activation, double[] z, double[] a, double[] da, double[] dz, int length) {
    int whole = SPECIES.loopBound(length);
    switch (activation) {
      case RELU -> reluBackward(z, da, dz, whole);
      case LEAKY_RELU -> leakyReluBackward(z, da, dz, whole);
      case SIGMOID -> sigmoidBackward(a, da, dz, whole);
      case TANH -> tanhBackward(a, da, dz, whole);
      case ELU -> eluBackward(z, da, dz, whole);
      case GELU_TANH -> geluTanhBackward(z, da, dz, whole);
      case SILU -> siluBackward(z, da, dz, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  // eˣ in the place of x, of as many of the first numbers as it returns
  static int exp(double[] x, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += WIDTH) {
      VectorExponential.exp(load(x, i)).intoArray(x, i);
    }
    return whole;
  }

  private static void relu(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      load(z, i).max(ZERO).intoArray(a, i);
    }
  }

  private static void reluBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      load(da, i).mul(ZERO.blend(ONE, load(z, i).compare(GT, 0))).intoArray(dz, i);
    }
  }

  private static void leakyRelu(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      v.mul(SLOPE).blend(v, v.compare(GT, 0)).intoArray(a, i);
    }
  }

  private static void leakyReluBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      load(da, i).mul(SLOPE.blend(ONE, load(z, i).compare(GT, 0))).intoArray(dz, i);
    }
  }

  private static void sigmoid(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      sigmoid(load(z, i)).intoArray(a, i);
    }
  }

  private static void sigmoidBackward(double[] a, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector s = load(a, i);
      load(da, i).mul(s.mul(ONE.sub(s))).intoArray(dz, i);
    }
  }

  private static void tanh(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      tanh(load(z, i)).intoArray(a, i);
    }
  }

  private static void tanhBackward(double[] a, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector t = load(a, i);
      load(da, i).mul(ONE.sub(t.mul(t))).intoArray(dz, i);
    }
  }

  private static void elu(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      VectorExponential.expm1OfNegative(v.min(ZERO)).blend(v, v.compare(GT, 0)).intoArray(a, i);
    }
  }

  private static void eluBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      load(da, i).mul(VectorExponential.exp(load(z, i).min(ZERO))).intoArray(dz, i);
    }
  }

  private static void geluTanh(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      v.mul(Real.of(0.5)).mul(ONE.add(innerTanh(v))).intoArray(a, i);
    }
  }

  private static void geluTanhBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      DoubleVector t = innerTanh(v);
      DoubleVector inner =
          ONE.add(v.mul(v).mul(3 * Activations.CUBIC)).mul(Activations.SQRT_2_OVER_PI);
      DoubleVector slope = ONE.sub(t.mul(t)).mul(inner).mul(v);
      load(da, i).mul(ONE.add(t).add(slope).mul(Real.of(0.5))).intoArray(dz, i);
    }
  }

  private static void silu(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      v.mul(sigmoid(v)).intoArray(a, i);
    }
  }

  private static void siluBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      DoubleVector s = sigmoid(v);
      load(da, i).mul(s.mul(ONE.add(v.mul(ONE.sub(s))))).intoArray(dz, i);
    }
  }

  // 1/(1 + e⁻ᶻ)
  private static DoubleVector sigmoid(DoubleVector z) {
    return ONE.div(ONE.add(VectorExponential.exp(z.neg())));
  }

  // tanh |z| = −m/(m + 2), m = e^(−2|z|) − 1; each method is short: see VectorExponential
  private static DoubleVector tanh(DoubleVector z) {
    DoubleVector m = VectorExponential.expm1OfNegative(z.abs().mul(-2));
    return withSignOf(z, m.div(m.add(2)));
  }

  private static DoubleVector withSignOf(DoubleVector z, DoubleVector negative) {
    return negative.neg().blend(negative, z.compare(LT, 0));
  }

  // tanh(√(2/π)(z + 0.044715 z³))
  private static DoubleVector innerTanh(DoubleVector z) {
    return tanh(z.mul(z).mul(z).mul(Activations.CUBIC).add(z).mul(Activations.SQRT_2_OVER_PI));
  }

  private static DoubleVector load(double[] values, int i) {
    return DoubleVector.fromArray(SPECIES, values, i);
  }
}
