package mlp.equivalence.replay;

import mlp.api.Activation;
import mlp.api.Loss;

/** The gradient of the loss at the output (R3, R4, R5). */
final class OutputGradientReplay {
  private final Records records;
  private final LossReplay loss;
  private final Loss kind;
  private final int outputs;

  OutputGradientReplay(Records records) {
    this.records = records;
    loss = new LossReplay(records);
    kind = records.network().loss();
    outputs = records.network().outputs();
  }

  private Grid grid(int length) {
    return new Grid(length, records.dataType());
  }

  // da = 2(a − y)/(n·k)   [n,k]   (R3); the cross-entropies give dz from the logits
  Expected outputGradient() {
    if (kind != Loss.SQUARED_ERROR) {
      return null;
    }
    Known a = records.known("a" + records.layers());
    Known y = records.known("y");
    double factor = 2 / loss.count() * (records.on(Cause.GRADIENT_SIGN) ? -1 : 1);
    Grid da = grid(y.length());
    for (int k = 0; k < y.length(); k++) {
      double value = factor * (a.at(k) - y.at(k));
      da.set(k, value, 6, Math.abs(value));
      da.widen(k, Math.abs(factor) * a.bound(k));
    }
    return da.of("da" + records.layers(), "R3", "da = 2(a − y)/(n·k)");
  }

  // dz = (p − y)/n, or /(n·k)   [n,k]   (R4, R5)
  Expected logitGradient() {
    int i = records.layers();
    Known z = loss.taken();
    Known y = records.known(records.targets());
    double factor = (records.on(Cause.GRADIENT_SIGN) ? -1 : 1) / loss.count();
    Grid p = loss.probabilities(z);
    Grid dz = grid(z.length());
    for (int k = 0; k < z.length(); k++) {
      double value = factor * (p.values[k] - y.at(k));
      dz.set(k, value, 6, Math.abs(value));
      dz.widen(k, Math.abs(factor) * p.bounds[k]);
    }
    change(dz, z, p);
    Precision.roundResult(records, dz);
    String formula = kind == Loss.SOFTMAX_CROSS_ENTROPY ? "dz = (p − y)/n" : "dz = (p − y)/(n·k)";
    return dz.of("dz" + i, loss.rule(), formula);
  }

  private void change(Grid dz, Known z, Grid p) {
    boolean isSoftmax = records.layer(records.layers()).activation() == Activation.SOFTMAX;
    if (isSoftmax && records.on(Cause.SOFTMAX_TWICE)) {
      throughSoftmax(dz, ForwardReplay.softmax(records, loss.logits(), outputs));
    }
    if (isSoftmax && records.on(Cause.SOFTMAX_GRADIENT_TWICE)) {
      throughSoftmax(dz, p);
    }
    double clip = kind == Loss.SIGMOID_CROSS_ENTROPY ? records.value(Cause.LOSS_CLIPPED, -1) : -1;
    if (clip > 0) {
      clipped(dz, z, clip);
    }
  }

  // The derivative of log p̃, p̃ clipped, times σ′(z), as LossBinaryXENT of DL4J takes it
  private void clipped(Grid dz, Known z, double clip) {
    Known y = records.known(records.targets());
    double count = loss.count();
    for (int k = 0; k < dz.values.length; k++) {
      double p = ActivationFormula.sigmoid(z.at(k));
      double slope = p * ActivationFormula.sigmoid(-z.at(k));
      double inside = Math.max(clip, Math.min(1 - clip, p));
      double spread =
          inside * (1 - inside); // of which 1 − p̃ loses the digits that p̃ near 1 takes
      double value = (inside - y.at(k)) / spread * slope / count;
      dz.set(k, value, 2 * ActivationFormula.ROUNDINGS, Math.abs(value) / spread + slope / count);
    }
  }

  // dz ← p ⊙ (dz − Σ p·dz), row by row
  private void throughSoftmax(Grid dz, Grid p) {
    for (int row = 0; row < dz.values.length; row += outputs) {
      double inner = 0;
      double magnitude = 0;
      double error = 0;
      for (int j = row; j < row + outputs; j++) {
        inner += p.values[j] * dz.values[j];
        magnitude += Math.abs(p.values[j] * dz.values[j]);
        error += p.values[j] * dz.bounds[j] + p.bounds[j] * Math.abs(dz.values[j]);
      }
      for (int j = row; j < row + outputs; j++) {
        double pj = p.values[j];
        double size = Math.abs(dz.values[j]) + magnitude;
        double carried = pj * (dz.bounds[j] + error) + p.bounds[j] * size;
        dz.set(j, pj * (dz.values[j] - inner), outputs + 8, pj * size);
        dz.widen(j, carried);
      }
    }
  }
}
