package mlp.equivalence.replay;

import mlp.api.Loss;
import mlp.api.Network;

/** What each operation of a layer on the way back gives for the inputs that were recorded. */
final class BackwardReplay {
  private final Records records;
  private final int n;

  BackwardReplay(Records records) {
    this.records = records;
    n = records.rows();
  }

  // dx = dz·Wᵀ   [n,in], the gradient of what layer i takes   (R2)
  Expected inputGradient(int i) {
    int in = records.units(i - 1);
    int out = records.units(i);
    Known dz = records.known("dz" + i);
    Known w = records.known(records.on(Cause.UPDATED_WEIGHTS_USED) ? "W" + i + ".after" : "W" + i);
    boolean isPlain = in == out && records.on(Cause.WEIGHT_TRANSPOSED);
    Known transposed = isPlain ? w : records.products().transposed(w, in, out);
    return new Product(records, dz, transposed, n, out, in)
        .plain()
        .of(records.inputGradient(i), "R2", "dx = dz·Wᵀ");
  }

  // dz = da ⊙ σ′(z)   [n,out]   (R2, R6), or with batch normalization that of its output
  Expected activationGradient(int i) {
    if (i == records.layers() && records.network().loss() != Loss.SQUARED_ERROR) {
      return new OutputGradientReplay(records).logitGradient();
    }
    ActivationFormula formula = new ActivationFormula(records, i);
    Known z = records.known(records.preActivation(i));
    Known da = records.known("da" + i);
    Grid dz = new Grid(z.length(), records.dataType());
    for (int k = 0; k < z.length(); k++) {
      formula.gradient(dz, k, da.at(k), z.at(k), da.bound(k), z.bound(k));
    }
    Precision.roundResult(records, dz);
    String record = records.layer(i).hasBatchNormalization() ? "dbn" + i + ".out" : "dz" + i;
    return dz.of(record, "R6", "dz = da ⊙ σ′(z)");
  }

  // dW = xᵀ·dz   [in,out]   (R2)
  Expected weightGradient(int i) {
    int in = records.units(i - 1);
    int out = records.units(i);
    Known x = records.known(records.input(i));
    Known dz = records.known("dz" + i);
    Grid dw = new Product(records, records.products().transposed(x, n, in), dz, in, n, out).plain();
    if (in > 1 && out > 1 && records.on(Cause.GRADIENT_TRANSPOSED)) {
      // The numbers of [out,in] in the order of memory
      Known other = new Known(dw.values, dw.bounds).transposed(in, out);
      System.arraycopy(other.values(), 0, dw.values, 0, dw.values.length);
      System.arraycopy(other.bounds(), 0, dw.bounds, 0, dw.bounds.length);
    }
    asParameterGradient(records, "W" + i, dw);
    return dw.of("dW" + i, "R2", "dW = xᵀ·dz");
  }

  // db = Σ dz   [out]   (R2)
  Expected biasGradient(int i) {
    int out = records.units(i);
    Known dz = records.known("dz" + i);
    boolean isMissing = records.on(Cause.BIAS_GRADIENT_MISSING);
    boolean isFirstRow = records.on(Cause.BIAS_GRADIENT_FIRST_ROW);
    int rows = isMissing ? 0 : isFirstRow ? 1 : n;
    Grid db = new Grid(out, records.dataType());
    for (int j = 0; j < out; j++) {
      ExactSum sum = new ExactSum();
      double propagated = 0;
      for (int row = 0; row < rows; row++) {
        sum.add(dz.at(row * out + j));
        propagated += dz.bound(row * out + j);
      }
      db.set(j, sum, n + 1);
      db.widen(j, propagated);
    }
    Precision.roundResult(records, db);
    asParameterGradient(records, "b" + i, db);
    return db.of("db" + i, "R2", "db = Σ dz");
  }

  /** What causes do to the gradient of any parameter. */
  static void asParameterGradient(Records records, String parameter, Grid gradient) {
    if (records.on(Cause.MEAN_AT_PARAMETERS)) {
      gradient.scale(1.0 / records.rows());
    }
    if (records.before().isPresent() && records.on(Cause.GRADIENTS_NOT_ZEROED)) {
      add(gradient, 1, records.before().get().known("d" + parameter));
    }
    double l2 = records.training().l2();
    if (l2 > 0 && Network.isWeight(parameter) && records.on(Cause.PENALTY_IN_GRADIENTS)) {
      double factor = records.value(Cause.PENALTY_IN_GRADIENTS, 1);
      add(gradient, factor * l2, records.known(parameter));
    }
  }

  private static void add(Grid gradient, double factor, Known term) {
    for (int k = 0; k < term.length(); k++) {
      gradient.add(k, factor * term.at(k), Math.abs(factor) * term.bound(k));
    }
  }
}
