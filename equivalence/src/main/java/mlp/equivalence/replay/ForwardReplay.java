package mlp.equivalence.replay;

/** What each operation of a layer on the way forward gives for the inputs that were recorded. */
final class ForwardReplay {
  private final Records records;
  private final int n;

  ForwardReplay(Records records) {
    this.records = records;
    n = records.rows();
  }

  // z = xW + b   [n,out], without b where batch normalization follows   (R1)
  Expected affine(int i) {
    int in = records.units(i - 1);
    int out = records.units(i);
    Known x = records.known(records.input(i));
    Known w = records.known("W" + i);
    if (in == out && records.on(Cause.WEIGHT_TRANSPOSED)) {
      w = records.products().transposed(w, in, out);
    }
    Product product = new Product(records, x, w, n, in, out);
    if (!records.hasBias(i)) {
      return product.plain().of("z" + i, "R1", "z = xW");
    }
    boolean isMissing = records.on(Cause.BIAS_MISSING);
    boolean isDoubled = records.on(Cause.BIAS_DOUBLED);
    Grid z = product.plus(records.known("b" + i), isMissing ? 0 : isDoubled ? 2 : 1);
    return z.of("z" + i, "R1", "z = xW + b");
  }

  // a = σ(z)   [n,out]   (R6)
  Expected activation(int i) {
    ActivationFormula formula = new ActivationFormula(records, i);
    Known z = records.known(records.preActivation(i));
    if (formula.isSoftmax()) {
      return softmax(records, z, records.units(i)).of("a" + i, "R6", "a = softmax(z)");
    }
    Grid a = new Grid(z.length(), records.dataType());
    for (int k = 0; k < z.length(); k++) {
      formula.value(a, k, z.at(k), z.bound(k));
    }
    Precision.roundResult(records, a);
    return a.of("a" + i, "R6", "a = σ(z)");
  }

  // A rounding of z − max z is one of the exponent: it changes p by |z − max z|·u of p.
  static Grid softmax(Records records, Known z, int outputs) {
    Grid p = new Grid(z.length(), records.dataType());
    for (int row = 0; row < z.length(); row += outputs) {
      double max = Double.NEGATIVE_INFINITY;
      double min = Double.POSITIVE_INFINITY;
      double error = 0;
      for (int j = row; j < row + outputs; j++) {
        max = Math.max(max, z.at(j));
        min = Math.min(min, z.at(j));
        error = Math.max(error, z.bound(j));
      }
      double sum = 0;
      for (int j = row; j < row + outputs; j++) {
        sum += StrictMath.exp(z.at(j) - max);
      }
      double range = Math.min(max - min, 800);
      for (int j = row; j < row + outputs; j++) {
        double value = StrictMath.exp(z.at(j) - max) / sum;
        p.set(j, value, outputs + ActivationFormula.ROUNDINGS + 2 * range, value);
        p.widen(j, value * 2 * error);
      }
    }
    return p;
  }
}
