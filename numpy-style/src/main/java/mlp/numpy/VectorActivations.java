package mlp.numpy;

import static jdk.incubator.vector.VectorOperators.GT;
import static mlp.api.Activation.LEAKY_RELU_SLOPE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import mlp.api.Activation;

/**
 * The activations and derivatives without exponentials by {@code jdk.incubator.vector}, by the
 * formulas that stand in {@link Activations}: a vector at a time, as far as the numbers fill whole
 * vectors. The compiler does not turn their comparisons into vectors by itself, and turns none into
 * vectors where one program uses several activations.
 *
 * <p>Exponentials are not among them. The module's own have other last bits before the compiler has
 * seen them than after (the JVM's libraries take over), so that a training that was stopped and
 * resumed would end elsewhere.
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
      default -> {
        return 0;
      }
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

  private static void sigmoidBackward(double[] a, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector s = load(a, i);
      load(da, i).mul(s.mul(ONE.sub(s))).intoArray(dz, i);
    }
  }

  private static void tanhBackward(double[] a, double[] da, double[] dz, int whole) {
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector t = load(a, i);
      load(da, i).mul(ONE.sub(t.mul(t))).intoArray(dz, i);
    }
  }

  private static DoubleVector load(double[] values, int i) {
    return DoubleVector.fromArray(SPECIES, values, i);
  }
}
