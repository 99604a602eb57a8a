package mlp.equivalence.replay;

import mlp.api.DataType;

/** Values and bounds of a result while it is computed, element by element. */
final class Grid {
  final double[] values;
  final double[] bounds;
  private final double roundoff; // u: half the distance from 1 to the next number
  private final double underflow; // what a result too small for a normal number may lose

  Grid(int length, DataType dataType) {
    values = new double[length];
    bounds = new double[length];
    boolean isSingle = dataType == DataType.FLOAT32;
    roundoff = isSingle ? 0x1p-24 : 0x1p-53;
    underflow = isSingle ? Float.MIN_NORMAL : Double.MIN_NORMAL;
  }

  /**
   * @param roundings that a term of the result passes through at most
   * @param magnitude of all terms together
   */
  void set(int index, double value, double roundings, double magnitude) {
    values[index] = value;
    bounds[index] = gamma(roundings) * magnitude + underflow;
  }

  void set(int index, ExactSum sum, double roundings) {
    set(index, sum.value(), roundings, sum.magnitude());
  }

  void widen(int index, double more) {
    bounds[index] += more;
  }

  void scale(double factor) {
    for (int k = 0; k < values.length; k++) {
      values[k] *= factor;
      bounds[k] = Math.abs(factor) * bounds[k] + gamma(2) * Math.abs(values[k]);
    }
  }

  void add(int index, double term, double bound) {
    values[index] += term;
    bounds[index] += bound + gamma(2) * (Math.abs(term) + Math.abs(values[index]));
  }

  /** @return what a number may lose that is too small for a normal one */
  double underflow() {
    return underflow;
  }

  // γₙ = nu/(1 − nu) (Higham, lemma 3.1)
  double gamma(double n) {
    return n * roundoff / (1 - n * roundoff);
  }

  Expected of(String record, String rule, String formula) {
    return new Expected(record, rule, formula, values, bounds);
  }
}
