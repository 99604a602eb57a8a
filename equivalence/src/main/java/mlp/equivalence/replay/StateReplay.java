package mlp.equivalence.replay;

import java.util.Arrays;
import mlp.api.Optimizer;

/** What the optimizer keeps from step to step (R11). */
final class StateReplay {
  private final Records records;
  private final Optimizer optimizer;

  StateReplay(Records records) {
    this.records = records;
    optimizer = records.training().optimizer();
  }

  // The state before the step: zero at the first one
  Known before(String state, String parameter) {
    String name = "opt." + state + "." + parameter;
    int length = records.known(parameter).length();
    if (records.step() > 0 && records.on(Cause.STATE_FORGOTTEN)) {
      return Known.recorded(new double[length]);
    }
    if (records.has(name + ".before")) {
      return records.known(name + ".before");
    }
    if (records.step() == 0) {
      double[] initial = new double[length];
      boolean isSquares = !state.equals("velocity") && !state.equals("m");
      if (isSquares && records.on(Cause.STATE_INITIAL)) {
        double number = records.value(Cause.STATE_INITIAL, 0);
        Arrays.fill(initial, number == 0 ? epsilon() : number);
      }
      return Known.recorded(initial);
    }
    return records
        .before()
        .orElseThrow(() -> new Records.MissingRecord(name + ".before"))
        .known(name);
  }

  // after the step   (R11)
  Expected state(String state, String parameter) {
    if (!optimizer.stateNames().contains(state)) {
      return null;
    }
    Known old = before(state, parameter);
    Known g = new GradientReplay(records).taken(parameter);
    Grid after = new Grid(g.length(), records.dataType());
    switch (state) {
      case "velocity" -> velocity(after, old, g);
      case "m" -> firstMoment(after, old, g);
      case "v" -> squares(after, old, g, records.value(Cause.BETA2, adam().beta2()));
      case "meanSquare" -> {
        double decay = ((Optimizer.Rmsprop) optimizer).decay();
        squares(after, old, g, records.value(Cause.ACCUMULATOR_DECAY, decay));
      }
      case "squareSum" -> weighted(after, old, 1, g, 1, true);
      default -> throw new IllegalStateException(state);
    }
    return after.of("opt." + state + "." + parameter, "R11", formula(state));
  }

  private static String formula(String state) {
    return switch (state) {
      case "velocity" -> "v ← μ·v − η·g";
      case "m" -> "m ← β₁·m + (1 − β₁)·g";
      case "v" -> "v ← β₂·v + (1 − β₂)·g²";
      case "meanSquare" -> "s ← ρ·s + (1 − ρ)·g²";
      default -> "h ← h + g²";
    };
  }

  // v ← μ·v − η·g   (R11)
  private void velocity(Grid after, Known old, Known g) {
    double mu = momentum();
    RateReplay rates = new RateReplay(records);
    double rate = rates.rate();
    double weight = records.on(Cause.DAMPENING) ? 1 - mu : 1;
    double kept = mu;
    if (records.step() > 0 && records.on(Cause.RATE_OUTSIDE_VELOCITY)) {
      kept = mu * rate / rates.before();
    }
    weighted(after, old, kept, g, -rate * weight, false);
  }

  double momentum() {
    double own = optimizer instanceof Optimizer.Momentum plain
        ? plain.momentum()
        : ((Optimizer.Nesterov) optimizer).momentum();
    return records.on(Cause.MOMENTUM_MISSING) ? 0 : records.value(Cause.MOMENTUM_VALUE, own);
  }

  private void firstMoment(Grid after, Known old, Known g) {
    double beta = records.value(Cause.BETA1, adam().beta1());
    boolean isSingle = records.on(Cause.SINGLE_PRECISION_CONSTANTS);
    weighted(after, old, isSingle ? (float) beta : beta, g, complement(beta, isSingle), false);
  }

  private void squares(Grid after, Known old, Known g, double decay) {
    boolean isSingle = records.on(Cause.SINGLE_PRECISION_CONSTANTS);
    weighted(after, old, isSingle ? (float) decay : decay, g, complement(decay, isSingle), true);
  }

  private static double complement(double decay, boolean isSingle) {
    return isSingle ? 1f - (float) decay : 1 - decay;
  }

  private double epsilon() {
    if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      return rmsprop.epsilon();
    }
    return optimizer instanceof Optimizer.Adagrad adagrad
        ? adagrad.epsilon()
        : adam().epsilon();
  }

  Optimizer.Adam adam() {
    return optimizer instanceof Optimizer.Adamw adamw ? adamw.adam() : (Optimizer.Adam) optimizer;
  }

  // kept·old + weight·g, or of g²
  private static void weighted(
      Grid after, Known old, double kept, Known g, double weight, boolean isOfSquare) {
    for (int k = 0; k < g.length(); k++) {
      double term = isOfSquare ? g.at(k) * g.at(k) : g.at(k);
      double error = isOfSquare ? (2 * Math.abs(g.at(k)) + g.bound(k)) * g.bound(k) : g.bound(k);
      double one = kept * old.at(k);
      double other = weight * term;
      after.set(k, one + other, 8, Math.abs(one) + Math.abs(other));
      after.widen(k, Math.abs(kept) * old.bound(k) + Math.abs(weight) * error);
    }
  }
}
