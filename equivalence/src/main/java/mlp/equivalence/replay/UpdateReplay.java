package mlp.equivalence.replay;

import mlp.api.Clipping;
import mlp.api.LearningRate;
import mlp.api.Network;
import mlp.api.Normalization;
import mlp.api.Optimizer;
import mlp.api.Schedule;
import mlp.api.Training;

/** What each operation of the update gives for the inputs that were recorded. */
final class UpdateReplay {
  private final Records records;
  private final Training training;

  UpdateReplay(Records records) {
    this.records = records;
    training = records.training();
  }

  private Grid grid(int length) {
    return new Grid(length, records.dataType());
  }

  // ‖g‖ of all gradients together   (R13)
  Expected norm() {
    Grid norm = grid(1);
    double value = normOfAll();
    norm.set(0, value, records.network().parameterCount() / 2.0 + 4, value);
    return norm.of("clip.norm", "R13", "‖g‖ of all gradients together");
  }

  private double normOfAll() {
    ExactSum squares = new ExactSum();
    for (String parameter : records.network().parameterShapes().keySet()) {
      for (double g : records.get("d" + parameter)) {
        squares.addProduct(g, g);
      }
    }
    return Math.sqrt(squares.value());
  }

  // η   (R12)
  Expected learningRate() {
    Grid rate = grid(1);
    rate.set(0, rate(), 16, training.learningRate());
    return rate.of("learningRate", "R12", "the schedule's rate at this step");
  }

  private double rate() {
    if (training.schedule() instanceof Schedule.Plateau) {
      return records.get("learningRate")[0]; // it depends on losses of steps before
    }
    return new LearningRate(training).at(records.step());
  }

  // What the optimizer takes: g, clipped, with λ·W   (R10, R13)
  private Grid taken(String parameter) {
    double[] g = records.get("d" + parameter);
    double[] theta = records.get(parameter);
    double factor = 1;
    double roundings = 1;
    if (training.clipping() instanceof Clipping.GlobalNorm byNorm) {
      double norm = normOfAll();
      factor = norm > byNorm.max() ? byNorm.max() / norm : 1;
      roundings += records.network().parameterCount() / 2.0 + 6;
    }
    double most = training.clipping() instanceof Clipping.Value byValue
        ? byValue.max()
        : Double.POSITIVE_INFINITY;
    double l2 = Network.isWeight(parameter) ? training.l2() : 0;
    Grid taken = grid(g.length);
    for (int k = 0; k < g.length; k++) {
      double clipped = Math.max(-most, Math.min(most, g[k] * factor));
      double penalty = l2 * theta[k];
      taken.set(k, clipped + penalty, roundings + 3, Math.abs(clipped) + Math.abs(penalty));
    }
    return taken;
  }

  // What the optimizer keeps, after the step   (R11); without a step before, only for the first
  Expected state(String state, String parameter) {
    Grid g = taken(parameter);
    String name = "opt." + state + "." + parameter;
    double[] before =
        records.step() == 0 ? new double[g.values.length] : records.get(name + ".before");
    Grid after = grid(before.length);
    Optimizer optimizer = training.optimizer();
    double rate = rate();
    for (int k = 0; k < before.length; k++) {
      double old = before[k];
      double gk = g.values[k];
      if (optimizer instanceof Optimizer.Momentum momentum) {
        sum(after, k, momentum.momentum() * old, -rate * gk, rate * g.bounds[k]);
      } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
        sum(after, k, nesterov.momentum() * old, -rate * gk, rate * g.bounds[k]);
      } else if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
        squares(after, k, rmsprop.decay(), old, gk, g.bounds[k]);
      } else if (optimizer instanceof Optimizer.Adagrad) {
        sum(after, k, old, gk * gk, 2 * Math.abs(gk) * g.bounds[k]);
      } else {
        Optimizer.Adam adam = adam(optimizer);
        if (state.equals("m")) {
          double weight = 1 - adam.beta1();
          sum(after, k, adam.beta1() * old, weight * gk, weight * g.bounds[k]);
        } else {
          squares(after, k, adam.beta2(), old, gk, g.bounds[k]);
        }
      }
    }
    return after.of(name, "R11", state + " after the step");
  }

  private static Optimizer.Adam adam(Optimizer optimizer) {
    return optimizer instanceof Optimizer.Adamw adamw ? adamw.adam() : (Optimizer.Adam) optimizer;
  }

  private static void sum(Grid grid, int k, double one, double other, double ofGradient) {
    grid.set(k, one + other, 8, Math.abs(one) + Math.abs(other));
    grid.widen(k, ofGradient);
  }

  private static void squares(
      Grid grid, int k, double decay, double old, double g, double ofGradient) {
    double weight = 1 - decay;
    sum(grid, k, decay * old, weight * g * g, 2 * weight * Math.abs(g) * ofGradient);
  }

  // θ after the step   (R10, R11, R15)
  Expected after(String parameter) {
    double[] theta = records.get(parameter);
    Grid g = taken(parameter);
    Grid after = grid(theta.length);
    boolean isWeight = Network.isWeight(parameter);
    double decay = isWeight ? rate() * training.decoupledDecay() : 0;
    for (int k = 0; k < theta.length; k++) {
      double[] step = step(parameter, k, g);
      double decayed = decay * theta[k];
      after.set(k, theta[k] - decayed - step[0], 4, Math.abs(theta[k]) + Math.abs(decayed));
      after.widen(k, after.gamma(24) * Math.abs(step[0]) + step[1]);
    }
    if (isWeight && training.maxNorm() > 0) {
      shrink(after, parameter);
    }
    return after.of(parameter + ".after", "R11", "θ ← θ − the optimizer's step");
  }

  // The step, which is subtracted, and what the bounds of the gradient do to it.
  private double[] step(String parameter, int k, Grid g) {
    Optimizer optimizer = training.optimizer();
    double rate = rate();
    double gk = g.values[k];
    double bound = rate * g.bounds[k];
    if (optimizer instanceof Optimizer.Sgd) {
      return new double[] {rate * gk, bound};
    }
    if (optimizer instanceof Optimizer.Momentum) {
      return new double[] {-records.get("opt.velocity." + parameter)[k], 0};
    }
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      double ahead = nesterov.momentum() * records.get("opt.velocity." + parameter)[k];
      return new double[] {rate * gk - ahead, bound + Math.abs(ahead) * g.gamma(4)};
    }
    if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      double root = Math.sqrt(records.get("opt.meanSquare." + parameter)[k]) + rmsprop.epsilon();
      return new double[] {rate * gk / root, bound / root};
    }
    if (optimizer instanceof Optimizer.Adagrad adagrad) {
      double root = Math.sqrt(records.get("opt.squareSum." + parameter)[k]) + adagrad.epsilon();
      return new double[] {rate * gk / root, bound / root};
    }
    Optimizer.Adam adam = adam(optimizer);
    long t = records.step() + 1;
    double correction1 = 1 - StrictMath.pow(adam.beta1(), t);
    double correction2 = 1 - StrictMath.pow(adam.beta2(), t);
    double m = records.get("opt.m." + parameter)[k];
    double v = records.get("opt.v." + parameter)[k];
    double value = adam.epsilonHat()
        ? rate * Math.sqrt(correction2) / correction1 * m / (Math.sqrt(v) + adam.epsilon())
        : rate * (m / correction1) / (Math.sqrt(v / correction2) + adam.epsilon());
    return new double[] {value, 0};
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

  // running ← decay·running + (1 − decay)·batch   [out]   (R8)
  Expected running(int i, String statistic) {
    String name = "bn" + i + ".running." + statistic;
    double decay = ((Normalization.Batch) records.layer(i).normalization()).decay();
    double[] old = records.get(name);
    double[] batch = records.get("bn" + i + "." + statistic);
    Grid after = grid(old.length);
    for (int k = 0; k < old.length; k++) {
      sum(after, k, decay * old[k], (1 - decay) * batch[k], 0);
    }
    return after.of(name + ".after", "R8", "running ← decay·running + (1 − decay)·batch");
  }
}
