package mlp.numpy;

import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.EXPM1;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.TANH;
import static mlp.api.Activation.LEAKY_RELU_SLOPE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import mlp.api.Activation;

/**
 * The activations by {@code jdk.incubator.vector}, by the formulas that stand in
 * {@link Activations}: a vector at a time, as far as the numbers fill whole vectors. Exponentials
 * and hyperbolic tangents are within 2 ULPs.
 *
 * <p>Each loop has a method of its own, for the compiler to see one at a time.
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
      case SILU -> silu(z, a, whole);
      case GELU_TANH -> geluTanh(z, a, whole);
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
      case SILU -> siluBackward(z, da, dz, whole);
      case GELU_TANH -> geluTanhBackward(z, da, dz, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  // x ← eˣ, as forward
  static int exp(double[] x, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += WIDTH) {
      load(x, i).lanewise(EXP).intoArray(x, i);
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
      load(z, i).lanewise(TANH).intoArray(a, i);
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
      v.lanewise(EXPM1).blend(v, v.compare(GT, 0)).intoArray(a, i);
    }
  }

  private static void eluBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      load(da, i).mul(v.lanewise(EXP).blend(ONE, v.compare(GT, 0))).intoArray(dz, i);
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
      load(da, i).mul(s.mul(v.mul(ONE.sub(s)).add(1))).intoArray(dz, i);
    }
  }

  private static void geluTanh(double[] z, double[] a, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      v.mul(0.5).mul(tanhOfCubic(v).add(1)).intoArray(a, i);
    }
  }

  private static void geluTanhBackward(double[] z, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector v = load(z, i);
      DoubleVector t = tanhOfCubic(v);
      DoubleVector inner =
          v.mul(v).mul(3 * Activations.CUBIC).add(1).mul(Activations.SQRT_2_OVER_PI);
      DoubleVector slope = v.mul(0.5).mul(ONE.sub(t.mul(t))).mul(inner);
      load(da, i).mul(t.add(1).mul(0.5).add(slope)).intoArray(dz, i);
    }
  }

  private static DoubleVector load(double[] values, int i) {
    return DoubleVector.fromArray(SPECIES, values, i);
  }

  private static DoubleVector sigmoid(DoubleVector z) {
    return ONE.div(z.neg().lanewise(EXP).add(1));
  }

  private static DoubleVector tanhOfCubic(DoubleVector z) {
    DoubleVector cubic = z.mul(z).mul(z).mul(Activations.CUBIC).add(z);
    return cubic.mul(Activations.SQRT_2_OVER_PI).lanewise(TANH);
  }
}
