package mlp.equivalence.replay;

import mlp.api.DataType;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Training;

/** What a parameter is after the step, for the state and the gradients recorded (R10, R11, R15). */
final class UpdateReplay {
  private static final int ROUNDINGS = 24;

  private final Records records;
  private final Training training;
  private final StateReplay states;
  private final double rate;

  UpdateReplay(Records records) {
    this.records = records;
    training = records.training();
    states = new StateReplay(records);
    rate = new RateReplay(records).rate();
  }

  // θ ← θ − u − η·λ·θ   (R10, R11, R15)
  Expected after(String parameter) {
    Known theta = records.known(parameter);
    Grid after = step(parameter); // u
    Decay decay = new Decay(records);
    double decoupled = decay.decoupled(parameter, rate);
    boolean isAfterStep = decoupled > 0 && decay.isAfterStep();
    double sign = records.on(Cause.UPDATE_SIGN) ? -1 : 1;
    for (int k = 0; k < theta.length(); k++) {
      double u = sign * after.values[k];
      double ofStep = after.bounds[k] + after.gamma(ROUNDINGS) * Math.abs(u);
      double decayed = decoupled * (isAfterStep ? theta.at(k) - u : theta.at(k));
      double magnitude = Math.abs(theta.at(k)) + Math.abs(decayed);
      after.set(k, theta.at(k) - decayed - u, 5, magnitude);
      after.widen(k, ofStep + theta.bound(k));
    }
    boolean isBounded = Network.isWeight(parameter) && training.maxNorm() > 0;
    if (isBounded && !records.on(Cause.MAX_NORM_MISSING)) {
      shrink(after, parameter);
    }
    return after.of(parameter + ".after", "R11", formula());
  }

  private String formula() {
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Optimizer.Sgd) {
      return "θ ← θ − η·g";
    }
    if (optimizer instanceof Optimizer.Momentum) {
      return "θ ← θ + v";
    }
    if (optimizer instanceof Optimizer.Nesterov) {
      return "θ ← θ + μ·v − η·g";
    }
    if (optimizer instanceof Optimizer.Rmsprop) {
      return "θ ← θ − η·g/(√s + ε)";
    }
    return optimizer instanceof Optimizer.Adagrad
        ? "θ ← θ − η·g/(√h + ε)"
        : "θ ← θ − η·m̂/(√v̂ + ε)";
  }

  // The state that the step takes: that after it, but where a cause says that before it
  private Known state(String state, String parameter) {
    return records.on(Cause.STALE_MOMENTS)
        ? states.before(state, parameter)
        : records.known("opt." + state + "." + parameter);
  }

  // u, which is subtracted
  private Grid step(String parameter) {
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Optimizer.Sgd) {
      return scaled(new GradientReplay(records).taken(parameter), rate);
    }
    if (optimizer instanceof Optimizer.Momentum) {
      if (records.on(Cause.MOMENTUM_MISSING)) {
        return scaled(new GradientReplay(records).taken(parameter), rate);
      }
      return records.on(Cause.NESTEROV_FOR_MOMENTUM)
          ? ahead(parameter)
          : scaled(state("velocity", parameter), -1);
    }
    if (optimizer instanceof Optimizer.Nesterov) {
      if (records.on(Cause.MOMENTUM_MISSING)) {
        return scaled(new GradientReplay(records).taken(parameter), rate);
      }
      return records.on(Cause.MOMENTUM_FOR_NESTEROV)
          ? scaled(state("velocity", parameter), -1)
          : ahead(parameter);
    }
    if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      return divided(parameter, state("meanSquare", parameter), rmsprop.epsilon());
    }
    if (optimizer instanceof Optimizer.Adagrad adagrad) {
      return divided(parameter, state("squareSum", parameter), adagrad.epsilon());
    }
    return adam(parameter);
  }

  private Grid scaled(Known values, double factor) {
    Grid scaled = new Grid(values.length(), records.dataType());
    for (int k = 0; k < values.length(); k++) {
      scaled.values[k] = factor * values.at(k);
      scaled.bounds[k] = Math.abs(factor) * values.bound(k);
    }
    return scaled;
  }

  // u = η·g − μ·v   (R11, Nesterov)
  private Grid ahead(String parameter) {
    Grid u = scaled(new GradientReplay(records).taken(parameter), rate);
    Known velocity = state("velocity", parameter);
    double mu = states.momentum();
    for (int k = 0; k < u.values.length; k++) {
      u.add(k, -mu * velocity.at(k), mu * velocity.bound(k));
    }
    return u;
  }

  // u = η·g/(√s + ε)   (R11, RMSProp and AdaGrad)
  private Grid divided(String parameter, Known squares, double ownEpsilon) {
    Known g = new GradientReplay(records).taken(parameter);
    Grid u = new Grid(g.length(), records.dataType());
    Root root = new Root(ownEpsilon);
    for (int k = 0; k < g.length(); k++) {
      double divisor = root.of(squares.at(k));
      u.values[k] = rate * g.at(k) / divisor;
      u.bounds[k] =
          rate * g.bound(k) / divisor + Math.abs(u.values[k]) * root.relativeError(squares, k, 1);
    }
    return u;
  }

  /** What a step is divided by. */
  private final class Root {
    private final double epsilon;
    private final boolean isInside;
    private final boolean isMissing;

    Root(double ownEpsilon) {
      epsilon = records.value(Cause.OPTIMIZER_EPSILON, ownEpsilon);
      isInside = records.on(Cause.EPSILON_INSIDE_ROOT);
      isMissing = records.on(Cause.ROOT_MISSING);
    }

    double of(double square) {
      if (isMissing) {
        return square + epsilon;
      }
      return isInside ? Math.sqrt(square + epsilon) : Math.sqrt(square) + epsilon;
    }

    double relativeError(Known squares, int k, double correction) {
      double low = Math.max(0, squares.at(k) - squares.bound(k)) / correction;
      double high = (squares.at(k) + squares.bound(k)) / correction;
      double divisor = of(squares.at(k) / correction);
      return squares.isRecorded() ? 0 : Math.max(divisor / of(low), of(high) / divisor) - 1;
    }
  }

  // u = η·m̂/(√v̂ + ε), or with ε̂ in the other place   (R11, Adam)
  private Grid adam(String parameter) {
    Optimizer.Adam adam = states.adam();
    double t = records.step() + 1 + records.value(Cause.STEP_COUNT, 0);
    double missing = records.value(Cause.BIAS_CORRECTION_MISSING, -1);
    double beta1 = records.value(Cause.BETA1, adam.beta1());
    double beta2 = records.value(Cause.BETA2, adam.beta2());
    double correction1 = missing == 0 || missing == 1 ? 1 : 1 - StrictMath.pow(beta1, t);
    double correction2 = missing == 0 || missing == 2 ? 1 : 1 - StrictMath.pow(beta2, t);
    boolean isOtherPlace = records.on(Cause.EPSILON_HAT);
    boolean isHat = adam.epsilonHat() != isOtherPlace && !records.on(Cause.ROOT_MISSING);
    Known m = state("m", parameter);
    Known v = state("v", parameter);
    Root root = new Root(adam.epsilon());
    double ofCorrections = relativeError(correction1, t) + relativeError(correction2, t);
    Grid u = new Grid(m.length(), records.dataType());
    for (int k = 0; k < m.length(); k++) {
      double inside = isHat ? 1 : correction2;
      double outside = rate / correction1 * (isHat ? Math.sqrt(correction2) : 1);
      double divisor = root.of(v.at(k) / inside);
      u.values[k] = outside * m.at(k) / divisor;
      u.bounds[k] = Math.abs(outside) * m.bound(k) / divisor
          + (Math.abs(u.values[k]) + Math.abs(outside) * m.bound(k) / divisor)
              * root.relativeError(v, k, inside);
      u.bounds[k] += Math.abs(u.values[k]) * ofCorrections;
    }
    return u;
  }

  // 1 − βᵗ is computed in double precision, perhaps by t products. What βᵗ has lost is more of
  // 1 − βᵗ, where that is small.
  private static double relativeError(double correction, double t) {
    return (t + 1) * DataType.FLOAT64.unitRoundoff() * (1 - correction) / correction;
  }

  // W[:, j] ← W[:, j]·c/‖W[:, j]‖ where ‖W[:, j]‖ > c   (R15)
  private void shrink(Grid weights, String parameter) {
    int out = records.network().parameterShapes().get(parameter)[1];
    int in = weights.values.length / out;
    double c = training.maxNorm();
    for (int j = 0; j < out; j++) {
      ExactSum squares = new ExactSum();
      double bounds = 0;
      for (int p = 0; p < in; p++) {
        double w = weights.values[p * out + j];
        squares.addProduct(w, w);
        bounds = Math.max(bounds, weights.bounds[p * out + j]);
      }
      double norm = Math.sqrt(squares.value());
      double scale = norm > c ? c / norm : 1;
      for (int p = 0; p < in; p++) {
        int k = p * out + j;
        weights.values[k] *= scale;
        double relative = weights.gamma(in / 2.0 + 6) + Math.sqrt(in) * bounds / c;
        weights.bounds[k] += Math.abs(weights.values[k]) * relative;
      }
    }
  }
}
