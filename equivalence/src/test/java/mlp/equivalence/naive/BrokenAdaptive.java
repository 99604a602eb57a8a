package mlp.equivalence.naive;

import static mlp.api.Activation.TANH;
import static mlp.api.DataType.FLOAT64;
import static mlp.equivalence.kit.Setting.Head.SQUARED_ERROR;
import static mlp.equivalence.kit.Setting.OptimizerKind.ADAGRAD;
import static mlp.equivalence.kit.Setting.OptimizerKind.ADAMW;
import static mlp.equivalence.kit.Setting.OptimizerKind.MOMENTUM;
import static mlp.equivalence.kit.Setting.OptimizerKind.RMSPROP;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mlp.api.Optimizer;
import mlp.api.Parameters;
import mlp.equivalence.kit.Extras;
import mlp.equivalence.kit.Extras.ScheduleKind;
import mlp.equivalence.kit.Setting;
import mlp.equivalence.kit.Setting.OptimizerKind;

/** Mistakes in RMSProp, AdaGrad and AdamW (R11), and in the schedule (R12). */
final class BrokenAdaptive {
  private static final String RMSPROP_BY_HAND = "R11 RMSProp by hand";
  private static final String ADAGRAD_BY_HAND = "R11 AdaGrad by hand";
  private static final String EXPONENTIAL_BY_HAND = "R12 exponential by hand";

  private BrokenAdaptive() {}

  static List<Broken> all() {
    return List.of(
        rmspropEpsilonUnderRoot(),
        rmspropDecayReversed(),
        adagradForgets(),
        adagradBeginsAbove(),
        adamwCoupled(),
        adamwUndecayed(),
        scheduleAhead(),
        scheduleBehind(),
        scheduleUnused(),
        plateauBlind());
  }

  private static Setting with(OptimizerKind optimizer) {
    return new Setting(TANH, SQUARED_ERROR, optimizer, FLOAT64);
  }

  private static Setting with(ScheduleKind schedule) {
    return new Setting(TANH, SQUARED_ERROR, MOMENTUM, FLOAT64, Extras.NONE.with(schedule));
  }

  private static Broken rmspropEpsilonUnderRoot() {
    return new Broken(
        "RMSProp with ε under the root",
        RMSPROP_BY_HAND,
        with(RMSPROP),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double rmspropStep(Optimizer.Rmsprop rmsprop, double g, double s) {
                return g / Math.sqrt(s + rmsprop.epsilon());
              }
            });
  }

  private static Broken rmspropDecayReversed() {
    return new Broken(
        "RMSProp that keeps 1 − ρ",
        RMSPROP_BY_HAND,
        with(RMSPROP),
        "0 opt.meanSquare.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                double[] next = super.next(theta, g, first, second, rate);
                if (training.optimizer() instanceof Optimizer.Rmsprop rmsprop) {
                  next[1] = (1 - rmsprop.decay()) * first + rmsprop.decay() * g * g;
                }
                return next;
              }
            });
  }

  private static Broken adagradForgets() {
    return new Broken(
        "AdaGrad that sees only the last gradient",
        ADAGRAD_BY_HAND,
        with(ADAGRAD),
        "1 opt.squareSum.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double[] next(double theta, double g, double first, double second, double rate) {
                boolean adagrad = training.optimizer() instanceof Optimizer.Adagrad;
                return super.next(theta, g, adagrad ? 0 : first, second, rate);
              }
            });
  }

  private static Broken adagradBeginsAbove() {
    return new Broken(
        "AdaGrad whose sum begins at 0.1",
        ADAGRAD_BY_HAND,
        with(ADAGRAD),
        "0 opt.squareSum.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              public void load(Parameters loaded) {
                super.load(loaded);
                if (training.optimizer() instanceof Optimizer.Adagrad) {
                  state
                      .values()
                      .forEach(h -> Arrays.stream(h).forEach(row -> Arrays.fill(row, 0.1)));
                }
              }
            });
  }

  private static Broken adamwCoupled() {
    return new Broken(
        "AdamW with its decay in the gradient",
        "R11 AdamW by hand",
        with(ADAMW),
        "0 opt.m.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double l2() {
                return training.optimizer() instanceof Optimizer.Adamw adamw
                    ? adamw.weightDecay()
                    : super.l2();
              }

              @Override
              double decay(double before, double after, double rate, double lambda) {
                return training.optimizer() instanceof Optimizer.Adamw
                    ? 0
                    : super.decay(before, after, rate, lambda);
              }
            });
  }

  private static Broken adamwUndecayed() {
    return new Broken(
        "AdamW without its decay",
        "R11 AdamW by hand",
        with(ADAMW),
        "0 W1.after",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double decay(double before, double after, double rate, double lambda) {
                return training.optimizer() instanceof Optimizer.Adamw
                    ? 0
                    : super.decay(before, after, rate, lambda);
              }
            });
  }

  private static Broken scheduleAhead() {
    return new Broken(
        "the rate of the step after",
        EXPONENTIAL_BY_HAND,
        with(ScheduleKind.EXPONENTIAL),
        "0 learningRate",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double rate() {
                return learningRate.at(steps + 1);
              }
            });
  }

  private static Broken scheduleBehind() {
    return new Broken(
        "the rate of the step before",
        "R12 cosine with warm-up by hand",
        with(ScheduleKind.COSINE),
        "1 learningRate",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              double rate() {
                return learningRate.at(Math.max(0, steps - 1));
              }
            });
  }

  private static Broken scheduleUnused() {
    return new Broken(
        "a rate that is told and not used",
        EXPONENTIAL_BY_HAND,
        with(ScheduleKind.EXPONENTIAL),
        "1 opt.velocity.W1",
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void update(
                  Map<String, double[][]> t, Map<String, double[][]> gradients, double rate) {
                super.update(t, gradients, training.learningRate());
              }
            });
  }

  private static Broken plateauBlind() {
    return new Broken(
        "a plateau that is told the last loss of a window only",
        "R12 plateau by hand",
        with(ScheduleKind.PLATEAU),
        Broken.NONE,
        (network, training, initial, formulas) ->
            new NaiveMlp(network, training, initial, formulas) {
              @Override
              void observe(double loss) {
                super.observe(steps % 2 == 1 ? 2 * loss : 0);
              }
            });
  }
}
