package mlp.equivalence.naive;

import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import mlp.api.Clipping;
import mlp.api.DataType;
import mlp.api.LearningRate;
import mlp.api.Network;
import mlp.api.Optimizer;
import mlp.api.Training;

/**
 * The second half of a naive step: from the gradients to the parameters after (R10 to R13, R15),
 * one number after the other.
 */
abstract class NaiveUpdate {
  final Network network;
  final Training training;
  final DataType dataType;
  final NaiveFormulas formulas;
  final Map<String, double[][]> parameters = new LinkedHashMap<>();
  final Map<String, double[][]> state = new LinkedHashMap<>(); // velocity.W1, …, m.W1, …, v.W1, …
  final LearningRate learningRate;
  long steps;

  NaiveUpdate(Network network, Training training, NaiveFormulas formulas) {
    this.network = network;
    this.training = training;
    this.dataType = formulas.dataType;
    this.formulas = formulas;
    learningRate = new LearningRate(training);
  }

  /**
   * Every quantity of a step passes here as soon as it is computed, under its name in the trace.
   *
   * @return what the step goes on with
   */
  double[][] pass(String name, double[][] value) {
    return value;
  }

  /** Lets a record pass and keeps it. */
  final double[][] put(Map<String, double[][]> t, String name, double[][] value) {
    double[][] passed = pass(name, value);
    t.put(name, passed);
    return passed;
  }

  // η·m(step)   (R12)
  double rate() {
    return learningRate.at(steps);
  }

  // for the plateau   (R12)
  void observe(double loss) {
    learningRate.observe(steps, loss);
  }

  /** Clipping, L2, optimizer, decoupled decay, max-norm (R10); adds clip.norm. */
  void update(Map<String, double[][]> t, Map<String, double[][]> gradients, double rate) {
    prepare(t, gradients);
    parameters.forEach((name, theta) -> update(name, theta, gradients.get(name), rate));
    limit();
  }

  // clipping → L2   (R10)
  void prepare(Map<String, double[][]> t, Map<String, double[][]> gradients) {
    clip(t, gradients);
    addL2(gradients);
  }

  // (R15)
  void limit() {
    parameters.forEach((name, theta) -> {
      if (training.maxNorm() > 0 && Network.isWeight(name)) {
        limitNorms(theta, training.maxNorm());
      }
    });
  }

  // (R13)
  void clip(Map<String, double[][]> t, Map<String, double[][]> gradients) {
    if (training.clipping() instanceof Clipping.GlobalNorm byNorm) {
      double norm = formulas.rounded(norm(gradients.values()));
      norm = put(t, "clip.norm", new double[][] {{norm}})[0][0];
      scale(gradients, norm, byNorm.max());
    } else if (training.clipping() instanceof Clipping.Value byValue) {
      gradients.values().forEach(g -> each(g, value -> limited(value, byValue.max())));
    }
  }

  // √(Σ g²)   (R13)
  double norm(Collection<double[][]> gradients) {
    return sqrt(gradients.stream()
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .map(g -> g * g)
        .sum());
  }

  // g·max/‖g‖ where ‖g‖ > max   (R13)
  void scale(Map<String, double[][]> gradients, double norm, double max) {
    double scale = norm > max ? max / norm : 1;
    gradients.values().forEach(g -> each(g, value -> value * scale));
  }

  // min(max(g, −max), max)   (R13)
  double limited(double g, double max) {
    return Math.min(Math.max(g, -max), max);
  }

  // g + λ·W   (R10)
  void addL2(Map<String, double[][]> gradients) {
    gradients.forEach((name, g) -> {
      double[][] theta = parameters.get(name);
      double lambda = isDecayed(name) ? l2() : 0;
      for (int i = 0; i < g.length; i++) {
        for (int j = 0; j < g[i].length; j++) {
          g[i][j] = formulas.rounded(g[i][j] + lambda * theta[i][j]);
        }
      }
    });
  }

  double l2() {
    return training.l2();
  }

  /** Whether L2 and decay apply (R10). */
  boolean isDecayed(String name) {
    return name.startsWith("W");
  }

  // One θ after the other   (R10, R11)
  private void update(String name, double[][] theta, double[][] gradient, double rate) {
    List<String> kept = training.optimizer().stateNames();
    double lambda = isDecayed(name) ? training.decoupledDecay() : 0;
    for (int i = 0; i < theta.length; i++) {
      for (int j = 0; j < theta[i].length; j++) {
        double first = kept.isEmpty() ? 0 : state.get(kept.get(0) + "." + name)[i][j];
        double second = kept.size() < 2 ? 0 : state.get(kept.get(1) + "." + name)[i][j];
        double[] next = next(theta[i][j], gradient[i][j], first, second, rate);
        theta[i][j] = formulas.rounded(next[0] - decay(theta[i][j], next[0], rate, lambda));
        for (int s = 0; s < kept.size(); s++) {
          state.get(kept.get(s) + "." + name)[i][j] = formulas.rounded(next[s + 1]);
        }
      }
    }
  }

  // η·λ·θ, θ before the step   (R10)
  double decay(double before, double after, double rate, double lambda) {
    return rate * lambda * before;
  }

  // W[:,j]·c/‖W[:,j]‖ where ‖W[:,j]‖ > c   (R15)
  void limitNorms(double[][] w, double c) {
    for (int j = 0; j < w[0].length; j++) {
      double squares = 0;
      for (double[] row : w) {
        squares += row[j] * row[j];
      }
      for (double[] row : w) {
        row[j] = formulas.rounded(sqrt(squares) > c ? row[j] * (c / sqrt(squares)) : row[j]);
      }
    }
  }

  void each(double[][] values, DoubleUnaryOperator change) {
    for (double[] row : values) {
      Arrays.setAll(row, j -> formulas.rounded(change.applyAsDouble(row[j])));
    }
  }

  /** θ, then the first state (velocity, m, …), then the second (v), after one step (R11). */
  double[] next(double theta, double g, double first, double second, double rate) {
    double[] kept = kept(g, first, second, rate);
    return new double[] {moved(theta, g, kept[0], kept[1], rate), kept[0], kept[1]};
  }

  /** The first state (velocity, m, …) and the second (v) after one step, as stored (R11). */
  final double[] kept(double g, double first, double second, double rate) {
    double nextFirst = 0;
    double nextSecond = 0;
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Optimizer.Momentum momentum) {
      nextFirst = momentum.momentum() * first - rate * g;
    } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
      nextFirst = nesterov.momentum() * first - rate * g;
    } else if (adam(optimizer) instanceof Optimizer.Adam adam) {
      nextFirst = adam.beta1() * first + (1 - adam.beta1()) * g;
      nextSecond = adam.beta2() * second + (1 - adam.beta2()) * g * g;
    } else if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      nextFirst = rmsprop.decay() * first + (1 - rmsprop.decay()) * g * g;
    } else if (optimizer instanceof Optimizer.Adagrad) {
      nextFirst = first + g * g;
    }
    return new double[] {formulas.rounded(nextFirst), formulas.rounded(nextSecond)};
  }

  /** θ after one step, before any decay, from the state after it (R11). */
  final double moved(double theta, double g, double first, double second, double rate) {
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Optimizer.Momentum) {
      return theta + first;
    }
    if (optimizer instanceof Optimizer.Nesterov nesterov) {
      return theta + nesterov.momentum() * first - rate * g;
    }
    if (adam(optimizer) instanceof Optimizer.Adam adam) {
      return theta - rate * adamStep(adam, first, second, steps + 1);
    }
    if (optimizer instanceof Optimizer.Rmsprop rmsprop) {
      return theta - rate * rmspropStep(rmsprop, g, first);
    }
    if (optimizer instanceof Optimizer.Adagrad adagrad) {
      return theta - rate * g / (sqrt(first) + adagrad.epsilon());
    }
    return theta - rate * g;
  }

  private static Optimizer adam(Optimizer optimizer) {
    return optimizer instanceof Optimizer.Adamw adamw ? adamw.adam() : optimizer;
  }

  double rmspropStep(Optimizer.Rmsprop rmsprop, double g, double s) {
    return g / (sqrt(s) + rmsprop.epsilon());
  }

  double adamStep(Optimizer.Adam adam, double m, double v, long t) {
    double correction1 = 1 - pow(adam.beta1(), t);
    double correction2 = 1 - pow(adam.beta2(), t);
    return adam.epsilonHat()
        ? sqrt(correction2) / correction1 * m / (sqrt(v) + adam.epsilon())
        : m / correction1 / (sqrt(v / correction2) + adam.epsilon());
  }
}
