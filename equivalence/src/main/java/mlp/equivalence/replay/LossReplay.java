package mlp.equivalence.replay;

import mlp.api.Loss;
import mlp.api.Network;

/** The loss, and what it is taken of (R3, R4, R5, R16). */
final class LossReplay {
  private final Records records;
  private final Loss kind;
  private final int n;
  private final int outputs;

  LossReplay(Records records) {
    this.records = records;
    kind = records.network().loss();
    n = records.rows();
    outputs = records.network().outputs();
  }

  private Grid grid(int length) {
    return new Grid(length, records.dataType());
  }

  String rule() {
    return switch (kind) {
      case SQUARED_ERROR -> "R3";
      case SOFTMAX_CROSS_ENTROPY -> "R4";
      case SIGMOID_CROSS_ENTROPY -> "R5";
    };
  }

  // What the sum over rows, or rows and outputs, is divided by
  double count() {
    boolean isOfRows = kind == Loss.SOFTMAX_CROSS_ENTROPY;
    double rows = n;
    double each = isOfRows ? 1 : outputs;
    if (n > 1 && records.on(Cause.SUM_OVER_BATCH)) {
      rows = 1;
    }
    int full = records.training().batchSize();
    if (n < full && records.on(Cause.FULL_BATCH_SIZE)) {
      rows = full;
    }
    if (outputs > 1 && !isOfRows && records.on(Cause.SUM_OVER_OUTPUTS)) {
      each = 1;
    }
    if (outputs > 1 && isOfRows && records.on(Cause.MEAN_OVER_OUTPUTS)) {
      each = outputs;
    }
    if (kind == Loss.SQUARED_ERROR && records.on(Cause.HALF_SQUARED_ERROR)) {
      each *= 2;
    }
    return rows * each;
  }

  // y′ = (1 − α)·y + α/k   [n,k]   (R16)
  Expected smoothed() {
    Known y = records.known("y");
    double alpha = records.training().labelSmoothing();
    int k = kind == Loss.SOFTMAX_CROSS_ENTROPY ? outputs : 2;
    if (records.on(Cause.SMOOTHING_MISSING)) {
      alpha = 0;
    }
    boolean isOverOthers = k > 1 && records.on(Cause.SMOOTHING_OVER_OTHERS);
    Grid smoothed = grid(y.length());
    for (int j = 0; j < y.length(); j++) {
      double value = isOverOthers
          ? (1 - alpha) * y.at(j) + alpha * (1 - y.at(j)) / (k - 1)
          : (1 - alpha) * y.at(j) + alpha / k;
      smoothed.set(j, value, 6, Math.abs(value));
    }
    return smoothed.of("y.smoothed", "R16", "y′ = (1 − α)·y + α/k");
  }

  // What the cross-entropies take: z of the last layer; where nobody recorded it, what gives a
  Known logits() {
    int i = records.layers();
    String z = records.preActivation(i);
    if (!records.has(z) && !records.has("x") && records.has("a" + i)) {
      return ofProbabilities(records.known("a" + i));
    }
    return records.known(z);
  }

  private Known ofProbabilities(Known p) {
    double[] z = new double[p.length()];
    double[] bounds = new double[p.length()];
    double u = grid(1).gamma(ActivationFormula.ROUNDINGS);
    for (int k = 0; k < z.length; k++) {
      double other = kind == Loss.SIGMOID_CROSS_ENTROPY ? 1 - p.at(k) : 1;
      z[k] = Math.log(p.at(k) / other);
      bounds[k] = u / other;
    }
    return new Known(z, bounds);
  }

  Grid probabilities(Known z) {
    if (kind == Loss.SOFTMAX_CROSS_ENTROPY) {
      return ForwardReplay.softmax(records, z, outputs);
    }
    Grid p = grid(z.length());
    for (int k = 0; k < z.length(); k++) {
      double value = ActivationFormula.sigmoid(z.at(k));
      p.set(k, value, ActivationFormula.ROUNDINGS, value);
      p.widen(k, z.bound(k) / 4);
    }
    return p;
  }

  // What the loss takes for logits: p itself where softmax stands before it
  Known taken() {
    Known z = logits();
    if (kind == Loss.SOFTMAX_CROSS_ENTROPY && records.on(Cause.SOFTMAX_TWICE)) {
      Grid p = ForwardReplay.softmax(records, z, outputs);
      return new Known(p.values, p.bounds);
    }
    return z;
  }

  // L, a mean over the batch   (R3 to R5)
  Expected loss() {
    Known y = records.known(records.targets());
    Grid loss = grid(1);
    double count = count();
    ExactSum sum = new ExactSum();
    double propagated = 0;
    if (kind == Loss.SQUARED_ERROR) {
      Known a = records.known("a" + records.layers());
      for (int k = 0; k < y.length(); k++) {
        double distance = a.at(k) - y.at(k);
        sum.addProduct(distance, distance);
        propagated += (2 * Math.abs(distance) + a.bound(k)) * a.bound(k);
      }
    } else {
      propagated = addCrossEntropies(taken(), y, sum);
    }
    int roundings = y.length() + outputs + 2 * ActivationFormula.ROUNDINGS;
    double more = kind == Loss.SQUARED_ERROR ? 0 : 1;
    loss.set(0, sum.value() / count, roundings, sum.magnitude() / count + more * n / count);
    loss.widen(0, propagated / count);
    if (kind == Loss.SIGMOID_CROSS_ENTROPY) {
      loss.widen(0, loss.gamma(4) * belowZero() / count);
    }
    if (kind == Loss.SIGMOID_CROSS_ENTROPY && records.on(Cause.LOSS_FROM_PROBABILITIES)) {
      loss.widen(0, cancelled(y, loss) / count);
    }
    addPenalty(loss);
    return loss.of("loss", rule(), "the mean over the batch");
  }

  // Σ |z| of z < 0. PyTorch's (1 − y)·z − (min(z, 0) − log(1 + e^−|z|)) has terms of that size
  // there, of which the first is rounded twice and the second once; those of R5 are smaller.
  private double belowZero() {
    double sum = 0;
    for (double z : logits().values()) {
      sum += Math.max(0, -z);
    }
    return sum;
  }

  // What log(1 − p) loses where p is almost 1: u/(1 − p)
  private double cancelled(Known y, Grid loss) {
    Known z = logits();
    double sum = 0;
    for (int k = 0; k < y.length(); k++) {
      double complement = ActivationFormula.sigmoid(-z.at(k));
      sum += (1 - y.at(k)) * loss.gamma(ActivationFormula.ROUNDINGS) / complement;
    }
    return sum;
  }

  private double addCrossEntropies(Known z, Known y, ExactSum sum) {
    double clip = records.value(Cause.LOSS_CLIPPED, -1);
    double added = records.value(Cause.EPSILON_IN_LOGARITHM, -1);
    double propagated = 0;
    if (clip >= 0 || added >= 0) {
      Grid p = probabilities(z);
      for (int k = 0; k < y.length(); k++) {
        sum.addProduct(-y.at(k), logarithm(p.values[k], clip, added));
        if (kind == Loss.SIGMOID_CROSS_ENTROPY) {
          sum.addProduct(y.at(k) - 1, logarithm(1 - p.values[k], clip, added));
        }
        propagated += 2 * z.bound(k);
      }
      return propagated;
    }
    for (int row = 0; row < y.length(); row += outputs) {
      if (kind == Loss.SOFTMAX_CROSS_ENTROPY) {
        addSoftmaxCrossEntropy(z, y, row, sum);
      } else {
        addSigmoidCrossEntropy(z, y, row, sum);
      }
      for (int j = row; j < row + outputs; j++) {
        propagated += 2 * z.bound(j);
      }
    }
    return propagated;
  }

  private static double logarithm(double p, double clip, double added) {
    return clip >= 0
        ? StrictMath.log(Math.max(clip, Math.min(1 - clip, p)))
        : StrictMath.log(p + added);
  }

  private void addSoftmaxCrossEntropy(Known z, Known y, int row, ExactSum sum) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = row; j < row + outputs; j++) {
      max = Math.max(max, z.at(j));
    }
    double exponentials = 0;
    for (int j = row; j < row + outputs; j++) {
      exponentials += StrictMath.exp(z.at(j) - max);
    }
    double logSumExp = StrictMath.log(exponentials);
    for (int j = row; j < row + outputs; j++) {
      sum.addProduct(y.at(j), logSumExp);
      sum.addProduct(y.at(j), max - z.at(j));
    }
  }

  private void addSigmoidCrossEntropy(Known z, Known y, int row, ExactSum sum) {
    for (int j = row; j < row + outputs; j++) {
      sum.add(Math.max(z.at(j), 0));
      sum.addProduct(-z.at(j), y.at(j));
      sum.add(StrictMath.log1p(StrictMath.exp(-Math.abs(z.at(j)))));
    }
  }

  // λ/2·Σ W² or λ·Σ W², where it is in the loss that is told
  private void addPenalty(Grid loss) {
    double l2 = records.training().l2();
    if (l2 == 0 || !records.on(Cause.PENALTY_IN_LOSS)) {
      return;
    }
    double factor = records.value(Cause.PENALTY_IN_LOSS, 0) * l2;
    for (String parameter : records.network().parameterShapes().keySet()) {
      if (Network.isWeight(parameter)) {
        ExactSum squares = new ExactSum();
        for (double w : records.known(parameter).values()) {
          squares.addProduct(w, w);
        }
        double penalty = factor * squares.value();
        loss.add(0, penalty, loss.gamma(records.network().parameterCount() + 4) * penalty);
      }
    }
  }
}
