package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.ADAM;
import static mlp.equivalence.kit.Setting.OptimizerKind.ADAM_EPSILON_HAT;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;
import static mlp.equivalence.kit.Setting.OptimizerKind.NESTEROV;
import static mlp.equivalence.kit.Setting.OptimizerKind.SGD;

import java.util.List;
import mlp.api.Optimizer;
import mlp.equivalence.kit.Setting;
import mlp.equivalence.kit.Setting.OptimizerKind;

/** Mistakes in the optimizers (R11). */
final class BrokenUpdate {
  private static final String MOMENTUM_BY_HAND = "R11 momentum by hand";
  private static final String ADAM_BY_HAND = "R11 Adam by hand";

  private BrokenUpdate() {}

  static List<Broken> all() {
    return List.of(
        uphill(),
        shrinking(),
        staleMomentum(),
        dampenedMomentum(),
        nesterovWithoutLookAhead(),
        adamFromZero(),
        adamBiased(),
        adamWithEpsilonHat(),
        adamWithoutEpsilonHat(),
        adamEpsilonUnderRoot());
  }

  private static Setting with(OptimizerKind optimizer) {
    return new Setting(TANH, SQUARED_ERROR, optimizer, FLOAT64);
  }

  private static Broken uphill() {
    return new Broken(
        "SGD uphill",
        "R11 SGD by hand",
        with(SGD),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                return super.next(
                    theta,
                    training.optimizer() instanceof Optimizer.Sgd ? -g : g,
                    first,
                    second,
                    rate);
              }
            });
  }

  private static Broken shrinking() {
    return new Broken(
        "weights that shrink by 1e-11 a step",
        "Every parameter is the reference's",
        with(SGD),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                return super.next(theta * (1 - 1e-11), g, first, second, rate);
              }
            });
  }

  private static Broken staleMomentum() {
    return new Broken(
        "stale momentum",
        MOMENTUM_BY_HAND,
        with(MOMENTUM),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                double[] next = super.next(theta, g, first, second, rate);
                if (training.optimizer() instanceof Optimizer.Momentum) {
                  next[0] = theta + first;
                }
                return next;
              }
            });
  }

  private static Broken dampenedMomentum() {
    return new Broken(
        "momentum whose gradient is dampened by 1 − μ",
        MOMENTUM_BY_HAND,
        with(MOMENTUM),
        "0 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                boolean momentum = training.optimizer() instanceof Optimizer.Momentum;
                return super.next(theta, momentum ? 0.1 * g : g, first, second, rate);
              }
            });
  }

  private static Broken nesterovWithoutLookAhead() {
    return new Broken(
        "Nesterov without looking ahead",
        "R11 Nesterov by hand",
        with(NESTEROV),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                double[] next = super.next(theta, g, first, second, rate);
                if (training.optimizer() instanceof Optimizer.Nesterov) {
                  next[0] = theta + next[1];
                }
                return next;
              }
            });
  }

  private static Broken adamFromZero() {
    return new Broken(
        "Adam's t counted from 0",
        ADAM_BY_HAND,
        with(ADAM),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double adamStep(Optimizer.Adam adam, double m, double v, long t) {
                return super.adamStep(adam, m, v, t - 1);
              }
            });
  }

  private static Broken adamBiased() {
    return new Broken(
        "Adam without correction of the bias",
        ADAM_BY_HAND,
        with(ADAM),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double adamStep(Optimizer.Adam adam, double m, double v, long t) {
                return super.adamStep(adam, m, v, Long.MAX_VALUE);
              }
            });
  }

  private static Broken adamWithEpsilonHat() {
    return new Broken(
        "Adam with ε̂ where ε is meant",
        ADAM_BY_HAND,
        with(ADAM),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double adamStep(Optimizer.Adam adam, double m, double v, long t) {
                return super.adamStep(withEpsilonHat(adam, true), m, v, t);
              }
            });
  }

  private static Broken adamWithoutEpsilonHat() {
    return new Broken(
        "Adam with ε where ε̂ is meant",
        "R11 Adam with ε̂ by hand",
        with(ADAM_EPSILON_HAT),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double adamStep(Optimizer.Adam adam, double m, double v, long t) {
                return super.adamStep(withEpsilonHat(adam, false), m, v, t);
              }
            });
  }

  private static Broken adamEpsilonUnderRoot() {
    return new Broken(
        "Adam with ε under the root",
        ADAM_BY_HAND,
        with(ADAM),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double adamStep(Optimizer.Adam adam, double m, double v, long t) {
                double root = Math.sqrt(v / (1 - Math.pow(adam.beta2(), t)));
                double under = Math.sqrt(root * root + adam.epsilon());
                return super.adamStep(adam, m, v, t) * (root + adam.epsilon()) / under;
              }
            });
  }

  private static Optimizer.Adam withEpsilonHat(Optimizer.Adam adam, boolean epsilonHat) {
    return new Optimizer.Adam(adam.beta1(), adam.beta2(), adam.epsilon(), epsilonHat);
  }
}
